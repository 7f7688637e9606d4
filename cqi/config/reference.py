"""The settings as text, out of the model and a service's own defaults: an example file and a table."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from cqi.config.model import Config
from cqi.config.variables import SETTINGS, Setting

_HEAD = """\
# Every setting with its default. Copy this file to config.yaml, or anywhere with CQI_CONFIG naming it, and
# keep what differs. The variable named behind a setting wins over it; ${NAME} in a value is the
# environment's NAME.
"""


def example_file(defaults: Mapping[str, str]) -> str:
    """A YAML file that gives every setting its default."""
    lines = [_HEAD.rstrip()]
    section = None
    for setting in SETTINGS:
        if setting.section != section:
            section = setting.section
            lines += ["", f"# {Config.model_fields[section].annotation.__doc__}", f"{section}:"]
        lines += [f"  # {setting.field.description}"]
        shown = f"{setting.name}: {_default(setting, defaults)}".rstrip()
        lines += [f"  {shown}  # {setting.variable}"]
    return "\n".join(lines) + "\n"


def settings_table(defaults: Mapping[str, str]) -> str:
    """A Markdown table of variable, place in the file, default and meaning."""
    rows = [
        (
            setting.variable,
            setting.path,
            _default(setting, defaults) or "-",
            setting.field.description or "",
        )
        for setting in SETTINGS
    ]
    head = [("variable", "in the file", "default", "meaning"), ("---",) * 4]
    return "\n".join(f"| {' | '.join(row)} |" for row in [*head, *rows]) + "\n"


def _default(setting: Setting, defaults: Mapping[str, str]) -> str:
    value: Any = defaults.get(setting.path, setting.field.default)
    if value is None:
        return ""
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    return str(value) if isinstance(value, Path) else json.dumps(value)
