"""frozen_texts: what simulations freeze under a digest

Safety: adds a table; no existing row is touched.
"""

import sqlalchemy as sa
from alembic import op

revision = "e81c4a7d95f2"
down_revision = "c2d9f60b81a4"


def upgrade() -> None:
    op.create_table(
        "frozen_texts",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_frozen_texts")),
    )


def downgrade() -> None:
    op.drop_table("frozen_texts")
