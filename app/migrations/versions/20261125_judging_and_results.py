"""judging and results

Safety: adds tables only; no existing row is touched.
"""

import sqlalchemy as sa
from alembic import op

revision = "581d8b54a892"
down_revision = "d47b03f6c1e8"


def upgrade() -> None:
    op.create_table(
        "imported_scores",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("competition_id", sa.Integer(), nullable=False),
        sa.Column("contest", sa.String(length=32), nullable=False),
        sa.Column("round", sa.String(length=32), nullable=False),
        sa.Column("entrant", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("score", sa.String(length=32), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.String(length=64), server_default=sa.text("''"), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["competition_id"], ["competitions.id"], name=op.f("fk_imported_scores_competition_id_competitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_scores")),
        sa.UniqueConstraint(
            "competition_id",
            "contest",
            "round",
            "entrant",
            "version",
            name=op.f("uq_imported_scores_competition_id_contest_round_entrant_version"),
        ),
    )
    op.create_table(
        "nominations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("competition_id", sa.Integer(), nullable=False),
        sa.Column("contest", sa.String(length=32), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("district", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("opinions", sa.Text(), server_default="{}", nullable=False),
        sa.Column("state", sa.String(length=16), server_default="draft", nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["competition_id"], ["competitions.id"], name=op.f("fk_nominations_competition_id_competitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominations")),
    )
    op.create_index(op.f("ix_nominations_competition_id"), "nominations", ["competition_id"])

    op.create_table(
        "objections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("competition_id", sa.Integer(), nullable=False),
        sa.Column("contest", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("round", sa.String(length=32), server_default=sa.text("''"), nullable=False),
        sa.Column("entrant", sa.String(length=32), nullable=False),
        sa.Column("filed_by", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("assigned_to", sa.Integer(), nullable=True),
        sa.Column("decision", sa.String(length=16), server_default=sa.text("''"), nullable=False),
        sa.Column("answer", sa.String(length=1000), server_default=sa.text("''"), nullable=False),
        sa.Column("decided_by", sa.String(length=64), server_default=sa.text("''"), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["assigned_to"], ["accounts.id"], name=op.f("fk_objections_assigned_to_accounts")),
        sa.ForeignKeyConstraint(
            ["competition_id"], ["competitions.id"], name=op.f("fk_objections_competition_id_competitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections")),
    )
    op.create_index(op.f("ix_objections_competition_id"), "objections", ["competition_id"])

    op.create_table(
        "panels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("competition_id", sa.Integer(), nullable=False),
        sa.Column("contest", sa.String(length=32), nullable=False),
        sa.Column("round", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("venue", sa.String(length=64), nullable=False),
        sa.Column("starts", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["competition_id"], ["competitions.id"], name=op.f("fk_panels_competition_id_competitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panels")),
        sa.UniqueConstraint(
            "competition_id", "contest", "round", "name", name=op.f("uq_panels_competition_id_contest_round_name")
        ),
    )
    op.create_table(
        "pins",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("pin_hash", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_pins_account_id_accounts")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_pins")),
    )
    op.create_table(
        "qualifications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("competition_id", sa.Integer(), nullable=False),
        sa.Column("entrant", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=16), nullable=False),
        sa.Column("fits", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=200), server_default=sa.text("''"), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["competition_id"], ["competitions.id"], name=op.f("fk_qualifications_competition_id_competitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualifications")),
        sa.UniqueConstraint(
            "competition_id", "entrant", "item", name=op.f("uq_qualifications_competition_id_entrant_item")
        ),
    )
    op.create_table(
        "result_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("competition_id", sa.Integer(), nullable=False),
        sa.Column("contest", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("words", sa.String(length=500), server_default=sa.text("''"), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        sa.Column("publicity_ends", sa.String(length=10), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(
            ["competition_id"], ["competitions.id"], name=op.f("fk_result_versions_competition_id_competitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_versions")),
        sa.UniqueConstraint(
            "competition_id", "contest", "version", name=op.f("uq_result_versions_competition_id_contest_version")
        ),
    )
    op.create_table(
        "round_absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("competition_id", sa.Integer(), nullable=False),
        sa.Column("contest", sa.String(length=32), nullable=False),
        sa.Column("round", sa.String(length=32), nullable=False),
        sa.Column("entrant", sa.String(length=32), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["competition_id"], ["competitions.id"], name=op.f("fk_round_absences_competition_id_competitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_absences")),
        sa.UniqueConstraint(
            "competition_id",
            "contest",
            "round",
            "entrant",
            name=op.f("uq_round_absences_competition_id_contest_round_entrant"),
        ),
    )
    op.create_table(
        "tie_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("competition_id", sa.Integer(), nullable=False),
        sa.Column("contest", sa.String(length=32), nullable=False),
        sa.Column("entrants", sa.Text(), nullable=False),
        sa.Column("basis", sa.String(length=16), nullable=False),
        sa.Column("order", sa.Text(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("second", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["competition_id"], ["competitions.id"], name=op.f("fk_tie_decisions_competition_id_competitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tie_decisions")),
    )
    op.create_index(op.f("ix_tie_decisions_competition_id"), "tie_decisions", ["competition_id"])

    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("competition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("district", sa.String(length=32), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["competition_id"], ["competitions.id"], name=op.f("fk_units_competition_id_competitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("competition_id", "number", name=op.f("uq_units_competition_id_number")),
    )
    op.create_table(
        "appearances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("entrant", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), server_default="0", nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=16), server_default="waiting", nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("paused", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("paused_at", sa.BigInteger(), nullable=True),
        sa.Column("over", sa.Integer(), server_default="0", nullable=False),
        sa.Column("words", sa.String(length=200), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(["panel_id"], ["panels.id"], name=op.f("fk_appearances_panel_id_panels")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appearances")),
        sa.UniqueConstraint("panel_id", "entrant", name=op.f("uq_appearances_panel_id_entrant")),
    )
    op.create_index(op.f("ix_appearances_entrant"), "appearances", ["entrant"])
    op.create_index(op.f("ix_appearances_panel_id"), "appearances", ["panel_id"])

    op.create_table(
        "order_draws",
        sa.Column("panel_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("listed", sa.Text(), nullable=False),
        sa.Column("drawn", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("committed_at", sa.BigInteger(), nullable=False),
        sa.Column("revealed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["panel_id"], ["panels.id"], name=op.f("fk_order_draws_panel_id_panels")),
        sa.PrimaryKeyConstraint("panel_id", name=op.f("pk_order_draws")),
    )
    op.create_table(
        "panel_locks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("listing", sa.Text(), nullable=False),
        sa.Column("words", sa.String(length=500), server_default=sa.text("''"), nullable=False),
        sa.Column("audit_seq", sa.Integer(), nullable=False),
        sa.Column("audit_digest", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["panel_id"], ["panels.id"], name=op.f("fk_panel_locks_panel_id_panels")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_locks")),
        sa.UniqueConstraint("panel_id", "version", name=op.f("uq_panel_locks_panel_id_version")),
    )
    op.create_index(op.f("ix_panel_locks_panel_id"), "panel_locks", ["panel_id"])

    op.create_table(
        "panel_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_panel_members_account_id_accounts")),
        sa.ForeignKeyConstraint(["panel_id"], ["panels.id"], name=op.f("fk_panel_members_panel_id_panels")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_members")),
        sa.UniqueConstraint("panel_id", "account_id", name=op.f("uq_panel_members_panel_id_account_id")),
    )
    op.create_index(op.f("ix_panel_members_account_id"), "panel_members", ["account_id"])
    op.create_index(op.f("ix_panel_members_panel_id"), "panel_members", ["panel_id"])

    op.create_table(
        "result_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("words", sa.String(length=500), server_default=sa.text("''"), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["result_versions.id"], name=op.f("fk_result_steps_version_id_result_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_steps")),
    )
    op.create_index(op.f("ix_result_steps_version_id"), "result_steps", ["version_id"])

    op.create_table(
        "ballots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appearance_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("comment", sa.String(length=500), server_default=sa.text("''"), nullable=False),
        sa.Column("entered_by", sa.String(length=64), nullable=False),
        sa.Column("submitted_at", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.String(length=64), server_default=sa.text("''"), nullable=False),
        sa.Column("confirmed_by", sa.String(length=64), server_default=sa.text("''"), nullable=False),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=200), server_default=sa.text("''"), nullable=False),
        sa.Column("second", sa.String(length=64), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_ballots_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["appearance_id"], ["appearances.id"], name=op.f("fk_ballots_appearance_id_appearances")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballots")),
        sa.UniqueConstraint(
            "appearance_id", "account_id", "version", name=op.f("uq_ballots_appearance_id_account_id_version")
        ),
    )
    op.create_index(op.f("ix_ballots_account_id"), "ballots", ["account_id"])
    op.create_index(op.f("ix_ballots_appearance_id"), "ballots", ["appearance_id"])

    op.create_table(
        "case_records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appearance_id", sa.Integer(), nullable=False),
        sa.Column("window", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("difficulty", sa.String(length=8), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("interruption", sa.String(length=200), server_default=sa.text("''"), nullable=False),
        sa.Column("void", sa.String(length=200), server_default=sa.text("''"), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appearance_id"], ["appearances.id"], name=op.f("fk_case_records_appearance_id_appearances")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_records")),
    )
    op.create_index(op.f("ix_case_records_appearance_id"), "case_records", ["appearance_id"])

    op.create_table(
        "recusals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appearance_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("declared", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_recusals_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["appearance_id"], ["appearances.id"], name=op.f("fk_recusals_appearance_id_appearances")
        ),
        sa.ForeignKeyConstraint(["substitute_id"], ["accounts.id"], name=op.f("fk_recusals_substitute_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusals")),
        sa.UniqueConstraint("appearance_id", "account_id", name=op.f("uq_recusals_appearance_id_account_id")),
    )
    op.create_index(op.f("ix_recusals_appearance_id"), "recusals", ["appearance_id"])


def downgrade() -> None:
    op.drop_table("recusals")
    op.drop_table("case_records")
    op.drop_table("ballots")
    op.drop_table("result_steps")
    op.drop_table("panel_members")
    op.drop_table("panel_locks")
    op.drop_table("order_draws")
    op.drop_table("appearances")
    op.drop_table("units")
    op.drop_table("tie_decisions")
    op.drop_table("round_absences")
    op.drop_table("result_versions")
    op.drop_table("qualifications")
    op.drop_table("pins")
    op.drop_table("panels")
    op.drop_table("objections")
    op.drop_table("nominations")
    op.drop_table("imported_scores")
