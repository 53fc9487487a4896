"""Settings: each one unset, empty, blank, wrong and right; what can't be used stops the start and is named."""

from pathlib import Path

import pytest

from config import HERE, BadConfig, Config

NOTHING = {"unset": None, "empty": "", "blank": "  \t "}


def settings(tmp_path: Path, **changes: str | None) -> dict[str, str]:
    right = {"SECRET_KEY": "k" * 32, "ADMIN_PASSWORD": "correct-horse", "KAOCHANG_INSTANCE": str(tmp_path)}
    return {name: value for name, value in (right | changes).items() if value is not None}


def refused(tmp_path: Path, **changes: str | None) -> str:
    with pytest.raises(BadConfig) as problem:
        Config.from_env(settings(tmp_path, **changes))
    return str(problem.value).partition(":")[0]


def test_settings_have_defaults(tmp_path: Path):
    assert Config.from_env(settings(tmp_path)) == Config(
        secret_key="k" * 32,
        database_url=f"sqlite:///{tmp_path / 'kaochang.db'}",
        admin_password="correct-horse",
        instance=tmp_path,
    )


@pytest.mark.parametrize(
    ("name", "field", "default"),
    [
        ("HOST", "host", "127.0.0.1"),
        ("PORT", "port", 8000),
        ("KAOCHANG_THREADS", "threads", 32),
        ("KAOCHANG_WORKERS", "workers", 1),
        ("KAOCHANG_PROXIES", "proxies", 0),
        ("KAOCHANG_SECURE_COOKIES", "secure_cookies", False),
        ("KAOCHANG_DEMO", "demo", False),
    ],
)
@pytest.mark.parametrize("nothing", NOTHING)
def test_setting_left_empty_has_its_default(tmp_path: Path, name: str, field: str, default: object, nothing: str):
    assert getattr(Config.from_env(settings(tmp_path, **{name: NOTHING[nothing]})), field) == default


@pytest.mark.parametrize("nothing", NOTHING)
def test_instance_left_empty_is_the_projects(nothing: str):
    assert Config.from_env(
        {"KAOCHANG_DEMO": "1", "SECRET_KEY": "k" * 32} | _set("KAOCHANG_INSTANCE", nothing)
    ) == Config(
        secret_key="k" * 32,
        database_url=f"sqlite:///{HERE / 'instance' / 'kaochang.db'}",
        demo=True,
    )


@pytest.mark.parametrize("nothing", NOTHING)
@pytest.mark.parametrize("name", ["SECRET_KEY"])
def test_secret_left_empty_stops_the_start(tmp_path: Path, name: str, nothing: str):
    assert refused(tmp_path, **{name: NOTHING[nothing]}) == name


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("SECRET_KEY", "k" * 31),
        ("SECRET_KEY", " " * 40),
        ("ADMIN_PASSWORD", "ninechars"),
        ("ADMIN_PASSWORD", "administrator"),
        ("ADMIN_PASSWORD", " Administrator "),
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "-1"),
        ("PORT", "8000.5"),
        ("PORT", "65536"),
        ("KAOCHANG_THREADS", "0"),
        ("KAOCHANG_THREADS", "many"),
        ("KAOCHANG_PROXIES", "-1"),
        ("KAOCHANG_DEMO", "yes"),
        ("KAOCHANG_DEMO", "true"),
        ("KAOCHANG_SECURE_COOKIES", "on"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///"),
        ("KAOCHANG_URL", "exam.example.cn"),
        ("KAOCHANG_URL", "ftp://exam.example.cn"),
        ("KAOCHANG_URL", "https://"),
        ("KAOCHANG_URL", "https://exam.example.cn/kaochang"),
        ("KAOCHANG_WORKERS", "0"),
        ("KAOCHANG_WORKERS", "2"),  # of SQLite
        ("DATABASE_URL", "mysql://localhost/exam"),
        ("DATABASE_URL", "postgres://localhost/exam"),
        ("DATABASE_URL", "postgresql+psycopg2://localhost/exam"),
        ("DATABASE_URL", "postgresql://"),
        ("DATABASE_URL", "postgresql:exam"),
        ("DATABASE_URL", "exam.db"),
    ],
)
def test_wrong_setting_stops_the_start_and_is_named(tmp_path: Path, name: str, wrong: str):
    assert refused(tmp_path, **{name: wrong}) == name


@pytest.mark.parametrize(
    ("name", "value", "field", "read"),
    [
        ("PORT", " 8080 ", "port", 8080),
        ("HOST", "0.0.0.0", "host", "0.0.0.0"),  # noqa: S104  # a value to read, nothing listens
        ("KAOCHANG_THREADS", "4", "threads", 4),
        ("KAOCHANG_PROXIES", "0", "proxies", 0),
        ("KAOCHANG_PROXIES", "2", "proxies", 2),
        ("KAOCHANG_SECURE_COOKIES", "1", "secure_cookies", True),
        ("KAOCHANG_URL", " https://exam.example.cn:8443/ ", "public_url", "https://exam.example.cn:8443"),
        ("KAOCHANG_URL", "", "public_url", "http://127.0.0.1:8000"),
        ("DATABASE_URL", " sqlite:////data/exam.db ", "sqlite_path", "/data/exam.db"),
        ("DATABASE_URL", "postgresql://a:b@db/exam", "database_url", "postgresql+psycopg://a:b@db/exam"),
        ("DATABASE_URL", "postgresql+psycopg://db/exam", "database_url", "postgresql+psycopg://db/exam"),
    ],
)
def test_setting_is_read(tmp_path: Path, name: str, value: str, field: str, read: object):
    assert getattr(Config.from_env(settings(tmp_path, **{name: value})), field) == read


@pytest.mark.parametrize("workers", ["1", "4"])
def test_postgresql_may_have_several_workers(tmp_path: Path, workers: str):
    changes = {"DATABASE_URL": "postgresql://db/exam", "KAOCHANG_WORKERS": workers}
    assert Config.from_env(settings(tmp_path, **changes)).workers == int(workers)


def test_demo_makes_a_secret_that_stays(tmp_path: Path):
    env = {"KAOCHANG_DEMO": "1", "KAOCHANG_INSTANCE": str(tmp_path)}
    first = Config.from_env(env)
    assert (len(first.secret_key), first.admin_password) == (64, "")
    assert Config.from_env(env).secret_key == first.secret_key
    assert (tmp_path / "demo-secret-key").stat().st_mode & 0o077 == 0


def test_demo_secret_cut_short_is_made_again(tmp_path: Path):
    (tmp_path / "demo-secret-key").touch()
    env = {"KAOCHANG_DEMO": "1", "KAOCHANG_INSTANCE": str(tmp_path)}
    assert len(Config.from_env(env).secret_key) == 64


def test_demo_refuses_a_short_secret_that_is_set(tmp_path: Path):
    assert refused(tmp_path, KAOCHANG_DEMO="1", SECRET_KEY="short") == "SECRET_KEY"


def test_file_of_another_database_is_none():
    assert Config(secret_key="k", database_url="postgresql://localhost/exam").sqlite_path is None


def _set(name: str, nothing: str) -> dict[str, str]:
    value = NOTHING[nothing]
    return {} if value is None else {name: value}
