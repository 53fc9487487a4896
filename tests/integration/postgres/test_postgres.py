"""The exam on PostgreSQL: what holds on SQLite holds there, word for word."""

# ruff: noqa: F403
from tests.integration.test_audit import *
from tests.integration.test_hand_in import *
from tests.integration.test_held import *
from tests.integration.test_journal_saves import *
from tests.integration.test_leases import *
from tests.integration.test_score_list import *
