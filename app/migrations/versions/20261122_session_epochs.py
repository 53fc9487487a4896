"""accounts, contestants: session_epoch added

Safety: adds a column with a default; no existing row is rewritten. Whoever is signed in must sign in again.
"""

import sqlalchemy as sa
from alembic import op

revision = "6b0c4d1f27ae"
down_revision = "51777f8a674f"


def upgrade() -> None:
    for table in ("accounts", "contestants"):
        op.add_column(table, sa.Column("session_epoch", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    for table in ("accounts", "contestants"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("session_epoch")
