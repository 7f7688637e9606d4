"""The example file and the table of settings say what the model says."""

from pathlib import Path

from cqi.config import load
from cqi.config.reference import example, table
from cqi.config.variables import SETTINGS

EXAMPLE = Path(__file__).parents[2] / "config.example.yaml"


def test_the_example_is_current():
    assert EXAMPLE.read_text() == example(), "python -m cqi.config.reference > config.example.yaml"


def test_the_example_holds_the_defaults():
    assert load({"CQI_CONFIG": str(EXAMPLE)}) == load({})


def test_the_table_has_every_setting():
    lines = table().splitlines()
    assert len(lines) == 2 + len(SETTINGS)
    assert (
        "| CQI_OTLP_ENDPOINT | tracing.otlp_endpoint | - | The OTLP collector, as http://host:4317. |"
        in lines
    )


def test_every_setting_is_described_and_has_a_variable_of_its_own():
    assert all(setting.field.description for setting in SETTINGS)
    assert len({setting.variable for setting in SETTINGS}) == len(SETTINGS)


def test_the_default_version_is_the_project_version():
    project = (EXAMPLE.parent / "pyproject.toml").read_text()
    assert f'\nversion = "{load({}).service.version}"\n' in project
