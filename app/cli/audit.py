"""flask audit: checks the chain."""

import click
from flask.cli import AppGroup

from app.services import audit

group = AppGroup("audit", help="审计链。")


@group.command("verify")
@click.option("--head", "anchor", help="抄在纸上的链首，条数:校验码；链被截短时只有它能发现。")
def verify(anchor: str | None) -> None:
    """Check every entry of the chain; exit 1 naming the first bad one, or that the anchor is no longer in it."""
    bad = audit.verify()
    if bad is not None:
        raise click.ClickException(f"审计链在第 {bad} 条断开")
    if anchor is not None and not audit.holds(anchor):
        raise click.ClickException(f"审计链里没有 {anchor}：它被截短或改写过")
    head = audit.head()
    click.echo(f"审计链完好，共 {head[0]} 条，链首 {head[1]}" if head else "审计链还是空的")
