from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from brygga.errors import ReadError
from brygga.ingest import Input, discover
from brygga.record import Mention, Notice, replace
from brygga.terminal.article import print_article
from brygga.terminal.overview import ROWS, Overview
from brygga.terminal.progress import Pace, expected, progress
from tests.support.articles import make_article


def console(**options):
    return Console(file=StringIO(), width=160, **options)


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
    for _ in range(ROWS + 3):
        overview.add(article)
    target = console()
    overview.print(target, Path("out"))
    text = target.file.getvalue()
    assert "Åsa Ek, Bo Al" in text
    assert "+1" in text
    assert "[bold]" in text
    assert "2021-05-03" in text
    assert "09:15" not in text
    assert "… and 3 more" in text
    assert "43 written to out/records.jsonl" in text


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


def test_expected_counts_lines_of_line_formats_and_files_of_others(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "x"}\n' * 3)
    (tmp_path / "b.txt").write_text("x")
    inputs = list(discover([str(tmp_path)]))
    assert expected([*inputs, ReadError("m", code="c")]) == 5
    assert expected(list(discover(["-"]))) is None


def test_a_file_that_cannot_be_counted_counts_as_one(tmp_path):
    assert expected([Input(path=tmp_path / "gone.csv", root=tmp_path, uri="gone.csv")]) == 1


def test_progress_draws_nothing_when_piped(capsys):
    with progress([], show=True) as advance:
        advance()
    assert capsys.readouterr() == ("", "")


def test_pace_is_that_of_the_whole_run_whatever_the_bursts():
    now = 0.0
    bar = Progress(get_time=lambda: now)
    task = bar.add_task("", total=100)
    now = 10.0
    bar.advance(task, 20)
    assert Pace().render(bar.tasks[0]).plain == "2.0 articles/s, 0:00:40 left"
    stream = bar.add_task("", total=None, completed=20)
    now = 20.0
    assert Pace().render(bar.tasks[stream]).plain == "2.0 articles/s"
