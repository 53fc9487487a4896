"""The result package: a zip of JSON files anyone can read, each named with its SHA-256 in the manifest."""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMAT = 1
MANIFEST = "manifest.json"
RULEBOOK = "rulebook.yaml"
RESULT = "result.json"
ITEMS = "items.json"
TEXTS = "texts.json"
IMPORTS = "imports.json"
ABSENCES = "absences.json"
CHAIN = "chain.json"
SITTINGS = "sittings/"
PANELS = "panels/"
LARGEST = 2_000_000_000
MOST_FILES = 200_000


class Unreadable(Exception):
    """A package that can't be read as one: which file, and what is wrong with it."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file}: {why}")
        self.file = file
        self.why = why


@dataclass(frozen=True)
class Package:
    """A package as read: its files by name; nothing in it has been checked yet."""

    files: Mapping[str, bytes]

    def json(self, name: str) -> Any:  # noqa: ANN401  # whatever the file holds
        """Return a file's JSON. Raises Unreadable where it is missing or none."""
        try:
            return json.loads(self.files[name])
        except KeyError:
            raise Unreadable(name, "missing") from None
        except ValueError as problem:
            raise Unreadable(name, f"no JSON ({problem})") from problem

    def below(self, folder: str) -> Iterator[str]:
        """Yield the names of files in a folder, in order."""
        return (name for name in sorted(self.files) if name.startswith(folder))


def read_package(path: Path) -> Package:
    """Return the files of a package. Raises Unreadable for what is no zip, or too large to be one of ours."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MOST_FILES or sum(one.file_size for one in members) > LARGEST:
                raise Unreadable(path.name, "too large")
            return Package({one.filename: archive.read(one) for one in members})
    except (zipfile.BadZipFile, OSError) as problem:
        raise Unreadable(path.name, str(problem)) from problem


def write_package(path: Path, files: Mapping[str, bytes], about: Mapping[str, Any]) -> None:
    """Write a package: the files and a manifest that names every one with its digest, in the same order every time."""
    manifest = {"format": FORMAT, **about, "files": {name: sha256(files[name]) for name in sorted(files)}}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [(MANIFEST, as_json(manifest)), *sorted(files.items())]:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def as_json(value: object) -> bytes:
    """Return a value as the package's JSON: sorted, readable, the same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()


def sha256(content: bytes) -> str:
    """Return the SHA-256 of a file, in lowercase hexadecimal."""
    return hashlib.sha256(content).hexdigest()
