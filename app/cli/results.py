"""flask results: the result package of a version, and the public site as files."""

from pathlib import Path

import click
from flask.cli import AppGroup

from app.cli.site import write_site
from app.queries.results import list_versions
from app.services.refused import Refused
from app.services.results.archives import write_archive
from app.services.results.packages import write_result_package
from app.services.shanghai import in_shanghai
from app.services.words import worded

group = AppGroup("results", help="成绩：结果包、公示网站。")


@group.command("package")
@click.argument("competition", type=int)
@click.argument("contest")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--version", type=int, help="第几版；不写就是最新的一版。")
def package(competition: int, contest: str, file: Path, version: int | None) -> None:
    """Write the result package of a version; python -m app.scoring.verify checks it without this server."""
    versions = list_versions(competition, contest)
    chosen = version or (versions[0].version if versions else 0)
    try:
        write_result_package(competition_id=competition, contest_id=contest, version=chosen, path=file)
    except Refused as refused:
        raise click.ClickException("，".join(worded(refused)[1:])) from refused
    click.echo(f"{file}：{contest} 第 {chosen} 版；核验：python -m app.scoring.verify {file}")


@group.command("archive")
@click.argument("competition", type=int)
@click.argument("contest")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def archive(competition: int, contest: str, file: Path) -> None:
    """Write a contest's archive, and list every signature that is still missing."""
    try:
        missing = write_archive(competition_id=competition, contest_id=contest, path=file, date_time=moment)
    except Refused as refused:
        raise click.ClickException("，".join(worded(refused)[1:])) from refused
    click.echo(f"{file}：已归档" + (f"，还有 {len(missing)} 项没有签字、封存：" if missing else "，签字齐全"))
    for one in missing:
        click.echo(f"  {one}")


def moment(milliseconds: int | None) -> str:
    """Return a moment in Shanghai as 2026-11-22 09:00."""
    if milliseconds is None:
        return "—"
    return f"{in_shanghai(milliseconds):%Y-%m-%d %H:%M}"


@group.command("export-site")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export_site(folder: Path) -> None:
    """Write the public notices as a folder of files that any web server can hold."""
    count = write_site(folder)
    click.echo(f"{folder}：{count} 份公告")
