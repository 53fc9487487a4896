"""The shell: the only code that knows Flask and SQLAlchemy. Empty, so that app.scoring loads without either."""
