"""The settings of tokens: what is refused at the start, so that nobody serves with a check left out."""

import pytest

from cqi.startup import StartError
from tests.cqi.service import configured

WHO = {"CQI_TOKENS_ISSUER": "https://issuer.example", "CQI_TOKENS_AUDIENCE": "registry"}


@pytest.fixture
def pem(tmp_path) -> str:
    path = tmp_path / "key.pem"
    path.touch()
    return str(path)


def problems(variables) -> list[str]:
    with pytest.raises(StartError) as caught:
        configured(variables)
    return [line.strip() for line in str(caught.value).splitlines()[1:]]


@pytest.mark.parametrize(
    "url",
    [
        "https://issuer.example/keys.json",
        "http://127.0.0.1:8000/keys.json",
        "http://localhost/keys.json",
        "http://[::1]:80/",
    ],
)
def test_it_works(url):
    tokens = configured({"CQI_TOKENS_JWKS_URL": url} | WHO).tokens
    assert (tokens.jwks_url, tokens.issuer, tokens.audience) == (url, *WHO.values())
    assert tokens.typ_required


def test_nothing_has_to_be_set():
    tokens = configured({}).tokens
    assert (tokens.jwks_url, tokens.public_key_path) == (None, None)


@pytest.mark.parametrize(
    "url",
    [
        "http://issuer.example/keys.json",
        "http://127.0.0.1.issuer.example/",
        "http://localhost.issuer.example/",
    ],
)
def test_keys_come_over_https(url):
    problem = f"CQI_TOKENS_JWKS_URL: should be https; http is for this machine only, not '{url}'"
    assert problem in problems({"CQI_TOKENS_JWKS_URL": url} | WHO)


@pytest.mark.parametrize("url", ["http://127.0.0.1@issuer.example/", "https://user:hush@issuer.example/"])
def test_the_url_names_no_user(url):
    assert problems({"CQI_TOKENS_JWKS_URL": url} | WHO) == [
        "CQI_TOKENS_JWKS_URL: should have no user and no password: this setting is not kept secret"
    ]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "issuer.example/keys.json", "https:///keys.json"])
def test_the_url_is_one(url):
    problem = f"CQI_TOKENS_JWKS_URL: should be a URL such as https://host:port, not '{url}'"
    assert problem in problems({"CQI_TOKENS_JWKS_URL": url} | WHO)


def test_issuer_and_audience_are_needed_with_a_key(pem):
    expected = [
        "tokens.issuer (CQI_TOKENS_ISSUER): is required when the keys of tokens are named",
        "tokens.audience (CQI_TOKENS_AUDIENCE): is required when the keys of tokens are named",
    ]
    assert problems({"CQI_TOKENS_PUBLIC_KEY_PATH": pem}) == expected
    assert problems({"CQI_TOKENS_JWKS_URL": "https://issuer.example/keys.json"}) == expected


def test_keys_come_from_one_place(pem):
    url = "https://issuer.example/keys.json"
    assert problems({"CQI_TOKENS_PUBLIC_KEY_PATH": pem, "CQI_TOKENS_JWKS_URL": url} | WHO) == [
        f"CQI_TOKENS_JWKS_URL: cannot be set beside tokens.public_key_path, not '{url}'"
    ]


def test_the_file_exists():
    assert problems({"CQI_TOKENS_PUBLIC_KEY_PATH": "/no/file"} | WHO) == [
        "CQI_TOKENS_PUBLIC_KEY_PATH: should name a file that exists, not '/no/file'"
    ]
