"""The YAML file: sections of settings, with `${NAME}` replaced by the environment's NAME."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from cqi.config.kinds import service_name
from cqi.config.model import Config
from cqi.config.variables import BY_PATH, FILE_VARIABLE, did_you_mean

_DEFAULT_PATH = Path("config.yaml")
_REFERENCE = re.compile(r"\$\{([^}]*)\}")


def from_file(environ: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """What the file sets, by YAML path, and what is wrong with it.  Without CQI_CONFIG it may be missing."""
    named = environ.get(FILE_VARIABLE)
    path = Path(named or _DEFAULT_PATH)
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}, [f"{FILE_VARIABLE}: there is no file {path}"] if named else []
    except yaml.YAMLError as error:
        return {}, [f"{path}: cannot be read as YAML{_where(error)}"]
    except (OSError, UnicodeDecodeError) as error:
        return {}, [f"{path}: cannot be read: {getattr(error, 'strerror', None) or 'it is not in UTF-8'}"]
    return _Reader(path, environ).read(document)


def _where(error: yaml.YAMLError) -> str:
    """The line and the column that cannot be read.

    The library's own text would show what stands there, which can be a secret.
    """
    mark = getattr(error, "problem_mark", None)
    return f": look at line {mark.line + 1}, column {mark.column + 1}" if mark else ""


class _Reader:
    """Walks one document and keeps what it sets and every problem it has."""

    def __init__(self, path: Path, environ: Mapping[str, str]) -> None:
        self.path, self.environ = path, environ
        self.values: dict[str, Any] = {}
        self.problems: list[str] = []

    def read(self, document: object) -> tuple[dict[str, Any], list[str]]:
        for section, settings in self._items(document, "the file"):
            if section not in Config.model_fields:
                self._problem(
                    section, "there is no such section" + did_you_mean(section, Config.model_fields)
                )
                continue
            for name, value in self._items(settings, section):
                self._take(f"{section}.{name}", value)
        return self.values, self.problems

    def _items(self, value: object, place: str) -> list[tuple[str, Any]]:
        if value is None:
            return []
        if not isinstance(value, dict):
            self._problem(place, "should be a mapping of names to values")
            return []
        return [(str(name), inner) for name, inner in value.items()]

    def _take(self, path: str, value: object) -> None:
        if path not in BY_PATH:
            self._problem(path, "there is no such setting" + did_you_mean(path, BY_PATH))
        elif BY_PATH[path].by_service:
            for service, own in self._items(value, path):
                self._set(f"{path}.{service_name(service)}", own)
        else:
            self._set(path, value)

    def _set(self, path: str, value: object) -> None:
        if path in self.values:
            self._problem(path, "is there twice")
        elif value is not None:
            self.values[path] = self._filled_in(path, value)

    def _filled_in(self, path: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self._filled_in(path, item) for item in value]
        if not isinstance(value, str):
            return value

        def fill(match: re.Match[str]) -> str:
            name = match[1]
            if name not in self.environ:
                self._problem(path, f"refers to ${{{name}}}, which the environment does not set")
            return self.environ.get(name, "")

        return _REFERENCE.sub(fill, value)

    def _problem(self, place: str, problem: str) -> None:
        self.problems.append(f"{self.path}: {place}: {problem}")
