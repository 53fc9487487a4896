"""flask demo: the demo competition."""

import click
from flask.cli import AppGroup

from app.runtime import runtime
from app.services.access import ROLE_LABELS, Role
from app.services.demo import prepare_demo

group = AppGroup("demo", help="演示数据。")


@group.command("prepare")
def prepare() -> None:
    """Make or refresh the demo competition and print its sign-ins."""
    config = runtime().config
    if not config.demo:
        raise click.ClickException("演示数据只能在演示模式（KAOCHANG_DEMO=1）下生成")
    file = config.instance / "demo-accounts.json"
    click.echo("正在准备演示数据；模拟情景有改动时要重新验证，约需半分钟……")
    print_sign_ins(prepare_demo(file))
    click.echo(f"以上账号也写在 {file}")


def print_sign_ins(sign_ins: list[dict[str, str]]) -> None:
    """Print the sign-ins as a table."""
    click.echo(f"\n  {'角色':　<5}{'用户名 / 准考证号':　<12}{'口令 / 入场码':　<11}姓名")
    for one in sign_ins:
        click.echo(f"  {ROLE_LABELS[Role(one['role'])]:　<5}{one['username']:<24}{one['password']:<22}{one['name']}")
    click.echo()
