"""flask backup: copies the database while it is in use."""

from pathlib import Path

import click
from flask.cli import AppGroup

from app.services.backups import make_backup
from app.services.refused import Refused
from app.services.words import worded

group = AppGroup("backup", help="备份。")


@group.command("make")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
def make(folder: Path | None) -> None:
    """Copy the database into FOLDER (or KAOCHANG_BACKUP), check the copy, and keep the newest 48."""
    try:
        made = make_backup(folder)
    except Refused as refused:
        _, title, message = worded(refused)
        raise click.ClickException(f"{title}。{message}") from refused
    click.echo(f"已备份并校验：{made}（{made.stat().st_size / 1_000_000:.1f} MB）")
