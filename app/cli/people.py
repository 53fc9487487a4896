"""flask people: clears what identifies contestants, after its date."""

import click
from flask.cli import AppGroup

from app.services.refused import Refused
from app.services.retention import clear
from app.services.words import worded

group = AppGroup("people", help="选手的个人信息。")


@group.command("purge")
@click.argument("competition", type=int)
@click.option("--confirm", is_flag=True, help="确实要清除；不能恢复。")
def purge(competition: int, *, confirm: bool) -> None:
    """Clear the personal details of a COMPETITION (its id) after its retention date; results stay verifiable."""
    if not confirm:
        raise click.ClickException("清除后不能恢复；确实要清除请加 --confirm")
    try:
        cleared = clear(by="cli", second="", competition_id=competition)
    except Refused as refused:
        _, title, message = worded(refused)
        raise click.ClickException(f"{title}。{message}") from refused
    click.echo(f"已清除 {cleared} 人的个人信息；成绩和记录仍可核对。备份里的旧数据要另行销毁。")
