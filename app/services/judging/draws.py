"""The drawn order of a panel: committed to before anyone knows it, revealed with a seed anyone can recompute by."""

import json
import secrets

from sqlalchemy import select

from app.database import transaction
from app.models import Appearance, OrderDraw
from app.queries.judging import find_panel
from app.runtime import runtime
from app.scoring.drawing_lots import commitment, draw_order
from app.services import audit
from app.services.access import Action, Actor, require
from app.services.refused import Refused

SEED_BYTES = 32


def commit_draw(*, actor: Actor, panel_id: int) -> str:
    """Fix the list and a secret seed; return the seed's commitment, to be read out and published before the draw.

    Refuses with `no_panel`, `order_drawn` or `nobody_to_draw`.
    """
    require(actor, Action.MANAGE_PANELS)
    with transaction() as session:
        data = find_panel(panel_id)
        if data is None:
            raise Refused("no_panel")
        if session.get(OrderDraw, panel_id) is not None:
            raise Refused("order_drawn")
        if not data.appearances:
            raise Refused("nobody_to_draw")
        seed, now = secrets.token_bytes(SEED_BYTES), runtime().clock.now()
        listed = sorted(one.entrant for one in data.appearances)
        row = OrderDraw(
            panel_id=panel_id,
            commitment=commitment(seed),
            seed=seed.hex(),
            listed=json.dumps(listed),
            committed_at=now,
        )
        session.add(row)
        facts = {"panel": panel_id, "commitment": row.commitment, "listed": listed}
        audit.record(session, at=now, actor=actor.key, action="order.commit", **facts)
        return row.commitment


def reveal_draw(*, actor: Actor, panel_id: int) -> tuple[str, ...]:
    """Draw the order by the committed seed, and make seed and order known; return the order.

    Refuses with `no_panel`, `not_committed` or `order_revealed`.
    """
    require(actor, Action.MANAGE_PANELS)
    with transaction() as session:
        row = session.get(OrderDraw, panel_id)
        if row is None:
            raise Refused("not_committed")
        if row.revealed_at is not None:
            raise Refused("order_revealed")
        order = draw_order(bytes.fromhex(row.seed), json.loads(row.listed))
        places = {entrant: place for place, entrant in enumerate(order, 1)}
        for appearance in session.scalars(select(Appearance).where(Appearance.panel_id == panel_id)):
            appearance.place = places[appearance.entrant]
        row.drawn, row.revealed_at = json.dumps(order), runtime().clock.now()
        facts = {"panel": panel_id, "seed": row.seed, "order": list(order)}
        audit.record(session, at=row.revealed_at, actor=actor.key, action="order.reveal", **facts)
        return order
