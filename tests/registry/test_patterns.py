"""The patterns that may be given for a venue's names: what they may hold, and that no other is compiled."""

import subprocess
import sys

import pytest
from django.core.exceptions import ValidationError

from registry.importers.engine.fixtures import read_csv
from registry.values.patterns import ALLOWED, fits, validate_pattern
from tests.programs import ROOT

VENUES = read_csv("venues.csv")


@pytest.mark.parametrize("pattern", sorted({row["symbol_pattern"] for row in VENUES} - {""}))
def test_it_works(pattern):
    validate_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "[A-Z]+(-[A-Z]+)*", "^[A-Z]+$", r"[A-Z0-9\-_.]{1,20}", "a|b", "(a|)", r"\[x\]", "a{2}", "a{2,}", "a{128}",
        "[^a]+", "币+", ".*", r"[\p{Lu}\d]", "(?:a{2}|b)+", "(a+){3}", "((((((((a))))))))",
    ],
)  # fmt: skip
def test_what_is_allowed(pattern):
    validate_pattern(pattern)


REFUSED = [
    "a{129}", "a{1000}", "a{1,4000000}", "(?:ab){4000000}", "a{128,200}",
    "(a{2}){2}", "((a{2})?){2}", "((a+)+)+", "((a*)+){3}", "(" * 9 + "a" + ")" * 9,
    "(?R)", "(a)(?1)", "(?P<x>a)", "(?&x)", "(?=a)", "(?!a)", "(?<=a)b", r"(a)\1", "(?i)a", "(?>a)", "(?|a|b)",
    "a{e<=1}", "a{,3}",
    "a++", "a+?", "a{3}{3}", "*a", "a|*", "(+)", "[[a]]", "[]", "a)", ")", r"\b", r"\x41", r"\L<x>",
]  # fmt: skip


@pytest.mark.parametrize("pattern", REFUSED)
def test_what_is_not(pattern):
    with pytest.raises(ValidationError) as refused:
        validate_pattern(pattern)
    assert refused.value.messages[0].endswith(ALLOWED)


@pytest.mark.parametrize("pattern", ["(a", "a{3,1}", r"\p{Nope}"])
def test_what_does_not_compile(pattern):
    with pytest.raises(ValidationError, match="is not a regular expression"):
        validate_pattern(pattern)


def test_the_costliest_need_little():
    """With 200 MB more than the start took, in a program of its own; compiling is bounded, not only refused."""
    code = """
import resource, sys
from django.core.exceptions import ValidationError
from registry.values.patterns import fits, validate_pattern
held = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (held + 200_000_000,) * 2)
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
for pattern in sys.argv[1:]:
    try:
        validate_pattern(pattern)
    except ValidationError:
        continue
    fits(pattern, "a" * 128)
"""
    costly = [
        "(?:" + "a*|" * 80 + "b){128}", "a{128}" * 42, "((" + "a?" * 115 + "){128})+", r"(\p{L}{128}x?)+" * 10,
        "(" * 80 + "a" + ")+" * 80, "(?:" * 50 + "a" + ")?" * 50, "(?:a{9999999}){9999999}", "a{4000000}" * 20,
        "[a-z]{999999999}", "a" * 5_000,
    ]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code, *costly],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_whole_text_fits():
    assert fits("[A-Z]+", "BTC")
    assert not fits("[A-Z]+", "BTC-")


def test_a_pattern_that_takes_for_ever_fits_nothing():
    assert not fits("(a|aa)+b", "a" * 100)
