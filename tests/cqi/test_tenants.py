"""cqi is for any service: it names none of those that use it."""

from tests.programs import ROOT


def test_no_file_names_a_service():
    texts = {path.relative_to(ROOT): path.read_text() for path in (ROOT / "cqi").rglob("*.py")}
    assert texts
    assert [path for path, text in texts.items() if "cqar" in f"{path}\n{text}".lower()] == []
