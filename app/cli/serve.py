"""flask serve: brings the database up to date and serves with granian."""

import os
import sys

import click
from flask.cli import with_appcontext
from flask_migrate import upgrade
from granian.constants import Interfaces
from granian.server import MPServer

from app.cli.demo import prepare
from app.runtime import runtime
from app.services.set_up import set_up_code
from app.services.starting import refuse_unfit_start
from config import BadConfig, Config

BACKPRESSURE = 4096
SERVING_APP = "app.factory:create_serving_app"


@click.command("serve")
@with_appcontext
@click.pass_context
def serve(context: click.Context) -> None:
    """Upgrade the database, prepare the demo in demo mode, and serve until stopped."""
    config = runtime().config
    upgrade()
    try:
        refuse_unfit_start()
    except BadConfig as problem:
        raise click.ClickException(str(problem)) from problem
    if config.demo:
        context.invoke(prepare)
    code = set_up_code()
    if code is not None:
        click.echo(f"还没有管理员：打开 http://{config.host}:{config.port}/setup ，用安装码 {code} 建立第一个管理员。")
    click.echo(
        f"考场已就绪：http://{config.host}:{config.port}/（选手）  http://{config.host}:{config.port}/staff（工作人员）"
    )
    click.echo("按 Ctrl+C 停止。")
    keep_to_one_core(config)
    server_of(config).serve()


def keep_to_one_core(config: Config) -> None:
    """Keep a single worker on one core where the system can.

    The interpreter runs one thread at a time: over two cores its threads hand over so often that every request costs
    more, and no more are answered (docs/capacity.md). Several workers are left to spread.
    """
    if config.workers == 1 and sys.platform == "linux":
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def server_of(config: Config, target: str = SERVING_APP) -> MPServer:
    """Return the server of `target` with as many workers and threads as configured; each worker is a process."""
    return MPServer(
        target,
        factory=True,
        address=config.host,
        port=config.port,
        interface=Interfaces.WSGI,
        workers=config.workers,
        blocking_threads=config.threads,
        backpressure=BACKPRESSURE,
        respawn_failed_workers=True,
        log_access=False,
    )
