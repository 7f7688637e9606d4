"""Which variable of the environment sets which setting. It follows from the model."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from pydantic.fields import FieldInfo

from cqi.config.kinds import service_name
from cqi.config.model import Config

PREFIX = "CQI_"
FILE_VARIABLE = "CQI_CONFIG"


class Setting(NamedTuple):
    """One setting: where it stands in YAML, in the environment and in the model."""

    section: str
    name: str
    variable: str
    field: FieldInfo

    @property
    def path(self) -> str:
        """Its place in the YAML file."""
        return f"{self.section}.{self.name}"

    @property
    def by_service(self) -> str | None:
        """How the variables of a setting begin that has one for each service; None for all other settings.

        The service's name follows.
        """
        return self.variable.removesuffix("*") if self.variable.endswith("*") else None


def _settings() -> Iterator[Setting]:
    for section, section_field in Config.model_fields.items():
        model: Any = section_field.annotation
        for name, field in model.model_fields.items():
            extra = field.json_schema_extra or {}
            variable = extra.get("variable") or f"{PREFIX}{section}_{name}".upper()
            yield Setting(section, name, variable, field)


SETTINGS = tuple(_settings())
BY_VARIABLE = {setting.variable: setting for setting in SETTINGS}
BY_PATH = {setting.path: setting for setting in SETTINGS}


def from_environment(environ: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """What the environment sets, by YAML path, and what is wrong with it.  An empty variable sets nothing."""
    values: dict[str, str] = {}
    set_by: dict[str, str] = {}
    problems = []
    for variable, value in sorted(environ.items()):
        if not variable.startswith(PREFIX) or variable == FILE_VARIABLE:
            continue
        if (path := _path(variable)) is None:
            problems.append(f"{variable}: there is no such variable{did_you_mean(variable, BY_VARIABLE)}")
        elif value and path in values:
            problems.append(f"{variable}: says the same as {set_by[path]}, and one of them must go")
        elif value:
            values[path], set_by[path] = value, variable
    return values, problems


def _path(variable: str) -> str | None:
    if found := BY_VARIABLE.get(variable):
        return found.path
    for setting in SETTINGS:
        if (start := setting.by_service) and (service := variable.removeprefix(start)) not in {"", variable}:
            return f"{setting.path}.{service_name(service)}"
    return None


def did_you_mean(word: str, known: Mapping[str, object]) -> str:
    """The end of a sentence that says which word was probably meant."""
    close = get_close_matches(word, known, n=1)
    return f"; did you mean {close[0]}?" if close else ""
