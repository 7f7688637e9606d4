"""Django's settings, out of the configuration that cqi.config reads."""

from pathlib import Path
from typing import Any

from cqar_site import defaults as _defaults
from cqi import config as _config
from cqi.database import BoundedConnection
from cqi.embedded import data_folder
from cqi.secret import secret_key

BASE_DIR = Path(__file__).parents[1]
CONFIG = _config.load(_defaults.DEFAULTS)

DEBUG = CONFIG.service.environment == "development"
SECRET_KEY = secret_key(CONFIG.service.secret_key, data_folder(CONFIG))
ALLOWED_HOSTS = list(CONFIG.http.allowed_hosts)
CSRF_TRUSTED_ORIGINS = list(CONFIG.http.trusted_origins)

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "health_check",
    "django_prometheus",
    "django_grpc_framework",
    "cqi.auth",
    "registry",
    "grpc_api",
    "cqar_site",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "cqar_site.urls"
WSGI_APPLICATION = "cqar_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

_POOL_SIZE = CONFIG.database.pool_size or CONFIG.grpc.threads + CONFIG.http.threads

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "cqi.postgresql",
        "HOST": CONFIG.database.host or "",
        "PORT": str(CONFIG.database.port),
        "USER": CONFIG.database.username,
        "PASSWORD": CONFIG.database.password.get_secret_value(),
        "NAME": CONFIG.database.database,
        "OPTIONS": {
            "application_name": CONFIG.service.name,
            "connect_timeout": 5,
            # A failed machine closes no connection, so one that does not answer is closed after 10 seconds.
            "keepalives_idle": 4,
            "keepalives_interval": 2,
            "keepalives_count": 3,
            "tcp_user_timeout": 10_000,
            "options": (
                # The tables are held in memory: with the default 4 the planner sorts what it could look up.
                "-c random_page_cost=1.1"
                # Many calls run at once: parallel workers for one query would take time from the other calls.
                " -c max_parallel_workers_per_gather=0"
                # Only hot statements are prepared. They look rows up by keys, so one plan fits all parameters.
                " -c plan_cache_mode=force_generic_plan"
            ),
            "server_side_binding": False,
            # With Django's default, None, psycopg prepares nothing, also where it is told to.
            "prepare_threshold": 5,
            # Its timeout is shorter than a call's deadline, so the caller gets UNAVAILABLE in time.
            "pool": {
                "connection_class": BoundedConnection,
                "min_size": 1,
                "max_size": _POOL_SIZE,
                "timeout": 5,
                "max_lifetime": CONFIG.database.conn_max_lifetime,
            },
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _redis_url() -> str:
    cache = CONFIG.cache
    if (cache.host or "").startswith("/"):
        return f"unix://{cache.host}?db={cache.db}"
    return f"redis://{cache.host or 'localhost'}:{cache.port}/{cache.db}"


CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": _redis_url(),
        "OPTIONS": {
            "PASSWORD": CONFIG.cache.password.get_secret_value() or None,
            "SOCKET_CONNECT_TIMEOUT": 0.2,
            "SOCKET_TIMEOUT": 0.5,
            # The code that asks Redis gets the error, and knows whether it matters.
            "IGNORE_EXCEPTIONS": False,
            "CONNECTION_POOL_KWARGS": {"max_connections": CONFIG.cache.pool_size},
        },
    }
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "admin:login"
# The login form of the theme does not say which page comes next.
LOGIN_REDIRECT_URL = "admin:index"

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"

STATIC_URL = "static/"
# The admin's files are served from the packages they come in: nothing has to be collected first.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

LOGGING_CONFIG = "cqi.logging.configure"
LOGGING = {
    "level": CONFIG.logging.level,
    "format": CONFIG.logging.format or ("console" if DEBUG else "json"),
    "fields": {"service": CONFIG.service.name, "version": CONFIG.service.version},
}

GRPC_FRAMEWORK = {
    "ROOT_HANDLERS_HOOK": "grpc_api.service.grpc_handlers",
    # grpcio would run them anew for every call: what surrounds calls is bound to them in grpc_api.calls.
    "SERVER_INTERCEPTORS": [],
}

UNFOLD = {"SITE_TITLE": "CQAR", "SITE_HEADER": "CQAR", "SITE_SUBHEADER": "Crypto asset registry"}
