from importlib.metadata import PackageNotFoundError

from packaging.requirements import Requirement

from brygga import doctor
from brygga.settings import Settings, parse


def test_a_missing_package_says_how_to_get_it(monkeypatch):
    def gone(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "version", gone)
    found = doctor._package(Requirement("spacy>=3.8,<3.9"), required=True)
    assert not found.ok
    assert "pip install 'spacy<3.9,>=3.8'" in found.detail
    extra = doctor._package(Requirement("torch>=2.4"), required=False, extra="transformers")
    assert "pip install 'brygga[transformers]'" in extra.detail


def test_a_package_of_the_wrong_version_is_not_ok(monkeypatch):
    monkeypatch.setattr(doctor, "version", lambda name: "0.1")
    assert not doctor._package(Requirement("spacy>=3.8"), required=True).ok


def test_a_stage_that_cannot_work_is_reported_not_raised():
    settings = parse({"tag": {"model": "no_such_model"}}, "brygga.toml")
    found = {f.name: f for f in doctor.examine(settings)}
    assert not found["stage tag"].ok
    assert "no_such_model" in found["stage tag"].detail
    assert found["stage language"].ok


def test_extras_are_listed_but_never_required():
    findings = list(doctor.examine(Settings()))
    optional = {f.name for f in findings if not f.required}
    assert {"transformers", "torch"} <= optional
    assert "pytest" not in {f.name for f in findings}
