"""The pages' own templates use what the theme's style sheet has, or the admin's scripts look for.

Any other class does nothing, unseen.
"""

import re
from pathlib import Path

import django.contrib.admin
import unfold
from django.conf import settings

import registry.admin

THEME = Path(unfold.__file__).parent / "static" / "unfold" / "css" / "styles.css"
SCRIPTS = (Path(django.contrib.admin.__file__).parent / "static" / "admin" / "js").glob("*.js")
OURS = [
    *Path(settings.BASE_DIR, "templates").rglob("*.html"),
    *Path(settings.BASE_DIR, "cqi").rglob("*.html"),
    *Path(registry.admin.__file__).parent.rglob("*.py"),
]


def used(text):
    """The classes in a template or in a module, but for those that are filled in."""
    named = re.findall(r'class="([^"]*)"', text)
    return {name for names in named for name in re.sub(r"{[{%].*?[%}]}|{\d*}", " ", names).split()}


def test_it_works():
    known = {re.sub(r"\\(.)", r"\1", name) for name in re.findall(r"\.((?:\\.|[\w-])+)", THEME.read_text())}
    looked_for = {name for script in SCRIPTS for name in re.findall(r"'\.([\w-]+)'", script.read_text())}
    unknown = {path.name: used(path.read_text()) - known - looked_for for path in OURS}
    assert {name: classes for name, classes in unknown.items() if classes} == {}
