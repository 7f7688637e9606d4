"""Configuration: variables named CQI_* over a YAML file over defaults, checked once at the start.

    config = cqi.config.load(DEFAULTS)
    config.database.host

Every problem is found at once and named by the variable or the place in the file that has it.
"""

import os
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cqi.config.model import Config, Database
from cqi.config.variables import BY_PATH, SETTINGS, Setting, from_environment
from cqi.config.yaml_file import from_file
from cqi.startup import StartError

__all__ = ["Config", "Database", "load"]


def load(defaults: Mapping[str, str], environ: Mapping[str, str] = os.environ) -> Config:
    """The configuration as environment and file have it now, or a StartError that lists what is wrong.

    `defaults` has, by place in the file, the service's own defaults.
    """
    in_file, problems = from_file(environ)
    in_environment, more = from_environment(environ)
    problems += more
    values = {**defaults, **in_file, **in_environment}
    config = None
    try:
        config = Config.model_validate(
            _nested(values), context={"environment": values.get("service.environment")}
        )
    except ValidationError as error:
        problems += [_sentence(detail, in_environment) for detail in error.errors(include_url=False)]
    if problems or config is None:
        raise StartError("The configuration is wrong:\n" + "\n".join(f"  {problem}" for problem in problems))
    return config


def _nested(values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    nested: dict[str, dict[str, Any]] = {setting.section: {} for setting in SETTINGS}
    for path, value in values.items():
        section, name, *service = path.split(".", 2)
        if service:
            nested[section].setdefault(name, {})[service[0]] = value
        else:
            nested[section][name] = value
    return nested


def _sentence(detail: ErrorDetails, in_environment: Mapping[str, str]) -> str:
    setting = BY_PATH[".".join(str(part) for part in detail["loc"][:2])]
    place = setting.variable if setting.path in in_environment else f"{setting.path} ({setting.variable})"
    problem = detail["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return f"{place}: {problem}" + (f", not {detail['input']!r}" if _is_shown(detail, setting) else "")


def _is_shown(detail: ErrorDetails, setting: Setting) -> bool:
    """Whether a sentence may show the wrong value.

    A secret is never shown, nor a text with an `@`: a password can stand before it, as in a URL.
    """
    given = detail["input"]
    if given is None or detail["type"] == "missing" or "Secret" in str(setting.field.annotation):
        return False
    return "@" not in str(given)
