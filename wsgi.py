"""The WSGI entry point: app = create_app(Config.from_env()); an unusable setting ends the start in one line."""

from app.factory import create_app
from config import BadConfig, Config

try:
    config = Config.from_env()
except BadConfig as problem:
    message = f"kaochang can't start: {problem}"
    raise SystemExit(message) from None

app = create_app(config)
