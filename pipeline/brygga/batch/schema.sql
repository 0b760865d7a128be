-- What runs on one output directory have done and are doing. Results lie in parts; a row here,
-- committed after its part is on disk, is the receipt that makes a result count.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- An input of certain bytes, read by a certain reader with certain settings.
CREATE TABLE reading (
    id INTEGER PRIMARY KEY,
    uri TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    reader TEXT NOT NULL,
    UNIQUE (uri, sha256, reader)
);
CREATE TABLE item (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    id TEXT,
    digest TEXT,
    text TEXT,
    characters INTEGER NOT NULL,
    reject TEXT,
    PRIMARY KEY (reading, number)
) WITHOUT ROWID;

-- What near-duplicates of an article are found by.
CREATE TABLE signature (digest TEXT PRIMARY KEY, minhash BLOB NOT NULL) WITHOUT ROWID;

-- The outcome of an article (key: digest and id) under a plan.
CREATE TABLE result (
    key TEXT NOT NULL,
    plan TEXT NOT NULL,
    kind TEXT NOT NULL,
    part TEXT NOT NULL,
    place INTEGER NOT NULL,
    length INTEGER NOT NULL,
    PRIMARY KEY (key, plan)
) WITHOUT ROWID;

-- The records of the last complete run, in order; kept: its input is gone.
CREATE TABLE published (
    seq INTEGER PRIMARY KEY,
    uri TEXT NOT NULL,
    id TEXT NOT NULL,
    key TEXT NOT NULL,
    digest TEXT NOT NULL,
    text TEXT NOT NULL,
    plan TEXT NOT NULL,
    kept INTEGER NOT NULL
);
CREATE INDEX published_id ON published (id);

-- The run in progress: its inputs, what they hold, and where that lies until it is processed.
CREATE TABLE scan (
    seq INTEGER PRIMARY KEY,
    uri TEXT NOT NULL,
    path TEXT,
    root TEXT,
    sha256 TEXT,
    reading INTEGER,
    reject TEXT
);
CREATE INDEX scan_reading ON scan (reading);
CREATE TABLE spooled (
    digest TEXT PRIMARY KEY,
    spool TEXT NOT NULL,
    place INTEGER NOT NULL,
    length INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE next (
    seq INTEGER PRIMARY KEY,
    uri TEXT NOT NULL,
    id TEXT,
    own TEXT,
    key TEXT,
    digest TEXT,
    text TEXT,
    plan TEXT,
    characters INTEGER NOT NULL DEFAULT 0,
    reject TEXT,
    kept INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX next_id ON next (id);
CREATE INDEX next_key ON next (key, plan);
CREATE INDEX next_digest ON next (digest);
CREATE INDEX next_text ON next (text);

-- The articles of "next" that say almost what an earlier one says.
CREATE TABLE twin (
    seq INTEGER PRIMARY KEY,
    other TEXT NOT NULL,
    similarity REAL NOT NULL
);
