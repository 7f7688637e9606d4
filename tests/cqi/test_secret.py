"""Secrets as texts; and the secret key: the configured one, or one that is made once."""

import copy
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.views.debug import get_exception_reporter_filter
from pydantic import SecretStr

from cqi.secret import HiddenText, secret_key
from cqi.startup import StartError


def test_it_works(tmp_path):
    key = secret_key(None, tmp_path / "data")
    assert len(key) >= 32
    assert secret_key(None, tmp_path / "data") == key, "it is kept"
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret_key"]


def test_a_configured_key_is_used_and_nothing_written(tmp_path):
    assert secret_key(SecretStr("given"), tmp_path / "data") == "given"
    assert not (tmp_path / "data").exists()


def test_programs_that_start_together_get_one_key(tmp_path):
    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(lambda _: secret_key(None, tmp_path), range(40)))) == 1


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StartError, match=r"No CQI_SECRET_KEY is set and none can be kept in .*: file exists"):
        secret_key(None, tmp_path / "data")


def test_a_hidden_text_is_the_text_and_shows_stars():
    hidden = HiddenText("hush")
    assert hidden == "hush"
    assert f"{hidden}{hidden}".encode() == b"hushhush"
    assert repr({"PASSWORD": hidden}) == "{'PASSWORD': '**********'}"
    assert "hush" not in repr(copy.deepcopy([hidden]))


def test_the_settings_show_none():
    for kept in (settings.SECRET_KEY, settings.DATABASES["default"]["PASSWORD"]):
        assert repr(kept) == "'**********'"


def test_the_page_of_an_error_shows_no_cookie(rf):
    request = rf.get("/", headers={"authorization": "Bearer hush", "x-api-key": "hush"})
    request.COOKIES = {"csrftoken": "hush", "sessionid": "hush"}
    request.META |= {"HTTP_COOKIE": "csrftoken=hush", "CSRF_COOKIE": "hush"}
    filter_ = get_exception_reporter_filter(request)
    shown = (filter_.get_safe_request_meta(request), filter_.get_safe_cookies(request))
    assert "hush" not in repr(shown)
