-- One row per real-world thing, its identifiers and its names: the shipped file and the user's
-- tables have this one shape. What the columns mean: docs/kb.md.
CREATE TABLE meta(
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE source(
    name TEXT PRIMARY KEY,
    url TEXT,
    version TEXT,
    date TEXT,
    licence TEXT,
    credit TEXT
) WITHOUT ROWID;
CREATE TABLE thing(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    parent INTEGER REFERENCES thing(id),
    weight REAL NOT NULL DEFAULT 0,
    source TEXT NOT NULL
);
CREATE TABLE identifier(
    thing INTEGER NOT NULL REFERENCES thing(id),
    scheme TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY(thing, scheme, value)
) WITHOUT ROWID;
CREATE TABLE name(
    name TEXT NOT NULL,
    thing INTEGER NOT NULL REFERENCES thing(id),
    language TEXT,
    role TEXT NOT NULL,
    spot INTEGER NOT NULL,
    PRIMARY KEY(name, thing)
) WITHOUT ROWID;
