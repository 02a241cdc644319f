"""Every setting, read once from the environment, top to bottom. docs/reference/settings.md is generated from this file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from environs import Env

from goldenthread.config.mail import mail_server
from goldenthread.database import process
from goldenthread.database.installation import InstallationIncomplete, here

env = Env()
INSTALLATION = here()


def _secret(name: str, file: str) -> str:
    """A secret from the environment, from the file that `<name>_FILE` names, or from the installation's own."""
    if path := env.str(f"{name}_FILE", default=""):
        return Path(path).read_text(encoding="utf-8").strip()
    if value := env.str(name, default=""):
        return value
    try:
        return INSTALLATION.read_secret(file)
    except InstallationIncomplete:
        return ""


# --- What this process is ---------------------------------------------------------------------------------------------
DEBUG = False
DEMONSTRATION = env.bool(
    "GOLDENTHREAD_DEMONSTRATION", default=False
)  # set by `demo` alone: says fictional on every page, lists accounts
ROLE = env.str("GOLDENTHREAD_ROLE", default="full")  # full, or public: the website alone
SECRET_KEY = _secret("GOLDENTHREAD_SECRET_KEY", "secret.key") or "not-an-installation"
FIELD_KEYS = (
    [key for key in _secret("GOLDENTHREAD_FIELD_KEYS", "field.keys").split(",") if key] if ROLE == "full" else []
)  # newest first
INDEX_KEY = _secret("GOLDENTHREAD_INDEX_KEY", "index.key")
SEAL_KEY = _secret("GOLDENTHREAD_SEAL_KEY", "seal.key")
ALLOWED_HOSTS = env.list("GOLDENTHREAD_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
TRUSTED_PROXIES: list[str] = env.list("GOLDENTHREAD_TRUSTED_PROXIES", default=[])
SECURE = env.bool(
    "GOLDENTHREAD_SECURE", default=not DEMONSTRATION
)  # cookies and redirects for https; off for a demonstration on localhost
ADDRESS = env.str(
    "GOLDENTHREAD_ADDRESS", default="http://localhost:8000"
)  # the address people reach, for links in mail
FILES_URL = (
    _secret("GOLDENTHREAD_FILES_URL", "files.url") or f"file://{INSTALLATION.files}"
)  # a folder, or s3://KEY:SECRET@host/bucket for an S3-compatible store
CLAMD = env.str(
    "GOLDENTHREAD_CLAMD", default=""
)  # host:port or socket of ClamAV's daemon; empty: files are checked by their content alone
MAIL_URL = _secret(
    "GOLDENTHREAD_MAIL_URL", "mail.url"
)  # smtp://user:password@host:port, or empty: mail is kept as files
MAIL_IN_URL = _secret(
    "GOLDENTHREAD_MAIL_IN_URL", "mail-in.url"
)  # imaps://user:password@host/INBOX or file:///folder: what comes back is read; empty: it is not

# --- Rooms ------------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "csp",
    "goldenthread.design.apps.DesignConfig",
    "goldenthread.history.apps.HistoryConfig",
    "goldenthread.accounts.apps.AccountsConfig",
    "goldenthread.messages.apps.MessagesConfig",
    "goldenthread.partnership.apps.PartnershipConfig",
    "goldenthread.records.apps.RecordsConfig",
    "goldenthread.indicators.apps.IndicatorsConfig",
    "goldenthread.documents.apps.DocumentsConfig",
    "goldenthread.search.apps.SearchConfig",
    "goldenthread.pathways.apps.PathwaysConfig",
    "goldenthread.families.apps.FamiliesConfig",
    "goldenthread.returns.apps.ReturnsConfig",
    "goldenthread.thread.apps.ThreadConfig",
    "goldenthread.meetings.apps.MeetingsConfig",
    "goldenthread.oversight.apps.OversightConfig",
    "goldenthread.practice_reviews.apps.PracticeReviewsConfig",
    "goldenthread.postvention.apps.PostventionConfig",
    "goldenthread.child_deaths.apps.ChildDeathsConfig",
    "goldenthread.config.apps.WiringConfig",
    "goldenthread.desk.apps.DeskConfig",
    "goldenthread.administration.apps.AdministrationConfig",
    "goldenthread.reporting.apps.ReportingConfig",
    "goldenthread.api.apps.ApiConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "goldenthread.config.middleware.ViewerMiddleware",
]
ROOT_URLCONF = "goldenthread.config.urls"
WSGI_APPLICATION = "goldenthread.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []

# --- Database ---------------------------------------------------------------------------------------------------------
_parameters = process.parameters()
# Statements are prepared and their plans kept: planning a policy takes longer than asking it (docs/adr/0008).
_options: dict[str, object] = {
    "server_side_binding": True,
    "prepare_threshold": 2,
    "options": "-c plan_cache_mode=force_generic_plan",
}
_named = {"dbname", "user", "password", "host", "port"}
_options |= {key: value for key, value in _parameters.items() if key not in _named}
_database = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": _parameters["dbname"],
    "USER": _parameters["user"],
    "PASSWORD": _parameters.get("password", ""),
    "HOST": _parameters["host"],
    "PORT": _parameters["port"],
    "CONN_MAX_AGE": None,
    "CONN_HEALTH_CHECKS": False,
    "OPTIONS": _options,
}
# The second is the same role on a connection of its own: what it writes (a refusal, a sight of a record) outlives a request that is rolled back.
DATABASES = {"default": _database, "witness": {**_database, "TEST": {"MIRROR": "default"}}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_cache"}}
PGHISTORY_APPEND_ONLY = True

# --- Pages ------------------------------------------------------------------------------------------------------------
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "DIRS": [],
        "OPTIONS": {
            "environment": "goldenthread.design.environment.environment",
            "context_processors": ["goldenthread.config.frame.frame"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "DIRS": [],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
LANGUAGE_CODE = "en-gb"
USE_I18N = False
TIME_ZONE = "UTC"
USE_TZ = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
UPLOAD_LIMIT = 25_000_000  # bytes of one uploaded document

# --- Sign-in ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "goldenthread.accounts.adapter.InvitationOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reached the address before the account worked
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/5m/ip,5/5m/key",
    "login": "60/m/ip",
    "respond": "60/m/ip",
    "notify": "10/h/ip",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "goldenthread.accounts.adapter.SecondFactor"
MFA_TOTP_ISSUER = "Golden Thread"
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMONSTRATION
OIDC_URL = env.str(
    "GOLDENTHREAD_OIDC_URL", default=""
)  # the identity provider's issuer, such as a tenant of Microsoft Entra
OIDC_NAME = env.str("GOLDENTHREAD_OIDC_NAME", default="your organisation")  # as people know it
SOCIALACCOUNT_ADAPTER = "goldenthread.accounts.adapter.BoundIdentities"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisation",
                "name": OIDC_NAME,
                "client_id": env.str("GOLDENTHREAD_OIDC_CLIENT_ID", default=""),
                "secret": _secret("GOLDENTHREAD_OIDC_CLIENT_SECRET", "oidc.secret"),
                "settings": {"server_url": OIDC_URL},
            }
        ]
        if OIDC_URL
        else [],
    }
}
SESSION_COOKIE_NAME = "golden_thread"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_IDLE = timedelta(minutes=60)
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "goldenthread.config.errors.csrf_failed"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Security ---------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        # A form that leads to the identity provider is followed there, and browsers ask this rule again on the way.
        "form-action": [SELF, *(["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_URL))] if OIDC_URL else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
X_FRAME_OPTIONS = "DENY"

# --- Mail and logs ----------------------------------------------------------------------------------------------------
if MAIL_URL:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    globals().update(mail_server(MAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(INSTALLATION.data / "mail")
EMAIL_TIMEOUT = 20  # seconds: a mail server that does not answer must not hold up the worker's other rounds
DEFAULT_FROM_EMAIL = env.str("GOLDENTHREAD_MAIL_FROM", default="Golden Thread <no-reply@localhost>")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("GOLDENTHREAD_LOG_LEVEL", default="WARNING")},
}
