"""Where the engines meet, pure: no Flask, no SQLAlchemy, no clock."""
