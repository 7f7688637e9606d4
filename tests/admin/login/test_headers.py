"""What browsers are told, the cookies, and where a login may lead."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

LOGIN = reverse("admin:login")


def policy(response):
    parts = (part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    return dict(parts)


def test_it_works(admin_client):
    for url in (LOGIN, reverse("admin:index"), reverse("admin:registry_asset_changelist")):
        answer = admin_client.get(url)
        told = policy(answer)
        assert told["default-src"] == told["base-uri"] == told["frame-ancestors"] == "'none'"
        assert told["script-src"] == "'self' 'unsafe-eval'"
        assert told["style-src"] == "'self' 'unsafe-inline'"
        assert told["form-action"] == told["connect-src"] == told["font-src"] == "'self'"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("url", ["/health/live", "/metrics", "/nowhere", "/"])
def test_what_is_no_page_may_do_nothing(client, url):
    told = policy(client.get(url))
    assert set(told) == {"default-src", "base-uri", "form-action", "frame-ancestors"}
    assert set(told.values()) == {"'none'"}


def test_no_page_of_the_admin_holds_a_script(admin_client):
    for url in (reverse("admin:index"), reverse("admin:registry_asset_add")):
        html = admin_client.get(url).content.decode()
        tags = html.split("<script")[1:]
        assert tags
        assert not [tag for tag in tags if " src=" not in tag.split(">")[0] and "application/json" not in tag]


def test_cookies_are_kept_from_scripts_and_other_sites(person, log_in):
    person("alice")
    cookies = log_in("alice").cookies
    assert set(cookies) == {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    for cookie in cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"


def test_a_login_leads_to_no_other_site(person, client):
    person("alice")
    sent = {"username": "alice", "password": "right horse battery"}
    evil = (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
    )
    for there in evil:
        for answer in (
            client.post(f"{LOGIN}?next={there}", sent),
            client.post(LOGIN, {**sent, "next": there}),
        ):
            assert (answer.status_code, answer.url) == (302, reverse("admin:index"))
            client.logout()


def test_another_host_is_answered_by_no_page(client):
    for headers in ({"HTTP_HOST": "evil.example"}, {"HTTP_HOST": "localhost@evil.example"}):
        assert client.get(LOGIN, **headers).status_code == 400
    page = client.get(LOGIN, HTTP_X_FORWARDED_HOST="evil.example").content.decode()
    assert "evil" not in page


def test_a_method_cannot_be_put_in_another(admin_client, django_user_model):
    user = django_user_model.objects.create_user("bob")
    page = reverse("admin:auth_user_delete", args=[user.pk])
    for headers in ({"HTTP_X_HTTP_METHOD_OVERRIDE": "POST"}, {"HTTP_X_METHOD_OVERRIDE": "POST"}):
        admin_client.get(page, {"_method": "POST", "post": "yes"}, **headers)
    assert django_user_model.objects.filter(username="bob").exists()
    assert admin_client.get(reverse("admin:logout")).status_code == 405


def test_no_password_can_be_reset_by_mail(client):
    for url in ("/admin/password_reset/", "/accounts/password_reset/", "/reset/"):
        assert client.get(url).status_code in {302, 404}
    assert "Forgotten" not in client.get(LOGIN).content.decode()


@pytest.mark.parametrize("password", ["short", "password123", "12345678901234", "alice-alice-al"])
def test_weak_passwords_are_refused(admin_client, person, password):
    user = person("alice-alice")
    page = reverse("admin:auth_user_password_change", args=[user.pk])
    answer = admin_client.post(
        page, {"password1": password, "password2": password, "usable_password": "true"}
    )
    assert answer.status_code == 200
    user.refresh_from_db()
    assert user.check_password("right horse battery")


def test_a_form_of_another_session_is_refused_and_says_so(person):
    person("alice")
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/admin/registry/chain/add/?x=1", {"chain_id": "a"})
    assert answer.status_code == 403
    html = answer.content.decode()
    assert "You logged in again after this page was opened" in html
    assert 'href="/admin/registry/chain/add/?x=1"' in html
    assert "login/unsaved.js" in html
