"""flask exam: what a proctor may need when the pages can't be reached."""

import click
from flask.cli import AppGroup

from app.services.measure_effects import RESUME_CODE_MS
from app.services.measures import issue_resume_code
from app.services.refused import Refused
from app.services.seating import sitting_in_progress
from app.services.words import worded

group = AppGroup("exam", help="考场应急操作。")


@group.command("resume-code")
@click.argument("admission_number")
def resume_code(admission_number: str) -> None:
    """Print a one-time code by which the contestant goes on at another PC."""
    try:
        sitting_id = sitting_in_progress(admission_number=admission_number)
        code = issue_resume_code(sitting_id=sitting_id, actor="cli")
    except Refused as refused:
        _, title, message = worded(refused)
        raise click.ClickException(f"{title}。{message}") from refused
    click.echo(f"续考码：{code}（{RESUME_CODE_MS // 60_000} 分钟内有效，只能用一次）")
