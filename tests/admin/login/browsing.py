"""What the tests do in a browser."""

import os
from pathlib import Path

import pytest

from tests.admin.browser import CHROMIUM, Window

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
NOTE = "document.getElementById('unsaved-note')?.textContent ?? ''"


def fill_in_login(window: Window, name: str, password: str) -> None:
    window.type(username=name, password=password)
    window.press("#login-form button[type=submit]")


def keep_photograph(window: Window, name: str) -> None:
    if folder := os.environ.get("CQAR_SCREENSHOTS"):
        window.photograph(Path(folder) / f"{name}.png")


def submit(window: Window, selector: str = "[name=_save]") -> None:
    window.press(selector)
