"""Config: what a deployment may set, read once from the environment and handed on as a value."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
DEFAULT_PASSWORDS = {"admin", "administrator", "password", "changeme", "kaochang", "demo", "123456", "12345678"}
SHORTEST_SECRET = 32
SHORTEST_PASSWORD = 10
LARGEST_PORT = 65_535
POSTGRESQL = "postgresql+psycopg://"


class BadConfig(Exception):
    """A setting that is missing or can't be used; the message names the variable."""


@dataclass(frozen=True)
class Config:
    """The settings of one deployment.

    `proofs` is where proofs of scenarios are kept: beside those of the author's commands, so that nothing is proven
    twice, or in the instance where the program's own folder can't be written. `threads` is how many requests one
    process handles at once, `workers` how many processes there are; `sweep_seconds` how often the upkeep looks for
    sittings whose time is over; `backup_folder` is where backups go, best on another disk; `rehearsal` marks every
    page of a system that isn't the real one; `proxies` how many reverse proxies' headers to believe; `url` the address
    browsers use; `idle_minutes` how long a member of staff may do nothing before the password is asked for again.
    """

    secret_key: str
    database_url: str
    admin_password: str = ""
    demo: bool = False
    content: Path = HERE / "question_bank" / "content"
    simulations: Path = HERE / "simulations" / "content"
    instance: Path = HERE / "instance"
    proofs: Path = HERE / "instance" / "proofs"
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 32
    workers: int = 1
    url: str = ""
    sweep_seconds: float = 1.0
    secure_cookies: bool = False
    proxies: int = 0
    backup_folder: Path | None = None
    rehearsal: bool = False
    idle_minutes: int = 20

    @property
    def public_url(self) -> str:
        """The address browsers use: what is hashed by a locked-down one is this and never a request's Host."""
        return self.url or f"http://{self.host}:{self.port}"

    @property
    def sqlite_path(self) -> str | None:
        """The file of an SQLite database, or None for another kind."""
        prefix = "sqlite:///"
        return self.database_url.removeprefix(prefix) if self.database_url.startswith(prefix) else None

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Config":
        """Read the environment; raise BadConfig naming the variable that is missing or can't be used."""
        demo = _flag(env, "KAOCHANG_DEMO")
        instance = Path(env.get("KAOCHANG_INSTANCE", "").strip() or HERE / "instance").absolute()
        instance.mkdir(parents=True, exist_ok=True)
        database_url = _database_url(env, instance)
        return cls(
            secret_key=_secret(env, instance, demo=demo),
            database_url=database_url,
            admin_password="" if demo else _admin_password(env),
            demo=demo,
            instance=instance,
            proofs=cls.proofs if os.access(HERE, os.W_OK) else instance / "proofs",
            host=env.get("HOST", "").strip() or cls.host,
            port=_number(env, "PORT", cls.port, most=LARGEST_PORT),
            threads=_number(env, "KAOCHANG_THREADS", cls.threads),
            workers=_workers(env, database_url),
            url=_url(env),
            secure_cookies=_flag(env, "KAOCHANG_SECURE_COOKIES"),
            proxies=_number(env, "KAOCHANG_PROXIES", cls.proxies, least=0),
            backup_folder=_folder(env, "KAOCHANG_BACKUP"),
            idle_minutes=_number(env, "KAOCHANG_IDLE_MINUTES", cls.idle_minutes),
            rehearsal=_flag(env, "KAOCHANG_REHEARSAL"),
        )


def _secret(env: Mapping[str, str], instance: Path, *, demo: bool) -> str:
    secret = env.get("SECRET_KEY", "").strip()
    if not secret and demo:
        return _demo_secret(instance / "demo-secret-key")
    if len(secret) < SHORTEST_SECRET:
        msg = (
            f"SECRET_KEY: set it to at least {SHORTEST_SECRET} random characters, as made by "
            "python -c 'import secrets; print(secrets.token_hex(32))'"
        )
        raise BadConfig(msg)
    return secret


def _database_url(env: Mapping[str, str], instance: Path) -> str:
    file = "rehearsal.db" if _flag(env, "KAOCHANG_REHEARSAL") else "kaochang.db"
    url = env.get("DATABASE_URL", "").strip() or f"sqlite:///{instance / file}"
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite" and rest.startswith("/") and rest != "/":
        return url
    if scheme in {"postgresql", "postgresql+psycopg"} and rest:
        return POSTGRESQL + rest
    msg = "DATABASE_URL: must be sqlite:///<file> or postgresql://<user>:<password>@<host>/<database>"
    raise BadConfig(msg)


def _workers(env: Mapping[str, str], database_url: str) -> int:
    workers = _number(env, "KAOCHANG_WORKERS", Config.workers)
    if workers > 1 and not database_url.startswith(POSTGRESQL):
        msg = "KAOCHANG_WORKERS: SQLite has one writer, so there is one worker; more of them need PostgreSQL"
        raise BadConfig(msg)
    return workers


def _demo_secret(file: Path) -> str:
    """A secret that lives as long as the demo's data, so that a restart keeps everyone signed in."""
    if not file.exists() or not file.stat().st_size:
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32), encoding="ascii")
    return file.read_text(encoding="ascii")


def _admin_password(env: Mapping[str, str]) -> str:
    password = env.get("ADMIN_PASSWORD", "").strip()
    if not password:  # the first administrator is then made on the set-up page
        return ""
    if len(password) < SHORTEST_PASSWORD or password.lower() in DEFAULT_PASSWORDS:
        msg = (
            f"ADMIN_PASSWORD: set the first administrator's password, at least {SHORTEST_PASSWORD} characters "
            "and not a default one"
        )
        raise BadConfig(msg)
    return password


def _url(env: Mapping[str, str]) -> str:
    value = env.get("KAOCHANG_URL", "").strip().rstrip("/")
    scheme, _, rest = value.partition("://")
    if value and (scheme not in {"http", "https"} or not rest or set(rest) & set("/?#@ ")):
        msg = f"KAOCHANG_URL: must be the address browsers use, as https://exam.example.cn:8443, not {value!r}"
        raise BadConfig(msg)
    return value


def _folder(env: Mapping[str, str], name: str) -> Path | None:
    value = env.get(name, "").strip()
    return Path(value).absolute() if value else None


def _flag(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "").strip()
    if value not in {"", "0", "1"}:
        msg = f"{name}: must be 1 or 0, not {value!r}"
        raise BadConfig(msg)
    return value == "1"


def _number(env: Mapping[str, str], name: str, default: int, *, least: int = 1, most: int = 1_000_000) -> int:
    value = env.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal() or not least <= int(value) <= most:
        msg = f"{name}: must be a whole number from {least} to {most}, not {value!r}"
        raise BadConfig(msg)
    return int(value)
