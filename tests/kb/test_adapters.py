"""Tiny files in the formats that users export, with content of our own."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.kb.adapters import adapter
from brygga.kb.adapters.table import Fault, open_table
from brygga.kb.store import KnowledgeBaseError

CORDIS = (
    '"id";"acronym";"status";"title";"startDate";"endDate";"totalCost";"ecMaxContribution";'
    '"legalBasis";"topics";"ecSignatureDate";"frameworkProgramme";"masterCall";"subCall";'
    '"fundingScheme";"objective";"contentUpdateDate";"rcn";"grantDoi"\n'
)
CORDIS_REST = '"2031-01-01";"2033-12-31";"1,5";"1";"HORIZON.2";"T";"2030-12-01";"HORIZON";"C";"C"'
KEEP = ["Period", "Programme", "Project acronym", "Project name in English", "Project start"]
PERSON = {
    "hangar_guid": "g",
    "sourceid": "s",
    "intressent_id": "0900000000001",
    "hangar_id": "1",
    "fodd_ar": "1970",
    "kon": "kvinna",
    "efternamn": "Provberg",
    "tilltalsnamn": "Ylva",
    "sorteringsnamn": "Provberg,Ylva",
    "iort": "",
    "parti": "NP",
    "valkrets": "Västerbottens län",
    "status": "Tjänstgörande riksdagsledamot",
}
MEPS = """<?xml version="1.0" encoding="UTF-8"?>
<meps>
  <mep><fullName>Åsa DE PROVHOLM</fullName><country>Sweden</country>
    <politicalGroup>Group of Tests</politicalGroup><id>900001</id>
    <nationalPoliticalGroup>Norra partiet</nationalPoliticalGroup></mep>
  <mep><fullName>Seán McTESTER-O'PROV</fullName><country>Ireland</country>
    <politicalGroup>Group of Tests</politicalGroup><id>900002</id></mep>
  <mep><fullName>Ingen SIFFRA</fullName><politicalGroup>X</politicalGroup><id>abc</id></mep>
</meps>
"""


def cordis(*rows):
    """Rows of (id, acronym, title, objective)."""
    return CORDIS + "".join(
        f'"{number}";"{acronym}";"SIGNED";"{title}";{CORDIS_REST};"RIA";{objective};"";"1";""\n'
        for number, acronym, title, objective in rows
    )


def read(path, format=""):
    """The format found, the rows, and the places of what is no row."""
    name, module, table = adapter(format, path)
    found = list(module.read(table))
    faults = [row for row in found if isinstance(row, Fault)]
    return name, [row for row in found if not isinstance(row, Fault)], faults


@pytest.fixture
def write(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def spots(base, name):
    with closing(sqlite3.connect(base)) as file:
        return [row[0] for row in file.execute("SELECT spot FROM name WHERE name = ?", [name])]


class TestOwnTable:
    def test_all_columns_are_read(self, write) -> None:
        path = write(
            "own.tsv",
            "# våra namn\nlabel\tname\tname_en\tkind\taliases\tids\tparent\tweight\n\n"
            "project\tFjällbro\tMountain Bridge\tpilot\tFB | Fjällbron\twikidata:Q7|x-y:1"
            "\tSverige\t2,5\n",
        )
        name, (row,), faults = read(path)
        assert (name, faults) == ("tsv", [])
        assert (row.where, row.label, row.name, row.name_en) == (
            "own.tsv:4",
            "PROJECT",
            "Fjällbro",
            "Mountain Bridge",
        )
        assert (row.kind, row.parent, row.weight) == ("pilot", "Sverige", 2.5)
        assert [a.name for a in row.aliases] == ["FB", "Fjällbron"]
        assert [(i.scheme, i.value) for i in row.ids] == [("wikidata", "Q7"), ("x-y", "1")]

    def test_label_and_name_suffice(self, write) -> None:
        _, (row,), _ = read(write("own.tsv", "name\tlabel\nProvdagen\tEVENT\n"))
        assert (row.name, row.kind, row.ids, row.parent) == ("Provdagen", "event", (), None)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_what_excel_saves_is_read(self, write, encoding, end) -> None:
        text = end.join(["label\tname", "REGION\tÅsele–Överkalix", ""])
        _, (row,), faults = read(write("own.txt", text.encode(encoding)))
        assert (row.name, faults) == ("Åsele–Överkalix", [])

    def test_quotation_marks_are_part_of_a_name(self, write) -> None:
        _, rows, faults = read(write("own.tsv", 'label\tname\nPROJECT\t"X" och Y\nEVENT\tZ\n'))
        assert ([row.name for row in rows], faults) == (['"X" och Y', "Z"], [])

    @pytest.mark.parametrize(
        ("line", "column", "why"),
        [
            ("REGOIN\tX", "label", "did you mean 'REGION'"),
            ("REGION\t", "name", "is empty"),
            ("REGION\t…", "name", "no letter"),
            ("REGION\t" + "x" * 301, "name", "longer"),
            ("REGION\tX\tQ42", "ids", "scheme:value"),
            ("REGION\tX\t\tett", "weight", "number"),
            ("REGION\tX\t\t1\tmera", None, "5 cells"),
        ],
    )
    def test_a_bad_row_names_its_line_and_column(self, write, line, column, why) -> None:
        path = write("own.tsv", f"label\tname\tids\tweight\n{line}\nEVENT\tProvdagen\n")
        _, (row,), (fault,) = read(path)
        assert row.name == "Provdagen"
        assert (fault.where, fault.column) == ("own.tsv:2", column)
        assert why in str(fault)

    def test_a_column_that_does_not_exist_is_an_error(self, write) -> None:
        with pytest.raises(KnowledgeBaseError, match="did you mean 'aliases'"):
            read(write("own.tsv", "label\tname\talias\nEVENT\tX\tY\n"))
        with pytest.raises(KnowledgeBaseError, match="'label' and 'name'"):
            read(write("own.tsv", "name\tkind\nX\tday\n"))


class TestCordis:
    ROWS = (
        ("990000001", "PROVBRO", "Bridges for tests", '"What, ""quoted""; and more"'),
        ("990000002", "", "A project without an acronym", '"x"'),
    )

    def check(self, path) -> None:
        name, rows, faults = read(path)
        assert (name, faults) == ("cordis", [])
        assert [(r.label, r.name, [a.name for a in r.aliases]) for r in rows] == [
            ("PROJECT", "PROVBRO", ["Bridges for tests"]),
            ("PROJECT", "A project without an acronym", []),
        ]
        assert [(i.scheme, i.value) for i in rows[0].ids] == [("cordis", "990000001")]
        assert (rows[0].parent, rows[0].optional) == ("eu-programme:HORIZONEU", True)

    def test_csv(self, write) -> None:
        self.check(write("project.csv", "\ufeff" + cordis(*self.ROWS)))

    def test_zip_with_other_tables_beside_it(self, tmp_path) -> None:
        path = tmp_path / "cordis-HORIZONprojects-csv.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("organization.csv", '"projectID";"name"\n"1";"X"\n')
            archive.writestr("project.csv", cordis(*self.ROWS))
            archive.writestr("topics.csv", '"projectID";"topic"\n')
        self.check(path)

    def test_json(self, write) -> None:
        items = [
            {"id": int(i), "acronym": a, "title": t, "frameworkProgramme": "HORIZON", "rcn": 1}
            for i, a, t, _ in self.ROWS
        ]
        self.check(write("project.json", json.dumps(items)))

    def test_stray_quotes_cost_only_their_row(self, write) -> None:
        text = cordis(
            ("990000001", "ETTAN", "One", '""Opened twice ""here"" not there""'),
            ("990000002", "TVÅAN", "Two", '"lines\nof text"'),
            ("", "TREAN", "Three", '"x"'),
        )
        text += '"990000004";"FYRAN";"SIGNED";"never closed\n'
        text += cordis(("990000005", "FEMMAN", "Five", '"x"')).removeprefix(CORDIS)
        _, rows, faults = read(write("project.csv", text))
        assert [row.name for row in rows] == ["ETTAN", "TVÅAN", "FEMMAN"]
        assert sorted(fault.where for fault in faults) == ["project.csv:5", "project.csv:6"]


class TestKeep:
    ROWS = (
        ["2021-2027", "Nordprogram", "PROVIS", "Testing ice together", "2031-01-01"],
        ["2014-2020", "Sydprogram", "PROVIS", "Another one", "N.a."],
        ["2014-2020", "Sydprogram", None, "Only a name", "N.a."],
        ["2014-2020", "Sydprogram", None, None, "N.a."],
    )

    def check(self, path, fault) -> None:
        name, rows, faults = read(path)
        assert name == "keep"
        assert [(r.name, r.key) for r in rows] == [
            ("PROVIS", "user:project/PROVIS (Nordprogram)"),
            ("PROVIS", "user:project/PROVIS (Sydprogram)"),
            ("Only a name", "user:project/Only a name (Sydprogram)"),
        ]
        assert [a.name for a in rows[0].aliases] == ["Testing ice together"]
        assert [f.where for f in faults] == [fault]

    def test_workbook(self, tmp_path) -> None:
        book = openpyxl.Workbook()
        book.active.title = "Search criteria"
        sheet = book.create_sheet("Search results, projects")
        for row in (KEEP, *self.ROWS):
            sheet.append(row)
        book.create_sheet("Search results, partners").append(["Programme", "Project acronym"])
        book.save(tmp_path / "keep.xlsx")
        self.check(tmp_path / "keep.xlsx", "keep.xlsx:5")

    def test_csv(self, write) -> None:
        lines = [";".join(cell or "" for cell in row) for row in (KEEP, *self.ROWS)]
        self.check(write("keep.csv", "\r\n".join(lines)), "keep.csv:5")

    def test_without_openpyxl_it_says_what_to_install(self, tmp_path, monkeypatch) -> None:
        openpyxl.Workbook().save(tmp_path / "keep.xlsx")
        monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
        with pytest.raises(KnowledgeBaseError, match=r"brygga\[kb\]"):
            open_table(tmp_path / "keep.xlsx")


def test_kohesio_projects_come_once_with_both_names(write) -> None:
    head = "Operation_Unique_Identifier,Operation_Name_English,Operation_Name_Programme_Language"
    address = "https://linkedopendata.eu/entity/Q99"
    text = (
        f"{head},Country,Programme_Name\n"
        f'{address}1,"Growing, together",Vi växer ihop,Sweden,Provprogram\n'
        f'{address}1,"Growing, together",Vi växer ihop,Sweden,Provprogram\n'
        f"{address}2,Only English,,Sweden,Provprogram\n,A,B,Sweden,\n"
    )
    name, rows, faults = read(write("latest_SE.csv", text))
    assert name == "kohesio"
    assert [(r.name, r.name_en, r.ids[0].value) for r in rows] == [
        ("Vi växer ihop", "Growing, together", "Q991"),
        ("Only English", "Only English", "Q992"),
    ]
    assert [f.where for f in faults] == ["latest_SE.csv:5"]


class TestRiksdagen:
    def check(self, path) -> None:
        name, rows, faults = read(path)
        assert (name, faults) == ("riksdagen", [])
        assert [(r.label, r.kind, r.name, r.parent) for r in rows] == [
            ("PERSON", "politician", "Ylva Provberg", "NP")
        ]
        assert [(i.scheme, i.value) for i in rows[0].ids] == [("riksdagen", "0900000000001")]

    @pytest.mark.parametrize("person", [PERSON, [PERSON], {**PERSON, "personuppdrag": {"a": 1}}])
    def test_json(self, write, person) -> None:
        listed = {"personlista": {"@systemdatum": "2031-01-01", "@hits": "1", "person": person}}
        self.check(write("personlista.json", json.dumps(listed)))

    def test_xml(self, write) -> None:
        cells = "".join(f"<{key}>{value}</{key}>" for key, value in PERSON.items())
        xml = f'<?xml version="1.0"?><personlista hits="1"><person>{cells}</person></personlista>'
        self.check(write("personlista.xml", xml))

    def test_csv(self, write) -> None:
        values = (f'"{value}"' for value in PERSON.values())
        self.check(write("personlista.csv", f"{','.join(PERSON)}\n{','.join(values)}\n"))

    def test_the_party_is_known_by_its_letters(self, write) -> None:
        text = json.dumps([{**PERSON, "parti": "M"}])
        _, (row,), _ = read(write("personlista.json", text))
        assert row.parent == "Moderaterna"

    def test_a_person_without_a_name_is_left_out(self, write) -> None:
        people = [{**PERSON, "efternamn": ""}, {**PERSON, "intressent_id": ""}, "?"]
        text = json.dumps({"personlista": {"person": people}})
        _, rows, faults = read(write("personlista.json", text))
        assert rows == []
        assert sorted(f.where for f in faults) == [f"personlista.json#{n}" for n in (1, 2, 3)]


class TestEuroparl:
    def test_the_list_shouts_and_texts_do_not(self, write) -> None:
        name, rows, faults = read(write("meps.xml", MEPS))
        assert name == "europarl"
        assert [(r.name, *(a.name for a in r.aliases)) for r in rows] == [
            ("Åsa De Provholm", "Åsa de Provholm"),
            ("Seán McTester-O'Prov",),
        ]
        assert [(i.scheme, i.value) for i in rows[0].ids] == [("europarl", "900001")]
        assert [(f.where, f.column) for f in faults] == [("meps.xml:8", "id")]

    def test_open_data(self, write) -> None:
        mep = {
            "id": "person/900001",
            "type": "Person",
            "identifier": "900001",
            "label": "Åsa PROVHOLM",
            "familyName": "Provholm",
            "givenName": "Åsa",
            "api:country-of-representation": "SE",
            "api:political-group": "TEST",
        }
        data = {"data": [mep], "@context": [{"data": "@graph"}]}
        name, (row,), faults = read(write("meps.json", json.dumps(data)))
        assert (name, faults) == ("europarl", [])
        assert (row.name, row.ids[0].value, row.parent) == ("Åsa Provholm", "900001", "TEST")

    def test_a_cut_off_list_gives_what_it_has(self, write) -> None:
        _, rows, _ = read(write("meps.xml", MEPS[: MEPS.index("<mep><fullName>Ingen")]))
        assert [row.ids[0].value for row in rows] == ["900001", "900002"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unreadable-table"),
        (b"[1, 2", "unreadable-table"),
        (b"PK\x03\x04 no archive", "unreadable-table"),
        (b"namn\tslag\nX\tY\n", "unknown-format"),
        (b"<html><body><p>Sidan finns inte</p></body></html>", "unknown-format"),
        (b"\x00\x01\x02" * 50, "unknown-format"),
    ],
)
def test_a_file_of_another_kind_is_an_error_with_its_name(write, content, code) -> None:
    path = write("file", content)
    with pytest.raises(KnowledgeBaseError) as error:
        read(path)
    assert (error.value.code, error.value.where) == (code, str(path))


def test_an_archive_of_several_tables_must_say_which(tmp_path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.tsv", "label\tname\n")
        archive.writestr("b.tsv", "label\tname\n")
    with pytest.raises(KnowledgeBaseError, match="2 tables"):
        open_table(tmp_path / "a.zip")


def test_a_format_can_be_asked_for(write) -> None:
    path = write("own.tsv", "label\tname\nEVENT\tX-dagen\n")
    assert read(path, "tsv")[0] == "tsv"
    with pytest.raises(KnowledgeBaseError, match="not the cordis format"):
        read(path, "cordis")
    with pytest.raises(KnowledgeBaseError, match="did you mean 'cordis'"):
        read(path, "cordi")


CELL = st.text(st.sampled_from(list('aÅ1"\t;,\n\r<&[{|: \0\u2028')), max_size=6)


@given(st.sampled_from(["tsv", "cordis", "keep", "riksdagen"]), st.lists(CELL, max_size=30))
def test_no_content_stops_a_reading(tmp_path_factory, format, cells) -> None:
    heads = {
        "tsv": "label\tname\tids\tweight",
        "cordis": "id;acronym;title;rcn",
        "keep": "Programme,Project acronym,Project name in English",
        "riksdagen": "intressent_id,tilltalsnamn,efternamn",
    }
    path = tmp_path_factory.mktemp("any") / "x"
    path.write_text(heads[format] + "\n" + "".join(cells), "utf-8", newline="")
    name, rows, faults = read(path)
    assert name == format
    assert all(row.name and row.where.startswith("x:") for row in rows)
    assert all(fault.where.startswith("x:") for fault in faults)
