"""A deployment as it is started: Django finds nothing to warn of, and plain requests go to HTTPS."""

import os
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

from cqi.config.variables import BY_VARIABLE
from tests.programs import manage

PRODUCTION = {
    "CQI_SERVICE_ENVIRONMENT": "production",
    "CQI_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "CQI_HTTP_ALLOWED_HOSTS": "admin.example",
    "CQI_HTTP_TRUSTED_PROXIES": "127.0.0.1",
    "CQI_AUTH_REQUIRE": "true",
}


def test_django_finds_nothing_to_warn_of():
    servers = {name: value for name, value in os.environ.items() if name in BY_VARIABLE}
    done = manage(Path("/nowhere"), "check", "--deploy", "--fail-level", "WARNING", **(servers | PRODUCTION))
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_it_is_served_over_https_only(data, serve):
    program = serve(
        CQI_HTTP_HTTPS_ONLY="true", CQI_HTTP_TRUSTED_PROXIES="127.0.0.1", CQI_ADMIN_OTP_REQUIRED="true"
    )

    def get(path, **headers):
        with closing(HTTPConnection("127.0.0.1", program.http_port, timeout=30)) as connection:
            connection.request("GET", path, headers={"Host": "localhost", **headers})
            with connection.getresponse() as answer:
                answer.read()
                return answer

    plain = get("/admin/login/")
    assert (plain.status, plain.headers["Location"]) == (301, "https://localhost/admin/login/")
    assert get("/health/live").status == 200
    assert get("/metrics").status == 200
    secure = get("/admin/login/", **{"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"})
    assert secure.status == 200
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    cookie = secure.headers["Set-Cookie"]
    assert cookie.startswith("__Host-csrftoken=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
