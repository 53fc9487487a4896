"""flask audit: checks the chain."""

import click
from flask.cli import AppGroup

from app.services import audit

group = AppGroup("audit", help="审计链。")


@group.command("verify")
def verify() -> None:
    """Check every entry of the chain; exit 1 naming the first bad one."""
    bad = audit.verify()
    if bad is not None:
        raise click.ClickException(f"审计链在第 {bad} 条断开")
    head = audit.head()
    click.echo(f"审计链完好，共 {head[0]} 条，链首 {head[1]}" if head else "审计链还是空的")
