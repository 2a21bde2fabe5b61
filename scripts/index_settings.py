"""Shell lines that hand pip's index settings to uv, when uv has none of its own.

pip reads its configuration files and PIP_… variables; uv reads neither. Runs on a bare Python, before
anything is installed, and prints nothing when there is nothing to hand over.
"""

import configparser
import os
import shlex
import sys
from pathlib import Path

UVS_OWN = ("UV_DEFAULT_INDEX", "UV_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_CONFIG_FILE")


def uv_is_configured() -> bool:
    """True when a variable or a configuration file already tells uv where to look."""
    homes = [Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"), Path("/etc")]
    return any(os.environ.get(name) for name in UVS_OWN) or any(
        (home / "uv/uv.toml").exists() for home in homes
    )


def configuration_files() -> list[Path]:
    """pip's files, the strongest last."""
    if own := os.environ.get("PIP_CONFIG_FILE"):
        return [] if own == os.devnull else [Path(own)]
    home = Path.home()
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    files = [Path("/etc/pip.conf"), Path("/etc/xdg/pip/pip.conf"), home / ".pip/pip.conf"]
    if sys.platform == "darwin":
        files.insert(0, Path("/Library/Application Support/pip/pip.conf"))
        files.append(home / "Library/Application Support/pip/pip.conf")
    return [*files, config / "pip/pip.conf"]


def pip_setting(name: str) -> str:
    """The value pip would use for one setting: its variable, else its files; empty when unset."""
    if value := os.environ.get(f"PIP_{name.upper().replace('-', '_')}"):
        return value
    found = ""
    parser = configparser.RawConfigParser()
    for path in configuration_files():
        parser.clear()
        try:
            parser.read(path, encoding="utf-8")
        except (OSError, configparser.Error, UnicodeDecodeError):
            continue
        for section in ("global", "install"):
            found = parser.get(section, name, fallback=found)
    return found


def uv_settings() -> dict[str, str]:
    """uv's variables with the values pip has; hashes in the lock file make the order of indexes harmless."""
    settings = {}
    if index := pip_setting("index-url"):
        settings["UV_DEFAULT_INDEX"] = index
    if extra := " ".join(pip_setting("extra-index-url").split()):
        settings["UV_INDEX"] = extra
        settings["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    if (certificates := pip_setting("cert")) and not os.environ.get("SSL_CERT_FILE"):
        settings["SSL_CERT_FILE"] = certificates
    return settings


if __name__ == "__main__":
    if not uv_is_configured():
        for variable, setting in uv_settings().items():
            print(f"export {variable}={shlex.quote(setting)}")
