"""The example file and the table of settings say what the model says."""

from pathlib import Path

from cqar_site.defaults import DEFAULTS
from cqi.config import load
from cqi.config.reference import example_file, settings_table
from cqi.config.variables import SETTINGS

EXAMPLE = Path(__file__).parents[2] / "config.example.yaml"


def test_the_example_is_current():
    assert EXAMPLE.read_text() == example_file(DEFAULTS), "make proto"


def test_the_example_holds_the_defaults():
    assert load(DEFAULTS, {"CQI_CONFIG": str(EXAMPLE)}) == load(DEFAULTS, {})


def test_the_table_has_every_setting():
    lines = settings_table(DEFAULTS).splitlines()
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
    assert f'\nversion = "{load(DEFAULTS, {}).service.version}"\n' in project
