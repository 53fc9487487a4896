"""The author's commands, run as an author runs them."""

import builtins

import pytest

from simulations import __main__ as commands
from simulations import schema
from simulations.__main__ import main
from tests.factories.desk import TRIAL
from tests.factories.window import CORE, SCENARIOS, SERVICES, edited, replace_in

CONTENT = ["--content", str(TRIAL)]


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """Return a folder of proofs that the tests of this file share."""
    return ["--cache", str(tmp_path_factory.mktemp("proofs"))]


@pytest.fixture
def typed(monkeypatch):
    """Type these lines, then end the input."""

    def put(*lines):
        waiting = iter(lines)

        def read(_prompt):
            try:
                return next(waiting)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr(builtins, "input", read)

    return put


def test_check_counts_what_is_there(capsys):
    assert main(["check", *CONTENT]) == 0
    assert capsys.readouterr().out == "0 个问题\n3 个事项，4 个情景，1 份试卷\n"


def test_check_prints_each_problem_and_a_count(tmp_path, capsys):
    root = edited(tmp_path, (SERVICES, "require: months >= 12", "require: monts >= 12"))
    replace_in(root, SCENARIOS, "fits: consent", "fits: consent, of: spouse")
    assert main(["check", "--content", str(root)]) == 1
    assert capsys.readouterr().out == (
        f"{root}/papers/trial.yaml:10:27: 错误 [unknown-scenario] 情景“trial-accept”有错误，不能入卷\n"
        f"{root}/papers/trial.yaml:10:41: 错误 [unknown-scenario] 情景“trial-supplement”有错误，不能入卷\n"
        f"{root}/papers/trial.yaml:11:27: 错误 [unknown-scenario] 情景“trial-relay”有错误，不能入卷\n"
        f"{root}/papers/trial.yaml:11:40: 错误 [unknown-scenario] 情景“trial-supplement”有错误，不能入卷\n"
        f"{root}/scenarios/trial.yaml:10:20: 错误 [faulty-service] 事项“TS-01”有错误；请先改事项，再检查这个情景\n"
        f"{root}/scenarios/trial.yaml:51:20: 错误 [faulty-service] 事项“TS-01”有错误；请先改事项，再检查这个情景\n"
        f"{root}/scenarios/trial.yaml:91:75: 错误 [unknown-role] 没有人“spouse”；可用的是 applicant\n"
        f"{root}/services/trial.yaml:19:9: 错误 [expression] 没有名为“monts”的事实或函数；是不是“months”？\n"
        "    monts >= 12\n"
        "    ^\n"
        "8 个问题\n2 个事项，1 个情景，0 份试卷\n"
    )


def test_check_of_content_without_a_catalogue(tmp_path, capsys):
    root = edited(tmp_path, (CORE, "surnames: [", "surname: ["))
    assert main(["check", "--content", str(root)]) == 1
    assert capsys.readouterr().out.endswith("1 个问题\n0 个事项，0 个情景，0 份试卷\n")


def test_prove_proves_what_is_named(capsys, cache):
    assert main(["prove", "trial-guide", *CONTENT, *cache]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("✓ trial-guide  [引导]  示范 100  11 步  50 种  陷阱 takes-it −")
    assert "（≥55）  不动脑 " in lines[0]
    assert lines[1].startswith("不动脑的受理员（先按正确决定平均，再平均）：一律受理 ")
    assert lines[2:] == ["0 个问题"]


def test_prove_proves_everything(capsys, cache):
    assert main(["prove", *CONTENT, *cache]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:2] for line in lines] == ["✓ "] * 4 + ["不动", "0 "]


def test_prove_tells_complaints_where_they_belong(tmp_path, capsys):
    root = edited(tmp_path, (SCENARIOS, "{TS-03: accept}}, costs: 55}", "{TS-03: accept}}, costs: 99}"))
    arguments = ["prove", "trial-guide", "--content", str(root), "--cache", str(tmp_path / "cache"), "--workers", "1"]
    assert main(arguments) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("✗ trial-guide  [引导]")
    assert lines[2].startswith(f"{root}/scenarios/trial.yaml:110:")
    assert (" 错误 [cheap-trap] 中“收下来”的人最少只失 " in lines[2], lines[3]) == (True, "1 个问题")
    assert main(arguments) == 1
    assert capsys.readouterr().out.splitlines() == lines


def test_prove_tells_when_deciding_alike_would_pay(capsys, cache, monkeypatch):
    monkeypatch.setattr(commands, "MOST_DUMB", 40)
    assert main(["prove", *CONTENT, *cache]) == 1
    said = [line for line in capsys.readouterr().out.splitlines() if "dumb-clerk" in line]
    assert said == [
        f"错误 [dumb-clerk] {name}的平均分达到 40，情景的搭配太偏" for name in ("一律受理", "随便决定")
    ]  # fmt: skip
    assert main(["prove", "trial-accept", *CONTENT, *cache]) == 0


def test_prove_of_content_without_scenarios(tmp_path, capsys, cache):
    root = edited(tmp_path, (CORE, "surnames: [", "surname: ["))
    assert main(["prove", "--content", str(root), *cache]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 个问题"


def test_prove_names_a_scenario_that_is_decided_by_nobody(tmp_path, capsys):
    root = edited(
        tmp_path,
        (SCENARIOS, "applications: [TS-03]", "applications: []"),
        (SCENARIOS, "falls: {decide: {TS-03: accept}}, costs: 55", "falls: {praise: true}, costs: 1"),
        (SCENARIOS, "expect:\n      - {service: TS-03", "expect: []\n# {service: TS-03"),
    )
    assert main(["prove", "trial-guide", "--content", str(root), "--cache", str(tmp_path / "cache")]) == 0
    assert "[不立件]  示范 100  " in capsys.readouterr().out


def test_play_is_played_at_the_terminal(capsys, typed):
    typed("call", "ask question=why", "show")
    assert main(["play", "trial-accept", *CONTENT]) == 0
    out = capsys.readouterr().out
    assert "受理员：您是怎么离职的？\n居民：单位裁员。" in out
    assert out.endswith(" 分\n")


def test_play_shows_the_model(capsys):
    assert main(["play", "trial-supplement", "--model", *CONTENT]) == 0
    out = capsys.readouterr().out
    assert out.startswith("1 call\n2 ")
    assert "verdict application=TS-01 material=letter verdict=return flaws=unsigned\n" in out
    assert "field=gaps value=letter:unsigned,marriage:missing,statement:missing\n" in out
    assert "\nresident: " in out
    assert out.endswith("本件 100.00 分\n")


def test_play_follows_the_seed(capsys):
    outs = []
    for seed in ("1", "1", "2"):
        main(["play", "trial-accept", "--model", "--seed", seed, *CONTENT])
        outs.append(capsys.readouterr().out)
    assert outs[0] == outs[1] != outs[2]


def test_props_writes_a_pdf(tmp_path, capsys):
    out = tmp_path / "made" / "props"
    assert main(["props", "trial-guide", "--seed", "4", "--out", str(out), *CONTENT]) == 0
    file = out / "trial-guide-4.pdf"
    assert capsys.readouterr().out == f"{file}\n"
    assert file.read_bytes()[:5] == b"%PDF-"


def test_props_tells_what_can_not_be_printed(tmp_path, capsys):
    root = edited(tmp_path, (SCENARIOS, "我公司要变更经营范围。", "我公司要变更经营范围𠀀。"))
    assert main(["props", "trial-guide", "--out", str(tmp_path), "--content", str(root)]) == 2
    assert capsys.readouterr().err == "字库里没有这些字，印不出来：𠀀\n"


@pytest.mark.parametrize("arguments", [["prove", "trial-acept"], ["play", "trial-acept"], ["props", "trial-acept"]])
def test_a_scenario_that_is_not_there_is_misuse(capsys, arguments):
    assert main([*arguments, *CONTENT]) == 2
    assert capsys.readouterr().err == "没有情景“trial-acept”（有错误的不算）；是不是“trial-accept”？\n"


def test_a_folder_that_is_not_there_is_misuse(tmp_path, capsys):
    assert main(["check", "--content", str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().err == f"找不到 {tmp_path / 'nowhere'}\n"


@pytest.mark.parametrize("arguments", [[], ["chek"], ["play"], ["prove", "--workers", "many"]])
def test_misuse_is_told(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: python -m simulations" in capsys.readouterr().err


def test_schemas_are_written_and_compared(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(schema, "FOLDER", tmp_path / "schema")
    assert main(["schema", "--check"]) == 1
    assert "papers.schema.json 与程序不一致；请运行 python -m simulations schema\n" in capsys.readouterr().out
    assert main(["schema"]) == 0
    assert main(["schema", "--check"]) == 0
    assert capsys.readouterr().out == ""
