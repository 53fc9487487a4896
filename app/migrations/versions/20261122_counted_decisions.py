"""scores: last_decision added

Safety: adds a column with a default; no existing row is rewritten. Scores are compared with decisions from then on.
"""

import sqlalchemy as sa
from alembic import op

revision = "c2d9f60b81a4"
down_revision = "6b0c4d1f27ae"


def upgrade() -> None:
    op.add_column("scores", sa.Column("last_decision", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("scores") as batch:
        batch.drop_column("last_decision")
