"""Compile the ordinary English words that the check of names does not take for names.

    python scripts/make_english_words.py --parallel PARALLEL

``PARALLEL`` holds Swedish–English pairs (``*.sv-en.tsv.xz``). A word is ordinary if it stands small
at least ``LEAST`` times and at least ``SHARE`` times as often as with a capital inside a sentence,
and is no forename. Writes ``pipeline/brygga/drafts/checks/english_words.txt``; test sets are not
read.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter
from pathlib import Path

from brygga.entities.tables import words

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "pipeline/brygga/drafts/checks/english_words.txt"
LEAST, SHARE = 4, 2
WORD = re.compile(r"(?<![\w'’.@/_-])[A-Za-z][a-z]{2,}(?![\w'’@/_-]|\.\w)")
HEADER = """# Ordinary English words, as the check of names needs them: small at least {least} times
# and {share} times as often as with a capital inside a sentence, no forenames. Counted by
# scripts/make_english_words.py in English text of Microsoft's documentation (CC BY 4.0), Debian's
# pages (MIT, OPL), Tatoeba (CC BY 2.0 FR), Mozilla's pages (MPL 2.0), the New Heart English Bible
# (public domain), Hack23's monitors (Apache 2.0), eForms (EUPL 1.2, CC BY 4.0) and OpenStreetMap's
# feature names (ISC).
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--parallel", type=Path, required=True)
    small, capital = Counter[str](), Counter[str]()
    for path in sorted(parser.parse_args().parallel.glob("*.sv-en.tsv.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in set(file):
                english = line.rstrip("\n").split("\t")[1]
                for n, match in enumerate(WORD.finditer(english)):
                    word = match.group()
                    if word.islower():
                        small[word] += 1
                    elif n and english[match.start() - 2 : match.start() - 1] not in ".!?:":
                        capital[word.lower()] += 1
    names = {name.casefold() for name in words("first_names.txt")}
    kept = sorted(
        w for w, n in small.items() if n >= LEAST and n >= SHARE * capital[w] and w not in names
    )
    OUT.write_text(HEADER.format(least=LEAST, share=SHARE) + "\n".join(kept) + "\n", "utf-8")
    print(f"{OUT}: {len(kept):,} words, {OUT.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
