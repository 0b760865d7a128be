"""The commands. Each is short: it reads its arguments, calls one function and prints.

Nothing heavy is imported before a command runs, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from brygga.errors import BryggaError, ReadError

if TYPE_CHECKING:
    from rich.console import Console

    from brygga.batch.arguments import Arguments
    from brygga.drafts.glossary import Glossary
    from brygga.flow import Flow
    from brygga.kb.store import KnowledgeBase
    from brygga.settings import Settings

OK, SOME_REJECTED, NOTHING_DONE, INTERRUPTED = 0, 1, 2, 130
_FAULTS_SHOWN = 20
DRAFTS = ("off", "brief", "translate", "abstract", "endpoint")

settings_option = click.option(
    "--settings",
    "settings_path",
    type=click.Path(path_type=Path),
    help="Settings file [default: brygga.toml in this directory, if there is one].",
)


jobs_option = click.option(
    "--jobs", type=click.IntRange(min=1), help="Processes [default: one for each core]."
)
engine_option = click.option(
    "--engine",
    type=click.Choice(("pool", "serial")),
    help="pool works in processes of its own, serial in this one [default: pool].",
)
timeout_option = click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), help="Seconds for one article [120]."
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
@click.option(
    "--draft",
    type=click.Choice(DRAFTS),
    help="Write a summary and an English draft; brief needs no model [default: as the settings "
    "say, else off].",
)
@jobs_option
@engine_option
@timeout_option
@click.option("--force", is_flag=True, help="Do everything again.")
@click.option("--prune", is_flag=True, help="Drop records whose input is gone.")
@settings_option
def run(
    paths: tuple[str, ...],
    out: Path,
    quiet: bool,
    draft: str | None,
    jobs: int | None,
    engine: str | None,
    timeout: float | None,
    force: bool,
    prune: bool,
    settings_path: Path | None,
) -> int:
    """Read PATHS and write records to OUT/records.jsonl.

    A path is a file, a folder, a glob in quotes, or - for standard input: copied text, Markdown,
    HTML, RSS/Atom, DOCX, PDF, JSONL, CSV, or a .zip of these. What cannot be read is listed in
    OUT/rejects.jsonl with the reason; everything else is written all the same.

    Run again, it does only what is new or changed; interrupted, it goes on where it stopped.

    \b
    Exit status: 0 all written, 1 some rejected, 2 nothing could be done.
    \b
    Examples:
      brygga run inbox/ -o out/
      brygga run 'press/*.html' notes.docx -o out/ --draft brief
      curl -s https://example.org/feed.xml | brygga run - -o out/
    """
    from brygga.batch.arguments import Arguments

    arguments = Arguments(
        tuple(path if path == "-" else str(Path.cwd() / path) for path in paths),
        str(Path.cwd() / settings_path) if settings_path else None,
        draft,
        {"batch.engine": engine, "batch.jobs": jobs, "batch.timeout": timeout},
    )
    return _run(paths, settings_path, arguments, out, quiet=quiet, force=force, prune=prune)


def _run(
    paths: Sequence[str],
    settings_path: Path | None,
    arguments: Arguments,
    out: Path,
    *,
    quiet: bool,
    **how: bool,
) -> int:
    from brygga.batch.direct import find
    from brygga.batch.run import run as run_batch
    from brygga.report import write_report
    from brygga.settings import load, with_draft
    from brygga.terminal.progress import Onlooker

    settings = load(settings_path, arguments.flags)
    if arguments.draft:
        settings = with_draft(settings, arguments.draft)
    with Onlooker(show=not quiet) as onlooker:
        inputs = find(paths, out)
        done = run_batch(inputs, settings, out, onlooker, arguments=arguments, **how)
    if done.info:
        write_report(out, done.info, done.rejects)
    if done.info and not quiet:
        onlooker.overview.print(done.info, _console(), out)
    for reject in done.rejects:
        click.echo(f"brygga: {reject}", err=True)
    if more := done.rejected - len(done.rejects):
        click.echo(f"brygga: … and {more:,} more rejects", err=True)
    if done.info is None or not done.info.written:
        if not done.rejected:
            click.echo(f"brygga: {' '.join(paths)}: no articles found", err=True)
        return NOTHING_DONE
    return SOME_REJECTED if done.rejected else OK


@commands.command()
@click.argument(
    "folders",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="Directory for the results."
)
@click.option(
    "--settle",
    type=click.FloatRange(min=0, min_open=True),
    default=2.0,
    show_default=True,
    help="Seconds that a file must not have grown.",
)
@jobs_option
@engine_option
@timeout_option
@settings_option
def watch(
    folders: tuple[Path, ...],
    out: Path,
    settle: float,
    jobs: int | None,
    engine: str | None,
    timeout: float | None,
    settings_path: Path | None,
) -> int:
    """Run on FOLDERS whenever something in them is new or changed, until stopped.

    A line is logged for each article. Stopped and started again, it goes on with what came
    meanwhile; docs/batch.md has a unit file for systemd.

    \b
    Example:
      brygga watch inbox/ -o out/
    """
    import signal

    from brygga.batch.direct import find
    from brygga.batch.run import run as run_batch
    from brygga.batch.watch import arrivals
    from brygga.report import write_report
    from brygga.settings import load
    from brygga.terminal.log import Log

    flags = {"batch.engine": engine, "batch.jobs": jobs, "batch.timeout": timeout}
    settings = load(settings_path, flags)
    signal.signal(signal.SIGTERM, signal.getsignal(signal.SIGINT))
    log = Log(click.echo)
    log.line(f"watching {', '.join(map(str, folders))}")
    try:
        for _ in arrivals(folders, out, settle):
            done = run_batch(find(tuple(map(str, folders)), out), settings, out, log)
            log.end(done)
            if done.info:
                write_report(out, done.info, done.rejects)
    except KeyboardInterrupt:
        log.line("stopped")
    return OK


@commands.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("-q", "--quiet", is_flag=True, help="No table, no progress; errors only.")
@jobs_option
@engine_option
@timeout_option
def retry(
    out: Path, quiet: bool, jobs: int | None, engine: str | None, timeout: float | None
) -> int:
    """Run again on OUT, with what the last run was given, and try its rejects again.

    \b
    Exit status: as of run.
    \b
    Example:
      brygga retry out/ --timeout 600
    """
    import msgspec

    from brygga.batch.arguments import remembered

    arguments = remembered(out)
    given = {"batch.engine": engine, "batch.jobs": jobs, "batch.timeout": timeout}
    flags = arguments.flags | {name: value for name, value in given.items() if value is not None}
    arguments = msgspec.structs.replace(arguments, flags=flags)
    settings = Path(arguments.settings) if arguments.settings else None
    return _run(arguments.paths, settings, arguments, out, quiet=quiet, retry=True)


@commands.command()
@click.argument("out", type=click.Path(path_type=Path))
def status(out: Path) -> int:
    """Say how far the run on OUT is, or how the last one ended.

    \b
    Exit status: 0 complete or at work, 1 interrupted, 2 there was none.
    \b
    Example:
      brygga status out/
    """
    from brygga.batch.arguments import STATE
    from brygga.batch.status import read_status
    from brygga.terminal.status import print_status

    found = read_status(out / STATE)
    if found is None:
        click.echo(f"brygga: {out}: no run has been here", err=True)
        return NOTHING_DONE
    noted, at_work = found
    print_status(noted, at_work, _console())
    return OK if at_work or noted.phase == "complete" else SOME_REJECTED


@commands.command()
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
def init(force: bool) -> int:
    """Write brygga.toml with every setting and its default, all commented out.

    \b
    Example:
      brygga init
    """
    from brygga.settings import FILE
    from brygga.settings.template import template

    if Path(FILE).exists() and not force:
        click.echo(f"brygga: {FILE}: is there already\n        → --force overwrites it", err=True)
        return NOTHING_DONE
    Path(FILE).write_text(template(), encoding="utf-8")
    click.echo(f"{FILE} written; remove the # before what you want to change")
    return OK


@commands.command()
@settings_option
def explain(settings_path: Path | None) -> int:
    """Print the plan of a run: stages, versions, models, settings, and where each came from.

    \b
    Example:
      BRYGGA_BATCH__JOBS=1 brygga explain
    """
    from brygga.settings import load_all
    from brygga.terminal.plan import print_plan

    loaded = load_all(settings_path)
    print_plan(loaded, _flow(loaded.settings), _console())
    return OK


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
@click.option(
    "--floor",
    "floors",
    multiple=True,
    metavar="[LABEL=]F1",
    help="Exit with 1 if exact F1 is below this: over all labels, of one LABEL, or of the four "
    "labels of the mission (mission=0.9). May be given several times.",
)
@click.option(
    "--html", "page", type=click.Path(path_type=Path), help="Write a page of all texts here."
)
@click.option(
    "--json", "json_path", type=click.Path(path_type=Path), help="Write all figures here."
)
@click.option(
    "--links",
    "links_path",
    type=click.Path(path_type=Path),
    help="Judge also which things the mentions were linked to, against this file.",
)
@settings_option
def evaluate(
    gold: Path,
    records: Path | None,
    floors: tuple[str, ...],
    page: Path | None,
    json_path: Path | None,
    links_path: Path | None,
    settings_path: Path | None,
) -> int:
    """Score mentions against GOLD.

    GOLD is a JSONL file of texts with their entities. The tables show precision, recall and F1 per
    label with intervals of 95 %, what was taken for what, and the most frequent errors.

    \b
    Examples:
      brygga evaluate gold.jsonl --html errors.html
      brygga evaluate gold.jsonl --records out/ --floor 0.86 --floor PERSON=0.95
      brygga evaluate gold.jsonl --links links.jsonl --json figures.json
    """
    from brygga.batch.find import records_by_stem
    from brygga.batch.output import atomic
    from brygga.evaluate import load_gold
    from brygga.evaluate.floors import below, parse_floor
    from brygga.evaluate.given import run_given
    from brygga.evaluate.links import load_links
    from brygga.evaluate.page import render
    from brygga.evaluate.report import compare, report, to_json, with_links
    from brygga.ingest.text import article_from_text
    from brygga.settings import load
    from brygga.terminal.scores import print_report

    least = [parse_floor(text) for text in floors]
    texts = load_gold(gold)
    links = load_links(links_path) if links_path else []
    flow = _flow(load(settings_path)) if links or not records else None
    read = [article_from_text(text.text, id=text.id) for text in texts]
    found = records_by_stem(records) if records else {}
    if flow and not records:
        found = {article.id: article for article in flow.process(read)}
    comparisons = compare(texts, found)
    result = report(comparisons)
    if flow and links:
        given = {article.id: article for article in run_given(texts, read, flow.stages)}
        result = with_links(result, links, texts, given=given, found=found)
    print_report(result, _console())
    if page:
        with atomic(page) as file:
            file.write(render(result, comparisons))
    if json_path:
        with atomic(json_path) as file:
            file.write(to_json(result))
    if result.missing:
        names = ", ".join(result.missing[:5])
        click.echo(f"brygga: no record for {len(result.missing)} texts: {names}", err=True)
    failed = below(result, least)
    for sentence in failed:
        click.echo(f"brygga: {sentence}", err=True)
    return SOME_REJECTED if failed else OK


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
    from brygga.entities.backends.spacy import bundled
    from brygga.flow import stage_class
    from brygga.record import SCHEMA_VERSION

    model = bundled(stage_class("tag").Settings().model)
    click.echo(f"brygga {__version__}\nrecord {SCHEMA_VERSION}")
    click.echo(f"model {model.name if model else 'missing'}")
    return OK


@commands.group()
def models() -> None:
    """Fetch, check and remove models.

    \b
    Example:
      brygga models pull KB/bert-base-swedish-cased-ner
    """


@models.command("list")
def list_models() -> int:
    """List the models that Brygga knows and those that are on this machine.

    \b
    Example:
      brygga models list
    """
    from brygga.hub import store
    from brygga.terminal.models import print_models

    print_models(list(store.installed()), store.home(), _console())
    return OK


@models.command("pull")
@click.argument("name")
@click.option("--revision", help="Commit, tag or branch; later pulls keep to the commit it means.")
@click.option("--from", "source", help="A folder (or file:// address) to take the files from.")
@click.option(
    "--convert", is_flag=True, help="Accept pytorch_model.bin: read its tensors, keep safetensors."
)
@click.option("--onnx", is_flag=True, help='Make an int8 ONNX file as well (runtime = "onnx").')
def pull_model(
    name: str, revision: str | None, source: str | None, convert: bool, onnx: bool
) -> int:
    """Fetch the model NAME: a name that `models list` shows, or OWNER/NAME on the hub.

    This is the only command that fetches a model; everything else works without a network.

    \b
    Examples:
      brygga models pull kb-bert-ner --convert
      brygga models pull kb-bert-ner --from /media/usb/kb-bert-ner --onnx
    """
    from brygga.hub import registry
    from brygga.hub.pull import pull
    from brygga.hub.sources import FolderSource, HubSource

    origin = FolderSource(source) if source else HubSource(registry.repository(name))
    lock = pull(
        name,
        origin,
        revision=revision,
        pickle=convert,
        onnx=onnx,
        say=lambda line: click.echo(f"  {line}", err=True),
    )
    click.echo(f"{lock.repository} {lock.revision}")
    return OK


@models.command("convert")
@click.argument("name")
@click.option(
    "--quantization",
    type=click.Choice(("int8", "int16", "float32")),
    default="int8",
    show_default=True,
    help="How weights are rounded.",
)
def convert_model(name: str, quantization: str) -> int:
    """Convert the translation model NAME for CTranslate2, which is several times faster.

    \b
    Example:
      brygga models convert opus-mt-sv-en
    """
    from brygga.hub.ct2 import convert_model

    click.echo(convert_model(name, quantization))
    return OK


@models.command("verify")
@click.argument("names", nargs=-1)
def verify_models(names: tuple[str, ...]) -> int:
    """Compare every file of the models NAMES (default: all) with its checksum.

    \b
    Example:
      brygga models verify
    """
    from brygga.hub import registry, store

    wanted = [registry.repository(n) for n in names] or [m.repository for m in store.installed()]
    status = OK
    for repository in wanted:
        flaws = store.verify(repository)
        click.echo(f"{'FAILED' if flaws else 'ok':8}{repository}")
        for flaw in flaws:
            click.echo(f"brygga: {repository}: {flaw.file} {flaw.problem}", err=True)
            status = SOME_REJECTED
    return status


@models.command("rm")
@click.argument("name")
def remove_model(name: str) -> int:
    """Delete the files of the model NAME; a later pull fetches the same commit.

    \b
    Example:
      brygga models rm kb-bert-ner
    """
    from brygga.hub import registry, store

    freed = store.remove(registry.repository(name))
    click.echo(f"{freed / 1e6:,.1f} MB freed")
    return OK


kb_option = click.option(
    "--kb",
    "kb_path",
    type=click.Path(path_type=Path),
    help="Your knowledge base [default: the last of kb in the settings, else "
    "brygga-kb.sqlite in this directory].",
)


@commands.group()
def kb() -> None:
    """Look names up, and add your own.

    \b
    Examples:
      brygga kb find Storuman
      brygga kb add projects.tsv
    """


@kb.command("add")
@click.argument("table", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    default="",
    help="tsv, cordis, keep, kohesio, riksdagen or europarl [default: what the content says].",
)
@kb_option
@settings_option
def add_table(table: Path, format_: str, kb_path: Path | None, settings_path: Path | None) -> int:
    """Add the names of FILE to your knowledge base.

    FILE is a table of your own (tab-separated, columns label, name and, if you like, name_en,
    kind, aliases, ids, parent, weight), or an export: projects from CORDIS, keep.eu and Kohesio,
    members of the Riksdag and the European Parliament. Adding a file of the same name again
    replaces what it added before. Rows that cannot be read are listed and left out.

    \b
    Exit status: 0 all added, 1 some rows left out, 2 nothing added.
    \b
    Examples:
      brygga kb add projects.tsv
      brygga kb add cordis-HORIZONprojects-csv.zip
    """
    from brygga.kb.user import add

    base = _own_kb(kb_path, settings_path)
    added = add(base, table, format_)
    for fault in added.faults[:_FAULTS_SHOWN]:
        click.echo(f"brygga: {fault}", err=True)
    if (more := len(added.faults) - _FAULTS_SHOWN) > 0:
        click.echo(f"brygga: … and {more:,} more rows left out", err=True)
    if not added.things:
        click.echo(f"brygga: {table}: nothing added", err=True)
        return NOTHING_DONE
    before = f", in place of {added.replaced:,}" if added.replaced else ""
    click.echo(f"{base}: {added.things:,} things from {table.name} ({added.format}){before}")
    if added.taken:
        click.echo(f"{len(added.taken):,} of them were in other tables of yours until now")
    return SOME_REJECTED if added.faults else OK


@kb.command("list")
@kb_option
@settings_option
def list_sources(kb_path: Path | None, settings_path: Path | None) -> int:
    """List what the knowledge base is made of.

    \b
    Example:
      brygga kb list
    """
    from brygga.terminal.kb import print_sources

    with closing(_knowledge_base(kb_path, settings_path)) as known:
        click.echo(f"version {known.version}\n")
        print_sources(known.sources(), _console())
    return OK


@kb.command("find")
@click.argument("name")
@kb_option
@settings_option
def find_name(name: str, kb_path: Path | None, settings_path: Path | None) -> int:
    """Say what NAME can mean, the likeliest first.

    \b
    Example:
      brygga kb find Storuman
    """
    from brygga.terminal.kb import print_things

    with closing(_knowledge_base(kb_path, settings_path)) as known:
        things = known.candidates(name)
        print_things(things, known, _console())
        if not things:
            similar = known.similar(name)
            remedy = f"\n        → there are: {', '.join(similar)}" if similar else ""
            click.echo(f"brygga: nothing is called {name!r}{remedy}", err=True)
    return OK if things else SOME_REJECTED


@kb.command("remove")
@click.argument("source")
@kb_option
@settings_option
def remove_table(source: str, kb_path: Path | None, settings_path: Path | None) -> int:
    """Take what the file SOURCE added out of your knowledge base.

    \b
    Example:
      brygga kb remove projects.tsv
    """
    from brygga.kb.user import remove

    base = _own_kb(kb_path, settings_path)
    click.echo(f"{base}: {remove(base, source):,} things removed")
    return OK


def _own_kb(path: Path | None, settings_path: Path | None) -> Path:
    """The file that holds the user's tables, there or not."""
    from brygga.kb.user import FILE

    configured = _configured_kbs(settings_path)
    return path or (configured[-1] if configured else Path(FILE))


def _knowledge_base(path: Path | None, settings_path: Path | None) -> KnowledgeBase:
    from brygga.kb.store import KnowledgeBase
    from brygga.kb.user import paths

    return KnowledgeBase.open((path,) if path else paths(_configured_kbs(settings_path)))


def _configured_kbs(settings_path: Path | None) -> tuple[Path, ...]:
    from brygga.settings import load

    return tuple(map(Path, load(settings_path).kb))


@commands.group()
def glossary() -> None:
    """Look terms up, check your own, and write all of them for other tools.

    \b
    Examples:
      brygga glossary find landshövding
      brygga glossary export terms.tbx
    """


@glossary.command("find")
@click.argument("word")
@settings_option
def find_term(word: str, settings_path: Path | None) -> int:
    """Print the terms that WORD is in, Swedish or English.

    \b
    Example:
      brygga glossary find landshövding
    """
    from brygga.terminal.glossary import print_terms

    found = _glossary(settings_path).find(word)
    print_terms(found, _console())
    if not found:
        click.echo(f"brygga: no term has {word!r}", err=True)
    return OK if found else SOME_REJECTED


@glossary.command("check")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
def check_terms(files: tuple[Path, ...]) -> int:
    """Read your own terms in FILE (CSV, TSV or TBX) and say what they change.

    To use them, name the files in the settings: [draft] glossary = ["FILE"].

    \b
    Example:
      brygga glossary check our-terms.csv
    """
    from brygga.drafts.glossary import shipped
    from brygga.drafts.termbase import read
    from brygga.terminal.glossary import print_changes

    status = OK
    for file in files:
        try:
            print_changes(str(file), read(file), shipped(), _console())
        except ReadError as error:
            click.echo(f"brygga: {error}", err=True)
            status = SOME_REJECTED
    return status


@glossary.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@settings_option
def export_terms(file: Path, settings_path: Path | None) -> int:
    """Write all terms, yours among them, to FILE: TBX if it ends in .tbx, else CSV (- prints it).

    \b
    Examples:
      brygga glossary export terms.tbx
      brygga glossary export -
    """
    from brygga.drafts.termbase import write

    terms = _glossary(settings_path)
    if str(file) == "-":
        from brygga.drafts.termbase import to_csv

        click.echo(to_csv(terms), nl=False)
    else:
        write(terms, file)
        click.echo(f"{file}: {len(terms):,} terms")
    return OK


def _glossary(settings_path: Path | None) -> Glossary:
    from brygga.drafts.draft import DraftSettings
    from brygga.drafts.termbase import with_own
    from brygga.settings import load

    draft = load(settings_path).stage.get("draft")
    return with_own(draft.glossary if isinstance(draft, DraftSettings) else ())


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
