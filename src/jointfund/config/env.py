"""Settings read from the environment, each with its default and a refusal in plain words."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit


def data_folder() -> Path:
    """The folder of database, originals and static files: JOINTFUND_DATA, else `var` where we started."""
    return Path(os.environ.get("JOINTFUND_DATA") or "var").resolve()


def flag(name: str) -> bool:
    """True when the variable says 1, true, yes or on."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def text(name: str, default: str) -> str:
    """A variable as it stands."""
    return os.environ.get(name) or default


def choice(name: str, allowed: tuple[str, ...]) -> str:
    """One of the allowed words, the first where the variable is not set."""
    value = os.environ.get(name, "").strip().lower() or allowed[0]
    if value not in allowed:
        raise ValueError(f"{name} must be {' or '.join(allowed)}, not {value!r}.")
    return value


def seconds(name: str, default: int) -> int:
    """A whole number of seconds from 1 to the default, which is the longest that is promised."""
    value = os.environ.get(name, "").strip() or str(default)
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= default):
        raise ValueError(f"{name} must be a number from 1 to {default}, not {value!r}.")
    return int(value)


def words(name: str, default: str) -> list[str]:
    """A comma-separated variable as a list without empty items."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def site_address() -> str:
    """Where links in letters lead: JOINTFUND_ADDRESS, else the first trusted origin, else this machine."""
    origins = words("JOINTFUND_ORIGINS", "")
    here = f"http://127.0.0.1:{os.environ.get('PORT') or '8000'}"
    return (os.environ.get("JOINTFUND_ADDRESS") or next(iter(origins), here)).rstrip("/")


def secret_key(folder: Path) -> str:
    """JOINTFUND_SECRET_KEY, else one made once and kept in the data folder, readable by its owner only."""
    if key := os.environ.get("JOINTFUND_SECRET_KEY"):
        return key
    path = folder / "secret-key"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        pass
    folder.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(48)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process made it first
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    return key


def database(folder: Path) -> dict[str, object]:
    """Django's database settings: PostgreSQL from DATABASE_URL, else SQLite in the data folder."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder / "jointfund.sqlite3"),
            "OPTIONS": {
                # Readers never wait for a writer, and a writer waits for its turn instead of failing.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL must begin with postgres://; leave it out to use SQLite.")
    socket_folder = parse_qs(parts.query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": socket_folder or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def mail(folder: Path) -> dict[str, object]:
    """How e-mail leaves: through JOINTFUND_SMTP, else as files in the data folder.

    `smtp://user:password@host:587` speaks STARTTLS, `smtps://…:465` TLS from the first byte, and
    `smtp+plain://localhost:25` neither, for a relay on the same machine.
    """
    url = os.environ.get("JOINTFUND_SMTP", "")
    if not url:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(folder / "mail")},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps", "smtp+plain"} or not parts.hostname:
        raise ValueError("JOINTFUND_SMTP must look like smtp://user:password@host:587 or smtps://host:465.")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or (465 if parts.scheme == "smtps" else 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": parts.scheme == "smtp",
            "use_ssl": parts.scheme == "smtps",
            "timeout": 20,
        },
    }


def sign_in_service() -> dict[str, object] | None:
    """The OpenID Connect service people may sign in with; None unless JOINTFUND_OIDC_SERVER names one."""
    server = os.environ.get("JOINTFUND_OIDC_SERVER", "")
    if not server:
        return None
    missing = [
        name for name in ("JOINTFUND_OIDC_CLIENT", "JOINTFUND_OIDC_SECRET") if not os.environ.get(name)
    ]
    if missing:
        raise ValueError(f"JOINTFUND_OIDC_SERVER is set; {' and '.join(missing)} must be set too.")
    return {
        "provider_id": "organisation",
        "name": os.environ.get("JOINTFUND_OIDC_NAME") or urlsplit(server).hostname or server,
        "client_id": os.environ["JOINTFUND_OIDC_CLIENT"],
        "secret": os.environ["JOINTFUND_OIDC_SECRET"],
        "settings": {"server_url": server, "oauth_pkce_enabled": True},
    }
