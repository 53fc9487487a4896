"""Files for download, named in Chinese."""

from urllib.parse import quote

from flask import Response


def attachment(response: Response, name: str) -> Response:
    """Return the response as a file to be saved under `name`."""
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
