import pytest

from app.write_gate import GateBusy, WriteGate


def test_gate_keeps_another_process_out_while_it_is_held(tmp_path):
    ours, theirs = WriteGate(tmp_path / "lock"), WriteGate(tmp_path / "lock")
    with ours.hold(1), pytest.raises(GateBusy), theirs.hold(0.01):
        pass


def test_gate_keeps_another_thread_out_while_it_is_held(tmp_path):
    gate = WriteGate(tmp_path / "lock")
    with gate.hold(1), pytest.raises(GateBusy), gate.hold(0.01):
        pass


def test_gate_is_free_again_after_a_failure_inside_it(tmp_path):
    ours, theirs = WriteGate(tmp_path / "lock"), WriteGate(tmp_path / "lock")
    with pytest.raises(ZeroDivisionError), ours.hold(1):
        raise ZeroDivisionError
    held = []
    for gate in (theirs, ours):
        with gate.hold(0):
            held.append(gate)
    assert held == [theirs, ours]


def test_gate_that_was_refused_can_be_had_once_the_other_let_go(tmp_path):
    ours, theirs = WriteGate(tmp_path / "lock"), WriteGate(tmp_path / "lock")
    with ours.hold(1), pytest.raises(GateBusy), theirs.hold(0):
        pass
    with theirs.hold(0), pytest.raises(GateBusy), ours.hold(0):
        pass


def test_gate_without_a_file_excludes_nobody():
    gate = WriteGate(None)
    held = []
    with gate.hold(0), gate.hold(0):
        held.append(gate)
    assert held == [gate]
