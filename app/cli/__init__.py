"""Commands: flask --app wsgi <group> <command>. No rule, no table, no database session in here."""

from flask import Flask

from app.cli import audit, backup, demo, exam, results, rulebook, serve


def init_cli(app: Flask) -> None:
    """Register the commands."""
    for group in (exam.group, audit.group, backup.group, rulebook.group, results.group, demo.group):
        app.cli.add_command(group)
    app.cli.add_command(serve.serve)
