"""the room: venues, sessions, seatings, duties, and what a proctor does and sees

Safety: adds tables, and columns with defaults; on SQLite sittings are copied once, to gain a key to their session.
"""

import sqlalchemy as sa
from alembic import op

revision = "d47b03f6c1e8"
down_revision = "e81c4a7d95f2"

CALLS = sa.text("kind IN ('hand', 'signal', 'focus')")


def upgrade() -> None:
    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("competition_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("columns", sa.Integer(), nullable=False),
        sa.Column("aisles", sa.String(length=64), server_default="[]", nullable=False),
        sa.ForeignKeyConstraint(
            ["competition_id"], ["competitions.id"], name=op.f("fk_rooms_competition_id_competitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("competition_id", "name", name=op.f("uq_rooms_competition_id_name")),
    )
    op.create_table(
        "duties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_duties_account_id_accounts")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_duties_room_id_rooms")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duties")),
        sa.UniqueConstraint("account_id", "room_id", name=op.f("uq_duties_account_id_room_id")),
    )
    op.create_index(op.f("ix_duties_account_id"), "duties", ["account_id"])

    op.create_table(
        "exam_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=64), nullable=False),
        sa.Column("opens", sa.BigInteger(), nullable=False),
        sa.Column("entry_closes", sa.BigInteger(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("check_in", sa.Boolean(), nullable=False),
        sa.Column("hand_in_after", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("seb", sa.String(length=16), server_default="off", nullable=False),
        sa.Column("seb_config_keys", sa.Text(), server_default="[]", nullable=False),
        sa.Column("seb_browser_keys", sa.Text(), server_default="[]", nullable=False),
        sa.Column("sealed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_exam_sessions_round_id_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_sessions")),
        sa.UniqueConstraint("round_id", "title", name=op.f("uq_exam_sessions_round_id_title")),
    )
    op.create_table(
        "paper_seals",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("key_digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("holders", sa.String(length=300), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("openers", sa.String(length=300), server_default="[]", nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_paper_seals_round_id_rounds")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_paper_seals")),
    )
    op.create_table(
        "personal_details",
        sa.Column("contestant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id_number", sa.String(length=32), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["contestant_id"], ["contestants.id"], name=op.f("fk_personal_details_contestant_id_contestants")
        ),
        sa.PrimaryKeyConstraint("contestant_id", name=op.f("pk_personal_details")),
    )
    op.create_table(
        "seats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=16), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("column", sa.Integer(), nullable=False),
        sa.Column("spare", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_seats_room_id_rooms")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seats")),
        sa.UniqueConstraint("room_id", "label", name=op.f("uq_seats_room_id_label")),
        sa.UniqueConstraint("room_id", "row", "column", name=op.f("uq_seats_room_id_row_column")),
    )
    op.create_index(op.f("ix_seats_room_id"), "seats", ["room_id"])

    op.create_table(
        "check_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["exam_sessions.id"], name=op.f("fk_check_marks_session_id_exam_sessions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_marks")),
        sa.UniqueConstraint("session_id", "code", name=op.f("uq_check_marks_session_id_code")),
    )
    op.create_table(
        "seatings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("contestant_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("checked_in_at", sa.BigInteger(), nullable=True),
        sa.Column("checked_in_by", sa.String(length=64), server_default=sa.text("''"), nullable=False),
        sa.Column("identity_checked", sa.Boolean(), nullable=False),
        sa.Column("phone_handed_in", sa.Boolean(), nullable=False),
        sa.Column("pledged_at", sa.BigInteger(), nullable=True),
        sa.Column("absent_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contestant_id"], ["contestants.id"], name=op.f("fk_seatings_contestant_id_contestants")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_seatings_seat_id_seats")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["exam_sessions.id"], name=op.f("fk_seatings_session_id_exam_sessions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seatings")),
        sa.UniqueConstraint("session_id", "contestant_id", name=op.f("uq_seatings_session_id_contestant_id")),
        sa.UniqueConstraint("session_id", "seat_id", name=op.f("uq_seatings_session_id_seat_id")),
    )
    op.create_index(op.f("ix_seatings_contestant_id"), "seatings", ["contestant_id"])

    op.create_table(
        "self_tests",
        sa.Column("seat_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_self_tests_seat_id_seats")),
        sa.PrimaryKeyConstraint("seat_id", name=op.f("pk_self_tests")),
    )
    op.create_table(
        "session_seals",
        sa.Column("session_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("listing", sa.Text(), nullable=False),
        sa.Column("audit_seq", sa.Integer(), nullable=False),
        sa.Column("audit_digest", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("second", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["exam_sessions.id"], name=op.f("fk_session_seals_session_id_exam_sessions")
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_seals")),
    )
    op.create_table(
        "confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.String(length=32), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["sitting_id"], ["sittings.id"], name=op.f("fk_confirmations_sitting_id_sittings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmations")),
        sa.UniqueConstraint("sitting_id", "what", "version", name=op.f("uq_confirmations_sitting_id_what_version")),
    )
    op.create_table(
        "hand_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["sitting_id"], ["sittings.id"], name=op.f("fk_hand_answers_sitting_id_sittings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_answers")),
        sa.UniqueConstraint("sitting_id", "seq", name=op.f("uq_hand_answers_sitting_id_seq")),
    )
    op.create_table(
        "incidents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("sitting_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_incidents_room_id_rooms")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_incidents_round_id_rounds")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["exam_sessions.id"], name=op.f("fk_incidents_session_id_exam_sessions")
        ),
        sa.ForeignKeyConstraint(["sitting_id"], ["sittings.id"], name=op.f("fk_incidents_sitting_id_sittings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index(op.f("ix_incidents_round_id"), "incidents", ["round_id"])

    op.create_table(
        "measures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(length=16), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("sitting_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=8), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("milliseconds", sa.BigInteger(), nullable=True),
        sa.Column("detail", sa.String(length=200), server_default=sa.text("''"), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("second", sa.String(length=64), server_default=sa.text("''"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_measures_round_id_rounds")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["exam_sessions.id"], name=op.f("fk_measures_session_id_exam_sessions")
        ),
        sa.ForeignKeyConstraint(["sitting_id"], ["sittings.id"], name=op.f("fk_measures_sitting_id_sittings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures")),
    )
    op.create_index(op.f("ix_measures_batch"), "measures", ["batch"])
    op.create_index(op.f("ix_measures_round_id"), "measures", ["round_id"])
    op.create_index(op.f("ix_measures_sitting_id"), "measures", ["sitting_id"])

    op.create_table(
        "signals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["sitting_id"], ["sittings.id"], name=op.f("fk_signals_sitting_id_sittings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signals")),
    )
    op.create_index(op.f("ix_signals_sitting_id"), "signals", ["sitting_id"])

    op.create_table(
        "silences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.String(length=32), nullable=False),
        sa.Column("from_at", sa.BigInteger(), nullable=False),
        sa.Column("to_at", sa.BigInteger(), nullable=False),
        sa.Column("settled", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["sitting_id"], ["sittings.id"], name=op.f("fk_silences_sitting_id_sittings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silences")),
        sa.UniqueConstraint("sitting_id", "from_at", name=op.f("uq_silences_sitting_id_from_at")),
    )
    op.add_column("accounts", sa.Column("unit", sa.String(length=128), server_default=sa.text("''"), nullable=False))
    op.add_column("accounts", sa.Column("district", sa.String(length=32), server_default=sa.text("''"), nullable=False))

    op.add_column("competitions", sa.Column("rulebook", sa.String(length=64), server_default="2024", nullable=False))
    op.add_column("competitions", sa.Column("retain_until", sa.BigInteger(), nullable=True))
    op.add_column("competitions", sa.Column("purged_at", sa.BigInteger(), nullable=True))

    op.add_column("contestants", sa.Column("district", sa.String(length=32), server_default=sa.text("''"), nullable=False))
    op.add_column("contestants", sa.Column("years", sa.Integer(), nullable=True))

    op.create_index("ix_entries_calls", "entries", ["sitting_id", "kind"], sqlite_where=CALLS, postgresql_where=CALLS)

    with op.batch_alter_table("sittings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("session_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("notice_seen", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_index(batch_op.f("ix_sittings_session_id"), ["session_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_sittings_session_id_exam_sessions"), "exam_sessions", ["session_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("sittings", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_sittings_session_id_exam_sessions"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_sittings_session_id"))
        batch_op.drop_column("notice_seen")
        batch_op.drop_column("session_id")

    op.drop_index("ix_entries_calls", "entries")

    with op.batch_alter_table("contestants", schema=None) as batch_op:
        batch_op.drop_column("years")
        batch_op.drop_column("district")

    with op.batch_alter_table("competitions", schema=None) as batch_op:
        batch_op.drop_column("purged_at")
        batch_op.drop_column("retain_until")
        batch_op.drop_column("rulebook")

    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.drop_column("district")
        batch_op.drop_column("unit")

    op.drop_table("silences")
    op.drop_table("signals")
    op.drop_table("measures")
    op.drop_table("incidents")
    op.drop_table("hand_answers")
    op.drop_table("confirmations")
    op.drop_table("session_seals")
    op.drop_table("self_tests")
    op.drop_table("seatings")
    op.drop_table("check_marks")
    op.drop_table("seats")
    op.drop_table("personal_details")
    op.drop_table("paper_seals")
    op.drop_table("exam_sessions")
    op.drop_table("duties")
    op.drop_table("rooms")
