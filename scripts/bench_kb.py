"""What the knowledge base costs: opening, memory, and words per second of the matcher.

    python scripts/bench_kb.py [--text FILE] [--kb KB.sqlite] [--words 300000] [--rounds 3]

The text is that of corpus/articles, repeated, or FILE. Peers are measured in the same run where
they are installed (pip install flashtext2 pyahocorasick); neither knows Swedish genitives, so they
are given every name with its four endings, and pyahocorasick, which knows no words, a check of
what stands beside a match. Opening and memory are measured in a process of their own each.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from brygga.kb.match import Matcher
from brygga.kb.store import SHIPPED, KnowledgeBase, Name

ARTICLES = Path(__file__).parents[1] / "corpus" / "articles"
ENDINGS = ("", "s", ":s", "’s")
TOUCHES = re.compile(r"[\w-]")
Find = Callable[[str], int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text", type=Path)
    parser.add_argument("--kb", type=Path, default=SHIPPED)
    parser.add_argument("--words", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", choices=("open", "use", "match"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(*alone(args.one, args.kb))
        return

    for what, meaning in (
        ("open", "open"),
        ("use", "open, 5,000 names looked up"),
        ("match", "open, matcher of all names with spot ≥ 1"),
    ):
        runs = [measured(what, args.kb) for _ in range(args.rounds)]
        ms, mb = (min(values) for values in zip(*runs, strict=True))
        print(f"{meaning:45} {ms:8.1f} ms {mb:8.1f} MB more resident")

    kb = KnowledgeBase([args.kb])
    names = list(kb.names())
    text = load(args.text, args.words)
    words = len(text.split())
    print(f"{len({n.name for n in names}):,} names; {words:,} words, best of {args.rounds}")
    rates: dict[str, float] = {}
    finders = {"brygga": brygga, "flashtext2": flashtext2, "pyahocorasick": pyahocorasick}
    for peer, build in finders.items():
        try:
            find = build(names)
        except ImportError:
            print(f"{peer:15} not installed")
            continue
        found = find(text)
        rates[peer] = words / min(seconds(partial(find, text)) for _ in range(args.rounds))
        ratio = rates["brygga"] / rates[peer]
        print(
            f"{peer:15} {rates[peer] / 1e6:6.2f} M words/s   {found:,} found   ours/its {ratio:.2f}"
        )


def load(path: Path | None, words: int) -> str:
    """At least so many words of text."""
    paths = [path] if path else sorted(p for p in ARTICLES.iterdir() if p.suffix in {".txt", ".md"})
    text = "\n\n".join(p.read_text("utf-8", errors="replace") for p in paths) + "\n\n"
    return text * (words // len(text.split()) + 1)


def brygga(names: list[Name]) -> Find:
    matcher = Matcher(names)
    return lambda text: sum(1 for _ in matcher.find(text))


def flashtext2(names: list[Name]) -> Find:
    from flashtext2 import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=True)
    for form in forms(names):
        processor.add_keyword(form)
    return lambda text: sum(1 for _ in processor.extract_keywords_with_span(text))


def pyahocorasick(names: list[Name]) -> Find:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for form in forms(names):
        automaton.add_word(form, len(form))
    automaton.make_automaton()

    def find(text: str) -> int:
        free = found = 0
        for last, size in automaton.iter_long(text):
            start, end = last + 1 - size, last + 1
            alone = not (TOUCHES.match(text, end) or (start and TOUCHES.match(text, start - 1)))
            if alone and start >= free:
                free, found = end, found + 1
        return found

    return find


def forms(names: list[Name]) -> Iterator[str]:
    return (name + ending for name in {n.name for n in names} for ending in ENDINGS)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measured(what: str, kb: Path) -> tuple[float, float]:
    command = [sys.executable, __file__, "--one", what, "--kb", str(kb)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    ms, mb = map(float, out.split())
    return ms, mb


def alone(what: str, path: Path) -> tuple[float, float]:
    """Milliseconds, and megabytes of resident memory that are there afterwards and not before."""
    before = resident()
    start = time.perf_counter()
    kb = KnowledgeBase([path])
    held: object = None
    if what == "use":
        held = [kb.candidates(n.name) for _, n in zip(range(5_000), kb.names(0), strict=False)]
    elif what == "match":
        held = Matcher(kb.names())
    ms = (time.perf_counter() - start) * 1000
    mb = resident() - before
    del held
    return ms, mb


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


if __name__ == "__main__":
    main()
