"""Visits of an admin's pages: logging in rightly and wrongly, making keys, and pages that fail."""

import http.client
import re
from contextlib import closing
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.leaks.planted import Planted

KEY = re.compile(r"cqk_[0-9a-f]{16}_[0-9a-f]{64}")
FORM_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
ADMIN = "ada"


class Browser:
    """Keeps cookies, and follows no redirects."""

    def __init__(self, port: int, *, https: bool) -> None:
        """With https, as a proxy sends what it was asked over HTTPS."""
        self.port, self.cookies, self.token = port, dict[str, str](), ""
        self.headers = {"Host": "localhost"}
        if https:
            self.headers |= {"X-Forwarded-Proto": "https", "Referer": "https://localhost/"}

    def ask(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
        """The status and the body of a page; with fields, they are sent with the token of the last form."""
        cookies = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        sent = self.headers | {"Cookie": cookies} | headers
        body = None
        if fields is not None:
            body = urlencode({"csrfmiddlewaretoken": self.token, **fields})
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("POST" if body else "GET", path, body, sent)
            response = connection.getresponse()
            for line in response.headers.get_all("Set-Cookie", []):
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            text = response.read().decode(errors="replace")
        if found := FORM_TOKEN.search(text):
            self.token = found[1]
        return response.status, text

    def cookie(self, name: str) -> str:
        """One of the site's; over HTTPS its name says that it is for this host alone."""
        return self.cookies.get(name) or self.cookies[f"__Host-{name}"]


def visits(port: int, planted: Planted, mode: str) -> Browser:
    """Log in, after trying a wrong password, and make a key; the answer is the browser that is logged in."""
    https = mode == "production"
    browser, right = Browser(port, https=https), planted["password of an admin"]
    login = "/admin/login/?next=/admin/"
    browser.ask(login)
    planted.add(f"the cookie against forged forms, {mode}", browser.cookie("csrftoken"))
    planted.add(f"a token of a form, {mode}", browser.token)
    assert (
        browser.ask(login, {"username": ADMIN, "password": planted["a wrong password of an admin"]})[0] == 200
    )
    # What belongs into one field comes in the other, or in the address.
    assert browser.ask(login, {"username": right, "password": ADMIN})[0] == 200
    assert Browser(port, https=https).ask(login, {"username": ADMIN, "password": right})[0] == 403
    assert browser.ask(login, {"username": ADMIN, "password": right})[0] == 302
    planted.add(f"the cookie of a session, {mode}", browser.cookie("sessionid"))
    planted.add(f"the cookie against forged forms after the login, {mode}", browser.cookie("csrftoken"))
    assert browser.ask("/admin/")[0] == 200
    assert browser.ask("/admin/", Host="elsewhere")[0] == 400
    key = planted["an API key"]
    assert browser.ask("/admin/nowhere/", Authorization=f"Bearer {key}", **{"X-Api-Key": key})[0] == 404
    make_key(browser, planted, mode)
    return browser


def make_key(browser: Browser, planted: Planted, mode: str) -> None:
    _, page = browser.ask("/admin/cqi_auth/apikey/add/")
    assert browser.token in page
    fields = {"user": str(planted.user_of_keys), "label": mode, "expires_at_0": "", "expires_at_1": ""}
    status, page = browser.ask("/admin/cqi_auth/apikey/add/", fields)
    assert status == 200
    (key,) = set(KEY.findall(page))
    planted.add(f"a key made in the admin, {mode}", key)
