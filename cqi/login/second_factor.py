"""The code of an authenticator app, asked for after the password where the configuration wants it.

A password alone opens nothing but the page that asks for the code.  Who has no app yet is led to set one up:
the secret is shown once, in this session only, and is kept when a code proves that the app has it.
"""

from binascii import unhexlify
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME, get_user_model
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django_otp import login as note_device
from django_otp import verify_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from cqi.login.codes import CodeForm, as_typed, qr_code

log = structlog.get_logger(__name__)

_SECRET = "otp_secret"  # noqa: S105  # the name of a place in the session
_WITHOUT_CODE = {"second_factor", "admin:login", "admin:logout"}


class SecondFactor:
    """Leads every request to the admin to the page that asks for the code, until it was given."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, *_: Any) -> HttpResponse | None:
        if not settings.CONFIG.admin.otp_required or not request.path_info.startswith(reverse("admin:index")):
            return None
        if request.resolver_match.view_name in _WITHOUT_CODE:
            return None
        if not request.user.is_authenticated or request.user.is_verified():
            return None
        return redirect_to_login(request.get_full_path(), reverse("second_factor"))


@never_cache
def second_factor(request: Any) -> HttpResponse:
    """The page that asks for the code, or lets an app be set up."""
    if not admin.site.has_permission(request):
        return redirect_to_login(request.get_full_path())
    if request.user.is_verified():
        return redirect(next_page(request))
    device = device_of(request.user)
    form = CodeForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid() and device is not None and not device.verify_is_allowed()[0]:
        form.add_error("code", "There were too many wrong codes. Wait for a while, then try again.")
        status = 429
    elif form.is_valid():
        if (verified := _verified(request, device, form.cleaned_data["code"])) is not None:
            request.session.cycle_key()
            note_device(request, verified)
            return redirect(next_page(request))
        log.warning("second_factor_failed", user=request.user.get_username())
        form.add_error("code", "This is not the code that the app shows now.")
    context = {**admin.site.each_context(request), "title": "Second factor", "form": form}
    if device is None:
        new = TOTPDevice(user=request.user, key=_secret(request))
        context |= {"qr_code": qr_code(new.config_url), "secret": as_typed(new.bin_key)}
    return render(request, "login/second_factor.html", context, status=status)


def device_of(user: Any) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def _secret(request: HttpRequest) -> str:
    """The secret of the app that is being set up.  It is this session's own, so nobody else can have seen it."""
    secret: str = request.session.setdefault(_SECRET, default_key())
    return secret


def _verified(request: Any, device: TOTPDevice | None, code: str) -> TOTPDevice | None:
    """The device whose app shows this code; None for a wrong code."""
    if device is not None:
        return verify_token(request.user, device.persistent_id, code)
    if (made := set_up(request.user, _secret(request), code)) is not None:
        del request.session[_SECRET]
    return made


def set_up(user: Any, secret: str, code: str) -> TOTPDevice | None:
    """Keep the secret as the user's, if the code is of it and no other was set up meanwhile."""
    totp = TOTP(unhexlify(secret))
    if not totp.verify(int(code), tolerance=1):
        return None
    with transaction.atomic():
        # Two pages that set up an app at once would both find none.
        get_user_model()._default_manager.select_for_update().get(pk=user.pk)
        if device_of(user) is not None:
            return None
        log.info("second_factor_set_up", user=user.get_username())
        return TOTPDevice.objects.create(
            user=user, name="authenticator app", key=secret, last_t=totp.t(), drift=totp.drift
        )


def next_page(request: HttpRequest) -> str:
    """Where the user wanted to go, if that is here."""
    wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
    is_here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_here else reverse("admin:index")
