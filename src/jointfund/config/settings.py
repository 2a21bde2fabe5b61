"""Settings of every installation. What differs between them comes from the environment (see `env`)."""

import shlex
from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from jointfund.config import env

PACKAGE = Path(__file__).resolve().parent.parent
DATA_FOLDER = env.data_folder()

DEBUG = env.flag("JOINTFUND_DEBUG")
SECRET_KEY = env.secret_key(DATA_FOLDER)
ALLOWED_HOSTS = env.words("JOINTFUND_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("JOINTFUND_ORIGINS", "")
SITE_ADDRESS = env.site_address()

# Behind TLS the cookies travel only there; on a laptop without TLS they could not be set at all.
SERVED_OVER_TLS = env.flag("JOINTFUND_TLS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SERVED_OVER_TLS
SECURE_SSL_REDIRECT = SERVED_OVER_TLS
SECURE_HSTS_SECONDS = 31_536_000 if SERVED_OVER_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SERVED_OVER_TLS else None
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks_db",
    "jointfund.config",
    "jointfund.funds",
    "jointfund.audit",
    "jointfund.notices",
    "jointfund.people",
    "jointfund.documents",
    "jointfund.vocabularies",
    "jointfund.instruments",
    "jointfund.programmes",
    "jointfund.ledger",
    "jointfund.knowledge",
    "jointfund.intake",
    "jointfund.publications",
    "jointfund.search",
    "jointfund.proposals",
    "jointfund.reviews",
    "jointfund.committee",
    "jointfund.ui",
    "jointfund.portal",
    "jointfund.desk",
    "jointfund.api",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    # after ours: a template of ours takes the place of one of theirs
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jointfund.portal.accounts.activity.LastSeenMiddleware",
]

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}

ROOT_URLCONF = "jointfund.config.urls"
WSGI_APPLICATION = "jointfund.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jointfund.ui.context.page",
            ],
            "builtins": ["jointfund.ui.templatetags.ui"],
        },
    }
]

DATABASES = {"default": env.database(DATA_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

AUTH_USER_MODEL = "people.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# Accounts by django-allauth. Nobody signs up: people come by invitation (`people.services.invitations`), and
# only the addresses in `portal.accounts.urls` exist. Guessing passwords is stopped by `people.sign_in`.
ACCOUNT_ADAPTER = "jointfund.portal.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# An invitation proves the address; a changed one is confirmed before it counts.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_FORMS = {
    "add_email": "jointfund.portal.accounts.forms.EmailForm",
    "change_password": "jointfund.portal.accounts.forms.PasswordForm",
    "set_password": "jointfund.portal.accounts.forms.FirstPasswordForm",
    "reset_password": "jointfund.portal.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "jointfund.portal.accounts.forms.NewPasswordForm",
    "reauthenticate": "jointfund.portal.accounts.forms.PasswordAgainForm",
}
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SERVED_OVER_TLS else "http"
# Wrong codes are counted for the account alone: an office behind one address is not locked out.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key", "login": None}
MFA_ADAPTER = "jointfund.portal.accounts.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an address under change does not hinder a second step
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_FORMS = {
    "authenticate": "jointfund.portal.accounts.forms.CodeForm",
    "reauthenticate": "jointfund.portal.accounts.forms.CodeAgainForm",
    "activate_totp": "jointfund.portal.accounts.forms.FirstCodeForm",
    "add_webauthn": "jointfund.portal.accounts.forms.PasskeyForm",
    "edit_webauthn": "jointfund.portal.accounts.forms.PasskeyNameForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
MFA_RECOVERY_CODES_SHOW_ONCE = True
# None: where the fund is no demonstration.
SECOND_FACTOR_REQUIRED = {"": None, "required": True, "optional": False}[
    env.choice("JOINTFUND_SECOND_FACTOR", ("", "required", "optional"))
]

SIGN_IN_SERVICE = env.sign_in_service()
SOCIALACCOUNT_ADAPTER = "jointfund.portal.accounts.adapters.SignInServiceAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [SIGN_IN_SERVICE] if SIGN_IN_SERVICE else []}}

MAILERS = {"default": env.mail(DATA_FOLDER)}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("JOINTFUND_MAIL_FROM", "JointFund <no-reply@localhost>")

# How often the worker seals events, tells people and sends letters: within a minute, at the latest.
OFTEN_SECONDS = env.seconds("JOINTFUND_OFTEN_SECONDS", 30)
# Whoever runs the installation may have a scanner look at each file people send; see `documents.uploads`.
UPLOAD_SCANNER = shlex.split(env.text("JOINTFUND_UPLOAD_SCANNER", ""))
SEARCH_ENCODER = env.text("JOINTFUND_SEARCH_ENCODER", "")

# Limits and used codes are counted for all server processes together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "jointfund_cache",
    }
}

LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "account"
LOGOUT_REDIRECT_URL = "home"

LANGUAGE_CODE = "en"
# A language is offered when its catalogue exists: half a translation helps nobody.
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
MEDIA_ROOT = DATA_FOLDER / "files"  # kept originals; never served as files of our origin
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
