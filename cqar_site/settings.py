"""Django's settings, out of the configuration that cqi.config reads."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.templatetags.static import static as _static

from cqar_site import defaults as _defaults
from cqi import config as _config
from cqi.database import BoundedConnection
from cqi.embedded import data_folder
from cqi.login.headers import NO_PAGE
from cqi.secret import HiddenText, secret_key

BASE_DIR = Path(__file__).parents[1]
CONFIG = _config.load(_defaults.DEFAULTS)

DEBUG = CONFIG.service.environment == "development"
SECRET_KEY = HiddenText(secret_key(CONFIG.service.secret_key, data_folder(CONFIG)))
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
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "cqi.auth",
    "cqi.login",
    "registry",
    "grpc_api",
    "cqar_site",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "cqi.login.proxies.TrustedProxies",
    "cqar_site.access.noted",
    "cqi.login.headers.BrowserPolicy",
    # Before all that looks at the host, or sends to HTTPS.
    "cqar_site.ops.any_host",
    # Behind what traces requests, which stands here where there are traces.
    "cqar_site.access.keeping_trace",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cqi.login.sessions.SessionLimits",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "cqi.login.second_factor.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
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

# The last five are of the threads that read who may call, seal the history, read changes for those who watch, ask
# what Redis was not told, and note what is used most.
_POOL_SIZE = CONFIG.database.pool_size or CONFIG.grpc.threads + CONFIG.http.threads + 5

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "cqi.postgresql",
        "HOST": CONFIG.database.host or "",
        "PORT": str(CONFIG.database.port),
        "USER": CONFIG.database.username,
        "PASSWORD": HiddenText(CONFIG.database.password.get_secret_value()),
        "NAME": CONFIG.database.database,
        # Which of these a migration connects with instead (cqi.roles); Django itself does not read it.
        "OWNER": CONFIG.database.owner_username
        and {
            "USER": CONFIG.database.owner_username,
            "PASSWORD": HiddenText(CONFIG.database.owner_password.get_secret_value()),
        },
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
        "KEY_PREFIX": CONFIG.cache.key_prefix,
        "OPTIONS": {
            "PASSWORD": HiddenText(CONFIG.cache.password.get_secret_value()) or None,
            "SOCKET_CONNECT_TIMEOUT": 0.2,
            "SOCKET_TIMEOUT": 0.5,
            # The code that asks Redis gets the error, and knows whether it matters.
            "IGNORE_EXCEPTIONS": False,
            "CONNECTION_POOL_KWARGS": {"max_connections": CONFIG.cache.pool_size},
        },
    }
}

AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    *(
        {"NAME": f"django.contrib.auth.password_validation.{name}"}
        for name in (
            "UserAttributeSimilarityValidator",
            "CommonPasswordValidator",
            "NumericPasswordValidator",
        )
    ),
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it refuses while a name is locked
    "django.contrib.auth.backends.ModelBackend",
]
AXES_HANDLER = "cqi.login.throttling.LoginAttempts"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], ["username"]]
AXES_FAILURE_LIMIT = CONFIG.admin.login_attempts
AXES_COOLOFF_TIME = timedelta(minutes=CONFIG.admin.login_wait_minutes)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "cqi.login.throttling.answer_locked"
AXES_USERNAME_CALLABLE = "cqi.login.throttling.counted_name"
AXES_CLIENT_IP_CALLABLE = "cqi.login.proxies.client_address"
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
OTP_TOTP_ISSUER = CONFIG.service.name
SESSION_ENGINE = "cqi.auth.sessions"
DEFAULT_EXCEPTION_REPORTER_FILTER = "cqi.debug_pages.DebugPageFilter"
LOGIN_URL = "admin:login"
# The login form of the theme does not say which page comes next.
LOGIN_REDIRECT_URL = "admin:index"

_HTTPS = CONFIG.http.https_only
SECURE_SSL_REDIRECT = _HTTPS
# Scrapers come from inside, without the proxy.
SECURE_REDIRECT_EXEMPT = [f"^{CONFIG.metrics.path.removeprefix('/')}$"]
# From others than trusted proxies the header is dropped before it is read.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# Not "Strict": who follows a link from a chat to a page would have to log in again.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Browsers take a cookie with this prefix from this very host only, not from one above or beside it.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
    f"{'__Host-' if _HTTPS else ''}{name}" for name in ("sessionid", "csrftoken")
)
SESSION_COOKIE_AGE = CONFIG.admin.idle_minutes * 60
CSRF_FAILURE_VIEW = "cqi.login.csrf.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": NO_PAGE}

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
    "fields": {"service_name": CONFIG.service.name, "service_version": CONFIG.service.version},
}

GRPC_FRAMEWORK = {
    "ROOT_HANDLERS_HOOK": "grpc_api.service.grpc_handlers",
    # grpcio would run them anew for every call: what surrounds calls is bound to them in grpc_api.calls.
    "SERVER_INTERCEPTORS": [],
}

UNFOLD = {
    "SITE_TITLE": "CQAR",
    "SITE_HEADER": "CQAR",
    "SITE_SUBHEADER": "Crypto asset registry",
    # There is no site beside the admin to return to.
    "SITE_URL": None,
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda _: _static("registry/favicon.svg")}
    ],
    "LOGIN": {"form": "cqi.login.throttling.LoginForm"},
    "SCRIPTS": ["cqi.login.unsaved.script"],
    "DASHBOARD_CALLBACK": "registry.admin.recent.with_own_changes",
}
