"""The catalogue's own words: limits as people write them, bases of one kind, documents by decision."""

import pytest
from pydantic import ValidationError

from simulations.catalogue import Basis, Limit
from tests.factories.desk import trial_content

RULE = Basis(rule="trial")


@pytest.mark.parametrize(("days", "count", "label"), [
    (0, "working", "当场办结"), (10, "working", "10 个工作日"), (30, "calendar", "30 日"),
])  # fmt: skip
def test_a_limit_is_written_as_people_write_it(days, count, label):
    assert Limit(days=days, count=count, basis=RULE).label == label


@pytest.mark.parametrize("named", [{}, {"document": "civil-code", "rule": "trial"}])
def test_a_basis_is_a_document_or_a_rule(named):
    with pytest.raises(ValidationError, match="document 和 rule 必须写且只写一个"):
        Basis(**named)


@pytest.mark.parametrize(("decision", "kinds"), [
    ("accept", ["acceptance"]),
    ("accept_on_pledge", ["acceptance", "pledge-letter"]),
    ("relay", ["relay-receipt", "transfer-slip"]),
    ("nothing", []),
])  # fmt: skip
def test_a_decision_issues_its_documents(decision, kinds):
    assert [kind.id for kind in trial_content().newest().documents_for(decision)] == kinds
