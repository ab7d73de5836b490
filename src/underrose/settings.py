"""Settings. Everything an installation may choose is an environment variable named UNDERROSE_…

docs/reference/settings.md describes each one; a house test keeps the two in step.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url

from underrose.kit import keys

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent


def _choice(name: str, default: str = "") -> str:
    return os.environ.get(f"UNDERROSE_{name}", default)


def _is_on(name: str, default: str = "no") -> bool:
    return _choice(name, default).lower() in {"1", "yes", "true", "on"}


def _database(name: str, file: str) -> dict[str, Any]:
    url = _choice(name)
    if url:
        found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
        found["OPTIONS"] = {**found.get("OPTIONS", {}), "application_name": "underrose"}
        return found
    return {
        "ENGINE": "underrose.kit.sqlite",  # SQLite without numbers of rows
        "NAME": HOME / file,
        "CONN_MAX_AGE": 60,  # opening costs more than all questions of a page
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8000;"
            ),
        },
        # A file, not memory, so that tests meet the database that people meet.
        "TEST": {"NAME": HOME / f"test-{file}"},
    }


# --- the installation ---------------------------------------------------------------------------------
HOME = Path(_choice("HOME", str(PROJECT / "var"))).expanduser().resolve()
HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
os.umask(0o077)  # what this process writes is for nobody else on this machine
KEY_FOLDER = Path(_choice("KEYS", str(HOME / "keys"))).expanduser().resolve()
INSTITUTION = keys.institution(KEY_FOLDER)
DEMO = _is_on("DEMO")
DEBUG = False
SECRET_KEY = keys.derived(KEY_FOLDER, "django").hex()
IS_SECURE = _is_on("HTTPS")
SITE_URL = _choice("URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = [host for host in _choice("HOSTS", "localhost,127.0.0.1").split(",") if host]

# --- applications -------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "underrose.pages",
    "underrose.dialogue",
    "underrose.programme",
    "underrose.participation",
    "underrose.concept",
    "underrose.people",
    "underrose.context",
    "underrose.access",
    "underrose.kit",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
]
MIDDLEWARE = [
    "underrose.pages.public_cache.public_cache",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "underrose.kit.middleware.policy",
    "underrose.access.sessions.SealedSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "underrose.kit.uploads.measured",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "underrose.access.door.AudienceMiddleware",
    "underrose.pages.refusals.only_a_button",
]
ROOT_URLCONF = "underrose.urls"
WSGI_APPLICATION = "underrose.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "underrose.kit.context_processors.house",
                "underrose.pages.navigation.navigation",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "underrose.kit.templatetags.kit",
            ],
        },
    }
]
FORM_RENDERER = "underrose.kit.forms.Renderer"

# --- data ---------------------------------------------------------------------------------------------
DATABASES = {
    "default": _database("DATABASE_URL", "main.sqlite3"),
    "dialogue": _database("DIALOGUE_URL", "dialogue.sqlite3"),
}
DATABASE_ROUTERS = ["underrose.routing.TheWall"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Limits on sign-in are shared between processes; keys are HMACs of accounts and links, never an address.
    "limits": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": HOME / "limits"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- words --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("ar", "العربية")]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- files --------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(_choice("STATIC", str(HOME / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
PUBLIC_CACHE = _is_on("PUBLIC_CACHE", "yes")
LEAVE_TO = _choice("LEAVE_TO", "/thank-you/")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Three hundred points of brought notes, each with its words and what was chosen for it.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["underrose.kit.uploads.Measured"]
LONGEST_REQUEST = 64 * 1024 * 1024

# --- safety -------------------------------------------------------------------------------------------
SESSION_ENGINE = "underrose.access.sessions"
SESSION_COOKIE_NAME = "__Host-session" if IS_SECURE else "session"
SESSION_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SECURE else "csrf"
CSRF_COOKIE_SECURE = IS_SECURE
CSRF_COOKIE_AGE = None  # goes with the window: a phone does not remember that it was here
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "underrose.pages.refusals.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 63_072_000 if IS_SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W008"]  # the proxy redirects; a redirect here would loop behind Tor

# --- signing in ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # sealed, not a cookie of words
SILENCED_SYSTEM_CHECKS += ["auth.W004"]  # an address is unique within its institution
ACCOUNT_ADAPTER = "underrose.access.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "underrose.access.forms.AskForCode",
    "confirm_login_code": "underrose.access.forms.EnterCode",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever enters the mailed code has shown that the address is theirs
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody can have mail sent to a stranger
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 3 * 60
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "3/m/key,12/h/key,60/m/ip",
    "code_tried": "3/4m/key",
    "device_code": "3/h/key,10/d/key",
    "login_failed": "5/5m/key,60/m/ip",
    "login": "60/m/ip",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "underrose.access.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {"add_webauthn": "underrose.access.forms.AddPasskey"}
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
CACHES["limits"]["BACKEND"] = "underrose.access.limits.Limits"

# --- mail ---------------------------------------------------------------------------------------------
MAIL_URL = _choice("MAIL_URL", "smtp://localhost:2525" if DEMO else "")
DEFAULT_FROM_EMAIL = _choice("MAIL_FROM", "office@localhost")
MAIL_RETURN = _choice("MAIL_RETURN")
MAIL_REPLY = _choice("MAIL_REPLY")
EMAIL_BACKEND = "underrose.kit.mail.OutboxBackend"

# --- logs: no address, no body, no query, no token ----------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "underrose.kit.logs.Discreet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers would print addresses; an address that leads nowhere is not worth a line.
    "loggers": {
        "django": {"handlers": [], "propagate": True, "level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "propagate": True},
    },
}
