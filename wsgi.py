"""The WSGI entry point: app = create_app(Config.from_env())."""

from app.factory import create_app
from config import Config

app = create_app(Config.from_env())
