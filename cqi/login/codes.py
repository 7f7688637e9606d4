"""Codes and secrets of authenticator apps as people see and type them."""

from base64 import b32encode

import qrcode
from django import forms
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage
from unfold.widgets import UnfoldAdminTextInputWidget

_DIGITS = 6


class CodeForm(forms.Form):
    """The code that the app shows."""

    code = forms.CharField(
        max_length=2 * _DIGITS,
        widget=UnfoldAdminTextInputWidget(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": ""}
        ),
    )

    def clean_code(self) -> str:
        """Apps show the digits in two groups."""
        code = self.cleaned_data["code"].replace(" ", "")
        if not (code.isascii() and code.isdecimal() and len(code) == _DIGITS):
            raise forms.ValidationError(f"A code has {_DIGITS} digits.")
        return str(code)


def as_typed(key: bytes) -> str:
    """A secret for an app that cannot see the picture."""
    text = b32encode(key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def qr_code(url: str) -> SafeString:
    """An address as a picture inside the page.

    The address holds the secret, so the picture has no address of its own that a log or a cache could keep.
    """
    svg: str = qrcode.make(url, image_factory=SvgPathImage).to_string(encoding="unicode")
    return mark_safe(svg)  # noqa: S308  # made of squares, it holds no text of anybody's
