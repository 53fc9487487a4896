"""flask rulebook: checks a competition's rules."""

import json
from pathlib import Path

import click
from flask.cli import AppGroup

from app.scoring.rulebook import Rulebook, load_rulebook

group = AppGroup("rulebook", help="竞赛规则。")


@group.command("schema")
def schema() -> None:
    """Print the JSON Schema of a rulebook, for an editor to complete and check by."""
    click.echo(json.dumps(Rulebook.model_json_schema(by_alias=True), ensure_ascii=False, indent=1))


@group.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check a rulebook; exit 1 with every problem as file:line:column."""
    found = load_rulebook(file)
    if not isinstance(found, Rulebook):
        for one in found:
            click.echo(f"{one.file}:{one.line}:{one.column} {one.message}", err=True)
        raise click.ClickException(f"{len(found)} 处问题")
    click.echo(f"{found.name}：{len(found.districts)} 个区，名额合计 {found.total}，没有问题")
