"""The commands. Each is short: it reads its arguments, calls one function and prints.

Nothing heavy is imported before a command runs, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from brygga.errors import BryggaError, ReadError

if TYPE_CHECKING:
    from rich.console import Console

    from brygga.flow import Flow
    from brygga.settings import Settings
    from brygga.terminal.overview import Overview

OK, SOME_REJECTED, NOTHING_DONE, INTERRUPTED = 0, 1, 2, 130

settings_option = click.option(
    "--settings",
    "settings_path",
    type=click.Path(path_type=Path),
    help="Settings file [default: brygga.toml in this directory, if there is one].",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="brygga", message="%(package)s %(version)s")
def commands() -> None:
    """Turn Swedish press texts into structured, bilingual records.

    \b
    Example:
      brygga run inbox/ -o out/      read, detect, tag and write everything in inbox/
      brygga show out/ ID            read one result
    """


@commands.command()
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="Directory for the results."
)
@click.option("-q", "--quiet", is_flag=True, help="No table, no progress; errors only.")
@settings_option
def run(paths: tuple[str, ...], out: Path, quiet: bool, settings_path: Path | None) -> int:
    """Read PATHS and write records to OUT/records.jsonl.

    A path is a file, a folder, a glob in quotes, or - for standard input: copied text, Markdown,
    HTML, RSS/Atom, DOCX, PDF, JSONL, CSV, or a .zip of these. What cannot be read is listed in
    OUT/rejects.jsonl with the reason; everything else is written all the same.

    \b
    Exit status: 0 all written, 1 some rejected, 2 nothing could be done.
    \b
    Examples:
      brygga run inbox/ -o out/
      brygga run 'press/*.html' notes.docx -o out/
      curl -s https://example.org/feed.xml | brygga run - -o out/
    """
    from brygga.batch.reject import from_read_error
    from brygga.batch.run import Outcome, find, read_all
    from brygga.batch.run import run as run_batch
    from brygga.settings import load
    from brygga.terminal.overview import Overview
    from brygga.terminal.progress import progress

    settings = load(settings_path)
    inputs = find(paths, out)
    overview = Overview()
    errors = [found for found in inputs if isinstance(found, ReadError)]
    if len(errors) == len(inputs):
        # Earlier results stay: a mistyped path must not empty them.
        for error in errors:
            overview.add(from_read_error(error))
        _print_rejects(overview, paths)
        return NOTHING_DONE
    flow = _flow(settings)
    with progress(inputs, show=not quiet) as advance:

        def observe(outcome: Outcome) -> None:
            overview.add(outcome)
            advance()

        info = run_batch(read_all(inputs, settings), flow, settings, out, observe)
    if not quiet:
        overview.print(_console(), out)
    _print_rejects(overview, paths)
    if not info.written:
        return NOTHING_DONE
    return SOME_REJECTED if info.rejected else OK


def _print_rejects(overview: Overview, paths: Sequence[str]) -> None:
    for reject in overview.rejects:
        click.echo(f"brygga: {reject}", err=True)
    if more := overview.rejected - len(overview.rejects):
        click.echo(f"brygga: … and {more:,} more rejects", err=True)
    if not overview.articles and not overview.rejected:
        click.echo(f"brygga: {' '.join(paths)}: no articles found", err=True)


@commands.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("id", metavar="ID")
def show(out: Path, id: str) -> int:
    """Print the article ID of OUT with its mentions in colour.

    ID may be shortened to any part that only one article has.

    \b
    Example:
      brygga show out/ osiris.html
    """
    from brygga.batch.find import find_record
    from brygga.terminal.article import print_article

    print_article(find_record(out, id), _console())
    return OK


@commands.command()
def schema() -> int:
    """Print the JSON Schema of a record.

    \b
    Example:
      brygga schema > article.schema.json
    """
    from importlib.resources import files

    click.echo(files("brygga").joinpath("article-1.schema.json").read_text("utf-8"), nl=False)
    return OK


@commands.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--records",
    type=click.Path(path_type=Path),
    help="Score the records of this run instead of running the pipeline on the gold texts.",
)
@click.option("--floor", type=float, help="Exit with 1 if F1 over all labels is below this.")
@settings_option
def evaluate(
    gold: Path, records: Path | None, floor: float | None, settings_path: Path | None
) -> int:
    """Score mentions against GOLD.

    GOLD is a JSONL file of texts with their entities.

    \b
    Examples:
      brygga evaluate gold.jsonl
      brygga evaluate gold.jsonl --records out/ --floor 0.86
    """
    from brygga.batch.find import records_by_stem
    from brygga.evaluate import load_gold, score
    from brygga.settings import load
    from brygga.terminal.scores import print_scores

    texts = load_gold(gold)
    if records:
        found = records_by_stem(records)
    else:
        from brygga.ingest.text import article_from_text

        flow = _flow(load(settings_path))
        read = [article_from_text(text.text, id=text.id) for text in texts]
        found = {article.id: article for article in flow.process(read)}
    scores = score(texts, found)
    print_scores(scores, _console())
    if missing := [text.id for text in texts if text.id not in found]:
        click.echo(
            f"brygga: no record for {len(missing)} texts: {', '.join(missing[:5])}", err=True
        )
    if floor is not None and scores["all"].f1 < floor:
        click.echo(f"brygga: F1 {scores['all'].f1:.4f} is below the floor {floor}", err=True)
        return SOME_REJECTED
    return OK


@commands.command()
@settings_option
def doctor(settings_path: Path | None) -> int:
    """Check what is installed and whether it works.

    \b
    Example:
      brygga doctor
    """
    from brygga.doctor import examine
    from brygga.settings import load

    failed = False
    for finding in examine(load(settings_path)):
        mark = "ok" if finding.ok else "MISSING" if finding.required else "–"
        click.echo(f"{mark:8}{finding.name:20}{finding.detail}")
        failed |= finding.required and not finding.ok
    return NOTHING_DONE if failed else OK


@commands.command()
def version() -> int:
    """Print the version of Brygga, of its records and of its model.

    \b
    Example:
      brygga version
    """
    from brygga import __version__
    from brygga.entities.model import bundled
    from brygga.flow import stage_class
    from brygga.record import SCHEMA_VERSION

    model = bundled(stage_class("tag").Settings().model)
    click.echo(f"brygga {__version__}\nrecord {SCHEMA_VERSION}")
    click.echo(f"model {model.name if model else 'missing'}")
    return OK


def _flow(settings: Settings) -> Flow:
    from brygga.flow import build

    flow = build(settings.stages, settings.stage)
    flow.setup()
    return flow


def _console() -> Console:
    """Standard output for tables: as wide as the terminal, and wide enough when there is none."""
    from rich.console import Console

    return Console() if sys.stdout.isatty() else Console(width=160)


def main() -> None:
    """Run a command; every error is one message of the form that users know."""
    try:
        status = commands.main(standalone_mode=False)
    except BryggaError as error:
        click.echo(f"brygga: {error}", err=True)
        status = NOTHING_DONE
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        status = NOTHING_DONE
    except click.UsageError as error:
        where = f"{error.ctx.command_path} --help" if error.ctx else "brygga --help"
        click.echo(f"brygga: {error.format_message()}\n        → see {where}", err=True)
        status = NOTHING_DONE
    except click.Abort:
        click.echo("\nbrygga: interrupted; earlier results are intact", err=True)
        status = INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; Python would complain again at exit.
        sys.stderr.close()
        status = OK
    sys.exit(status if isinstance(status, int) else OK)
