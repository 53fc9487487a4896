"""A slow disk, made by a shim that sleeps before each sync of the program under test."""

import shutil
import subprocess
from pathlib import Path

DELAY_MS = 5
_SHIM = f"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
static void wait_for_disk(void) {{ struct timespec t = {{0, {DELAY_MS} * 1000000L}}; nanosleep(&t, 0); }}
int fdatasync(int fd) {{
  static int (*real)(int); if (!real) real = dlsym(RTLD_NEXT, "fdatasync"); wait_for_disk(); return real(fd); }}
int fsync(int fd) {{
  static int (*real)(int); if (!real) real = dlsym(RTLD_NEXT, "fsync"); wait_for_disk(); return real(fd); }}
"""


def slow_sync(folder: Path) -> dict[str, str] | None:
    """Return the environment under which every sync takes 5 ms longer; None without a C compiler."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        return None
    source, library = folder / "slow_disk.c", folder / "slow_disk.so"
    source.write_text(_SHIM, encoding="ascii")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
    return {"LD_PRELOAD": str(library)}
