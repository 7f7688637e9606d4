"""Configuration: variables over a YAML file over defaults, and every problem at once."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from cqi.config import load
from cqi.config.variables import SETTINGS
from cqi.startup import StartError
from tests.cqi.service import NAME, configured
from tests.programs import ROOT

SECRET = "0123456789abcdef" * 2


@pytest.fixture
def in_file(tmp_path):
    """A function that writes a YAML file and loads it, with more variables if given."""

    def load_file(text: str, **variables: str):
        path = tmp_path / "config.yaml"
        path.write_text(text)
        return configured({"CQI_CONFIG": str(path)} | variables)

    return load_file


def problems(**variables: str) -> list[str]:
    with pytest.raises(StartError) as caught:
        configured(variables)
    return [line.strip() for line in str(caught.value).splitlines()[1:]]


def test_it_works(in_file):
    config = in_file("grpc: {port: 1234, check_threads: 3}\nhttp: {port: 80}", CQI_GRPC_PORT="4321")
    assert config.grpc.port == 4321, "the environment wins over the file"
    assert config.grpc.check_threads == 3, "the file wins over the default"
    assert config.http.port == 80
    assert config.database.port == 5432, "the default stands where nothing is said"
    assert config.database.database == NAME, "and so does the service's own"


@pytest.mark.parametrize(
    ("variable", "value", "path", "expected"),
    [
        ("CQI_DATABASE_HOST", "db", "database.host", "db"),
        ("CQI_DATABASE_PORT", "6543", "database.port", 6543),
        ("CQI_CACHE_HOST", "cache", "cache.host", "cache"),
        ("CQI_OTLP_ENDPOINT", "http://otel:4317", "tracing.otlp_endpoint", "http://otel:4317"),
        ("CQI_GRPC_PORT", "1", "grpc.port", 1),
        ("CQI_HTTP_PORT", "2", "http.port", 2),
        ("CQI_LOG_LEVEL", "debug", "logging.level", "DEBUG"),
        ("CQI_METRICS_ENABLED", "false", "metrics.enabled", False),
        ("CQI_HTTP_ALLOWED_HOSTS", "a, b", "http.allowed_hosts", ("a", "b")),
        ("CQI_DATABASE_HOST", "", "database.host", None),
    ],
)
def test_a_variable_sets_its_setting(variable, value, path, expected):
    section, name = path.split(".")
    assert getattr(getattr(configured({variable: value}), section), name) == expected


def test_nats_url_is_set_and_hidden():
    config = configured({"CQI_NATS_URL": "nats://user:hush@host:4222"})
    assert config.event_bus.url.get_secret_value() == "nats://user:hush@host:4222"
    assert "hush" not in repr(config)


def test_the_file_refers_to_the_environment(in_file):
    config = in_file("database: {host: '${DB}.internal', password: '${PW}'}", DB="one", PW="p")
    assert config.database.host == "one.internal"
    assert config.database.password.get_secret_value() == "p"


def test_config_yaml_is_read_from_the_working_folder(tmp_path, monkeypatch):
    (tmp_path / "config.yaml").write_text("service: {name: other}")
    monkeypatch.chdir(tmp_path)
    assert configured({}).service.name == "other"


def test_what_the_service_must_say_has_no_other_default():
    with pytest.raises(StartError) as caught:
        load({}, {})
    assert [line.split(":")[0].strip() for line in str(caught.value).splitlines()[1:]] == [
        "service.name (CQI_SERVICE_NAME)",
        "service.version (CQI_SERVICE_VERSION)",
        "database.username (CQI_DATABASE_USERNAME)",
        "database.relay_username (CQI_DATABASE_RELAY_USERNAME)",
        "database.database (CQI_DATABASE_DATABASE)",
    ]


def test_an_empty_file_or_section_says_nothing(in_file):
    assert in_file("") == configured({})
    assert in_file("grpc:\nhttp: {port: }\n") == configured({})


def test_nothing_changes_after_the_start():
    config = configured({})
    with pytest.raises(ValidationError):
        config.grpc.port = 1
    with pytest.raises(ValidationError):
        config.grpc = config.grpc


def test_every_problem_is_reported_at_once():
    found = problems(
        CQI_GRPC_PORT="abc",
        CQI_HTTP_PORT="0",
        CQI_DATABSE_HOST="x",
        CQI_SERVICE_ENVIRONMENT="production",
        CQI_TRACING_ENABLED="true",
        CQI_GRPC_TLS_ENABLED="true",
    )
    assert {line.split(":")[0] for line in found} == {
        "CQI_GRPC_PORT",
        "CQI_HTTP_PORT",
        "CQI_DATABSE_HOST",
        "service.secret_key (CQI_SECRET_KEY)",
        "grpc.tls_cert_path (CQI_GRPC_TLS_CERT_PATH)",
        "grpc.tls_key_path (CQI_GRPC_TLS_KEY_PATH)",
        "database.host (CQI_DATABASE_HOST)",
        "cache.host (CQI_CACHE_HOST)",
        "event_bus.url (CQI_NATS_URL)",
        "tracing.otlp_endpoint (CQI_OTLP_ENDPOINT)",
    }


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"CQI_GRPC_PORT": "70000"}, "CQI_GRPC_PORT: should be less than or equal to 65535, not '70000'"),
        (
            {"CQI_LOG_LEVEL": "LOUD"},
            "CQI_LOG_LEVEL: should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR', not 'LOUD'",
        ),
        (
            {"CQI_DATABSE_HOST": "x"},
            "CQI_DATABSE_HOST: there is no such variable; did you mean CQI_DATABASE_HOST?",
        ),
        ({"CQI_XYZZY": "x"}, "CQI_XYZZY: there is no such variable"),
        ({"CQI_SECRET_KEY": "short"}, "CQI_SECRET_KEY: should have at least 32 characters"),
        ({"CQI_NATS_URL": "http://u:pw@h"}, "CQI_NATS_URL: should be a URL such as nats://host:port"),
        (
            {"CQI_OTLP_ENDPOINT": "otel:4317"},
            "CQI_OTLP_ENDPOINT: should be a URL such as http://host:port, not 'otel:4317'",
        ),
        (
            {"CQI_GRPC_TLS_KEY_PATH": "/no/file"},
            "CQI_GRPC_TLS_KEY_PATH: should name a file that exists, not '/no/file'",
        ),
        (
            {"CQI_SECRET_KEY": "k" * 64},
            "CQI_SECRET_KEY: should have at least 8 different characters: take random ones",
        ),
        (
            {"CQI_AUTH_API_KEYS": "key"},
            "CQI_AUTH_API_KEYS: there is no such variable; did you mean CQI_API_KEY_*?",
        ),
        ({"CQI_API_KEY_": SECRET}, "CQI_API_KEY_: there is no such variable; did you mean CQI_API_KEY_*?"),
        (
            {"CQI_API_KEY_ROUTER": "hush" * 8},
            "auth.api_keys (CQI_API_KEY_*): router should have at least 8 different characters: take random ones",
        ),
        *(
            (
                {"CQI_API_KEY_ROUTER": key},
                "auth.api_keys (CQI_API_KEY_*): router should be at most 512 letters, digits and - _ + / =",
            )
            for key in (f"{SECRET}\n", f"{SECRET} a", f"{SECRET}.a.b", f"{SECRET}é", SECRET * 17)
        ),
        (
            {"CQI_API_KEY_ROUTER": SECRET, "CQI_API_KEY_RISK": SECRET},
            "auth.api_keys (CQI_API_KEY_*): should differ from service to service",
        ),
        (
            {"CQI_API_KEY_RISK_ENGINE": SECRET, "CQI_API_KEY_RISK-ENGINE": SECRET[::-1]},
            "CQI_API_KEY_RISK_ENGINE: says the same as CQI_API_KEY_RISK-ENGINE, and one of them must go",
        ),
        ({"CQI_CONFIG": "/no/file"}, "CQI_CONFIG: there is no file /no/file"),
        (
            {"CQI_DATABASE_USERNAME": "one", "CQI_DATABASE_OWNER_USERNAME": "one"},
            "CQI_DATABASE_OWNER_USERNAME: should be another role than database.username, not 'one'",
        ),
        (
            {"CQI_DATABASE_HOST": "postgres://u:pw@h"},
            "CQI_DATABASE_HOST: should be a host without anything around it, no URL",
        ),
        (
            {"CQI_CACHE_HOST": "redis://h"},
            "CQI_CACHE_HOST: should be a host without anything around it, no URL, not 'redis://h'",
        ),
        (
            {"CQI_OTLP_ENDPOINT": "http://u:pw@h:4317"},
            "CQI_OTLP_ENDPOINT: should have no user and no password: this setting is not kept secret",
        ),
        (
            {"CQI_GRPC_PORT": "u:pw@h"},
            "CQI_GRPC_PORT: should be a valid integer, unable to parse string as an integer",
        ),
    ],
)
def test_a_problem_names_its_variable_and_what_would_be_right(variables, sentence):
    assert problems(**variables) == [sentence]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("databse: {host: a}", "databse: there is no such section; did you mean database?"),
        ("database: {hots: a}", "database.hots: there is no such setting; did you mean database.host?"),
        ("database: 5", "database: should be a mapping of names to values"),
        ("[1]", "the file: should be a mapping of names to values"),
        (
            "database: {host: '${NOT_SET}'}",
            "database.host: refers to ${NOT_SET}, which the environment does not set",
        ),
        ("a: [", "cannot be read as YAML: look at line 1, column 5"),
        ("database:\n  password: 'hush\n", "cannot be read as YAML: look at line 3, column 1"),
    ],
)
def test_a_problem_of_the_file_names_the_file_and_the_place(in_file, text, sentence):
    with pytest.raises(StartError, match="The configuration is wrong") as caught:
        in_file(text)
    assert "config.yaml: " in str(caught.value)
    assert sentence in str(caught.value)


def test_a_file_that_cannot_be_read_shows_nothing_of_itself(in_file):
    with pytest.raises(StartError) as caught:
        in_file("database:\n  password: 'hush\n  host: [\n")
    assert "hush" not in str(caught.value)


def test_a_wrong_value_in_the_file_is_named_by_its_place(in_file):
    with pytest.raises(StartError) as caught:
        in_file("grpc: {check_threads: many}")
    assert "grpc.check_threads (CQI_GRPC_CHECK_THREADS): should be a valid integer" in str(caught.value)


@pytest.mark.parametrize("variable", ["CQI_SECRET_KEY", "CQI_NATS_URL", "CQI_API_KEY_ROUTER"])
def test_a_secret_is_never_printed(variable):
    assert "hush" not in "".join(problems(**{variable: "hush"}))


def test_passwords_are_hidden_in_the_configuration():
    config = configured({"CQI_DATABASE_PASSWORD": "hush", "CQI_CACHE_PASSWORD": "hush"})
    assert "hush" not in f"{config!r} {config}"


def test_a_key_is_a_variable_or_a_line_of_a_service(in_file):
    text = "auth: {api_keys: {risk_engine: '${RISK}', router: of-the-file-of-the-file-of-the-file, none: }}"
    config = in_file(
        text, RISK=SECRET, CQI_API_KEY_ROUTER=SECRET[::-1], CQI_API_KEY_ORDER_BOOK=SECRET.upper()
    )
    keys = {service: key.get_secret_value() for service, key in config.auth.api_keys.items()}
    assert keys == {"risk-engine": SECRET, "router": SECRET[::-1], "order-book": SECRET.upper()}
    assert SECRET not in f"{config!r} {config}"


def test_keys_of_the_file_are_a_mapping_and_never_printed(in_file):
    with pytest.raises(StartError) as caught:
        in_file(f"auth: {{api_keys: {SECRET}}}")
    assert "auth.api_keys: should be a mapping of names to values" in str(caught.value)
    assert SECRET not in str(caught.value)


def test_a_service_that_is_there_twice_is_told(in_file):
    with pytest.raises(StartError, match=r"auth\.api_keys\.risk-engine: is there twice"):
        in_file(f"auth: {{api_keys: {{risk_engine: {SECRET}, RISK-ENGINE: {SECRET[::-1]}}}}}")


@pytest.mark.parametrize(
    ("environment", "required"),
    [("", False), ("development", False), ("test", True)],
)
def test_only_a_developer_needs_no_credential(environment, required):
    assert configured({"CQI_SERVICE_ENVIRONMENT": environment}).auth.require is required


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_where_it_is_deployed_a_credential_is_always_required(environment):
    found = problems(CQI_SERVICE_ENVIRONMENT=environment, CQI_AUTH_REQUIRE="false")
    assert [line for line in found if "AUTH" in line] == [
        "CQI_AUTH_REQUIRE: cannot be off when service.environment is staging or production, not 'false'"
    ]


def test_production_works_when_all_is_set():
    config = configured(
        {
            "CQI_SERVICE_ENVIRONMENT": "production",
            "CQI_SECRET_KEY": SECRET,
            "CQI_DATABASE_HOST": "db",
            "CQI_CACHE_HOST": "cache",
            "CQI_NATS_URL": "nats://nats:4222",
        }
    )
    assert config.service.environment == "production"
    assert not config.grpc.reflection, "who wants the contract in production has it"
    assert config.grpc.pause_seconds == 2, "balancers have to notice"


def test_tls_takes_files_that_exist(tmp_path):
    pem = tmp_path / "a.pem"
    pem.touch()
    paths = {"CQI_GRPC_TLS_CERT_PATH": str(pem), "CQI_GRPC_TLS_KEY_PATH": str(pem)}
    assert configured({"CQI_GRPC_TLS_ENABLED": "true"} | paths).grpc.tls_cert_path == Path(pem)


def test_client_certificates_need_tls_and_a_port_for_them_needs_their_ca(tmp_path):
    pem = tmp_path / "a.pem"
    pem.touch()
    ca, port = {"CQI_GRPC_TLS_CLIENT_CA_PATH": str(pem)}, {"CQI_GRPC_TLS_CLIENT_PORT": "9091"}
    assert problems(**ca) == [
        f"CQI_GRPC_TLS_CLIENT_CA_PATH: is of no use unless grpc.tls_enabled is true, not '{pem}'"
    ]
    assert problems(**port) == [
        "CQI_GRPC_TLS_CLIENT_PORT: is of no use without grpc.tls_client_ca_path, not '9091'"
    ]
    tls = {
        "CQI_GRPC_TLS_ENABLED": "true",
        "CQI_GRPC_TLS_CERT_PATH": str(pem),
        "CQI_GRPC_TLS_KEY_PATH": str(pem),
    }
    assert configured(tls | ca | port).grpc.tls_client_port == 9091
    assert configured(tls | ca).grpc.tls_client_port is None


def test_every_setting_is_read_by_something():
    """Whoever sets one that nothing reads, such as a list of keys, believes that it does something."""
    sources = [path for folder in ("cqi", "cqar_site", "grpc_api") for path in (ROOT / folder).rglob("*.py")]
    text = "".join(path.read_text() for path in sources if path.parent.name != "config")
    assert [s.path for s in SETTINGS if not re.search(rf"\.{s.name}\b", text)] == []


def test_a_developer_has_reflection_and_waits_for_no_balancer():
    config = configured({})
    assert config.grpc.reflection
    assert config.grpc.pause_seconds == 0
    assert configured({"CQI_GRPC_REFLECTION": "false"}).grpc.reflection is False


def test_every_lanes_threads_are_counted():
    grpc = configured({"CQI_GRPC_LIST_THREADS": "5"}).grpc
    assert grpc.threads == 2 + 2 + 4 + 5 + 4
