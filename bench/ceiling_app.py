"""The ceiling every ratio is taken against: a bare Flask application with one JSON view, no hook, the same server."""

from flask import Flask

from app.cli.serve import keep_to_one_core, server_of
from config import Config


def create_app() -> Flask:
    """Return the bare application."""
    app = Flask(__name__)

    @app.post("/hello")
    def hello() -> dict[str, str]:
        return {"hello": "world"}

    return app


if __name__ == "__main__":
    config = Config.from_env()
    keep_to_one_core(config)
    server_of(config, "bench.ceiling_app:create_app").serve()
