"""Each HTTP request leaves a line in the log."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from structlog.testing import capture_logs


def told(client, path: str, **headers: str) -> list[dict[str, Any]]:
    with capture_logs() as lines:
        client.get(path, headers=headers)
    return [line for line in lines if line["event"] == "http_request"]


@pytest.mark.django_db
def test_it_says_who_asked_for_what(client):
    client.force_login(get_user_model().objects.create_superuser("curator"))
    (line,) = told(client, "/admin/?q=secret")
    assert 0 < line.pop("duration") < 600
    assert line == {
        "event": "http_request",
        "log_level": "info",
        "method": "GET",
        "path": "/admin/",
        "status": 200,
        "caller": "curator",
        "address": "127.0.0.1",
    }


@pytest.mark.parametrize(("path", "status"), [("/admin/", 302), ("/nothing%0Ahere", 404)])
def test_a_stranger_is_nobody_and_writes_no_line_of_his_own(client, path, status):
    (line,) = told(client, path)
    assert (line["caller"], line["status"], line["path"]) == ("anonymous", status, path)


def test_a_probe_is_told_where_it_fails(client):
    assert told(client, "/health/live") == []
    assert told(client, "/health/live", host="10.1.2.3:8080") == []
    with capture_logs() as lines:
        assert client.post("/health/live").status_code == 405
    assert [(line["method"], line["status"]) for line in lines] == [("POST", 405)]
