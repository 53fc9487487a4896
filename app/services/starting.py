"""What must hold before the application may serve."""

from app.database import transaction
from app.runtime import runtime
from app.services.competitions import ensure_administrator
from app.services.demo import has_demo_people
from config import BadConfig


def refuse_unfit_start() -> None:
    """Outside demo mode: refuse a database with demo accounts, and make the administrator the settings ask for."""
    config = runtime().config
    if config.demo:
        return
    if has_demo_people():
        msg = "DATABASE_URL: this database holds demo accounts; use another one, or start with KAOCHANG_DEMO=1"
        raise BadConfig(msg)
    if config.admin_password:
        with transaction() as session:
            ensure_administrator(session, config.admin_password)
