"""The program as it would be without group commit: every piece of work has a transaction of its own."""

from flask import Flask

from app.cli.serve import keep_to_one_core, server_of
from app.factory import create_serving_app
from app.journal import writer
from config import Config


def create_app() -> Flask:
    """Return the serving application whose writer takes one piece at a time."""
    writer.MOST_IN_A_BATCH = 1
    return create_serving_app()


if __name__ == "__main__":
    config = Config.from_env()
    keep_to_one_core(config)
    server_of(config, "bench.one_by_one:create_app").serve()
