"""create_app(config): builds the application from a value."""

import logging
from datetime import timedelta

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.cli import init_cli
from app.clock import ExamClock
from app.database import db, init_database
from app.extensions import compress, csrf, login_manager
from app.runtime import init_runtime
from app.services import upkeep
from app.web import (
    account,
    admin,
    audit,
    auth,
    author,
    ballot_desk,
    contestant,
    judge,
    nominations,
    objections,
    organizer,
    organizer_handouts,
    organizer_panels,
    organizer_papers,
    organizer_people,
    organizer_venue,
    panels,
    proctor,
    proctor_day,
    proctor_measures,
    proctor_sittings,
    public,
    result_documents,
    results,
    selftest,
    team,
)
from app.web.doors import init_doors, load_signed_in
from app.web.errors import init_errors
from app.web.pages import init_pages, static_version
from config import HERE, Config

LARGEST_UPLOAD = 4 * 1024 * 1024


def create_app(config: Config, clock: ExamClock | None = None) -> Flask:
    """Return the application for `config`; tests pass a clock of their own."""
    static = HERE / "app" / "static"
    app = Flask("app", static_folder=str(static), static_url_path=f"/static/{static_version(static)}")
    app.config.update(
        SECRET_KEY=config.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_UPLOAD,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.secure_cookies,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        WTF_CSRF_TIME_LIMIT=None,
        COMPRESS_ALGORITHM=["gzip"],
    )
    init_database(app, config)
    csrf.init_app(app)
    compress.init_app(app)
    login_manager.init_app(app)
    login_manager.user_loader(load_signed_in)
    init_pages(app, rehearsal=config.rehearsal)
    init_errors(app)
    init_doors(
        app,
        [
            auth.pages,
            account.pages,
            admin.pages,
            audit.pages,
            team.pages,
            contestant.pages,
            organizer.pages,
            organizer_papers.pages,
            organizer_people.pages,
            organizer_venue.pages,
            organizer_handouts.pages,
            proctor.pages,
            proctor_measures.pages,
            proctor_sittings.pages,
            proctor_day.pages,
            author.pages,
            selftest.pages,
            judge.pages,
            panels.pages,
            ballot_desk.pages,
            organizer_panels.pages,
            results.pages,
            result_documents.pages,
            objections.pages,
            public.pages,
            nominations.pages,
        ],
    )
    init_cli(app)
    with app.app_context():
        init_runtime(app, config, db.engine, clock)
    if config.proxies:  # outermost, so that the journal too sees where a request came from
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies)  # type: ignore[method-assign]
    return app


def create_serving_app() -> Flask:
    """Return the application of a serving process, with its upkeep running; settings come from the environment."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    config = Config.from_env()
    app = create_app(config)
    upkeep.start(app, config.sweep_seconds)
    return app
