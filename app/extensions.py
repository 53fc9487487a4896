"""Flask extensions that hold no data: sign-in, CSRF and compression."""

from flask_compress import Compress
from flask_login import LoginManager
from flask_wtf import CSRFProtect

login_manager = LoginManager()
csrf = CSRFProtect()
compress = Compress()
