from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from brygga.batch.ledger import Counts
from brygga.batch.run import RunInfo
from brygga.record import Mention, Notice, replace
from brygga.terminal.article import print_article
from brygga.terminal.overview import Overview
from brygga.terminal.progress import Onlooker, Pace
from tests.support.articles import make_article


def console(**options):
    return Console(file=StringIO(), width=160, **options)


def info(**counts):
    every = dict.fromkeys(Counts.__struct_fields__, 0) | counts
    return RunInfo(
        brygga="1", started="", finished="", written=sum(every.values()) - every["rejected"],
        rejected=every["rejected"], pruned=0, duplicates=0, counts=Counts(**every), stages=(),
        fingerprint="", engine="serial", seconds={}, memory=0,
    )  # fmt: skip


def test_overview_lists_the_facets_and_counts_what_does_not_fit():
    overview = Overview()
    article = replace(
        make_article("x"),
        title="Nytt [bold]projekt[/bold] i Umeå",
        published="2021-05-03T09:15",
        people=("Åsa Ek", "Bo Al", "Cia Dal", "Dan Ek", "Eva Forsberg-Lindqvist"),
        regions=("Umeå",),
        warnings=(Notice(code="not-swedish", message="m"),) * 2,
    )
    for _ in range(4):
        overview.add(article)
    target = console()
    overview.print(info(new=3, changed=4, unchanged=1204, rejected=2), target, Path("out"))
    text = target.file.getvalue()
    assert "Åsa Ek, Bo Al" in text
    assert "+1" in text
    assert "[bold]" in text
    assert "2021-05-03" in text
    assert "09:15" not in text
    assert "… and 3 more" in text
    assert "3 new, 4 changed, 1,204 unchanged, 2 rejected (see out/rejects.jsonl)" in text
    assert "1,211 records in out/records.jsonl" in text


def test_article_shows_text_roles_and_fields():
    article = replace(
        make_article(("title", "Möte i Umeå"), "Åsa [red] Ek talade."),
        mentions=(
            Mention(start=7, end=11, text="Umeå", label="REGION", score=None, method="model"),
        ),
        byline=("Bo Al",),
    )
    target = console(force_terminal=True, color_system="standard")
    print_article(article, target)
    text = target.file.getvalue()
    assert "\x1b[1;32mUmeå" in text
    assert "[red]" in text
    assert "Bo Al" in text
    assert "title" in text


def test_progress_draws_nothing_when_piped(capsys):
    with Onlooker(show=True) as onlooker:
        onlooker.begin("reading", 3)
        onlooker.advance(1)
    assert capsys.readouterr() == ("", "")


def test_pace_is_that_of_the_whole_run_whatever_the_bursts():
    now = 0.0
    bar = Progress(get_time=lambda: now)
    task = bar.add_task("", total=100)
    now = 10.0
    bar.advance(task, 20)
    assert Pace().render(bar.tasks[0]).plain == "2.0/s, 0:00:40 left"
    stream = bar.add_task("", total=None, completed=20)
    now = 20.0
    assert Pace().render(bar.tasks[stream]).plain == "2.0/s"
