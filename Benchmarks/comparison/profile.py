"""The largest costs of `zhijian score`, by perf."""

import os
import re
import shutil
import subprocess

MOST = 5


def table(command, path, folder, home):
    """The functions that take most processor time by themselves, or why there is no table."""
    if not shutil.which("perf"):
        return ["perf is not installed."]
    data = os.path.join(folder, "perf.data")
    with open(path, "rb") as source:
        subprocess.run(["perf", "record", "-q", "-F", "500", "-o", data, *command], stdin=source,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=home)
    report = subprocess.run(["perf", "report", "-i", data, "--stdio", "--sort", "symbol", "-w", "300"],
                            capture_output=True, text=True).stdout
    rows = re.findall(r"^\s*([0-9.]+)%\s+\[[.k]\]\s+(.+?)\s*(?:-\s+-\s*)?$", report, re.MULTILINE)[:MOST]
    if not rows:
        return ["perf recorded nothing."]
    lines = ["| share | function |", "|---|---|"]
    return lines + [f"| {share} % | `{_readable(symbol)}` |" for share, symbol in rows]


def _readable(symbol):
    """Without the signature, and without the mark of a private scope."""
    if symbol.startswith("$s") and shutil.which("swift"):
        readable = subprocess.run(["swift", "demangle", "--compact", symbol], capture_output=True, text=True).stdout
        symbol = re.sub(r"\((\w+) in _[0-9A-F]+\)", r"\1", readable.strip()).split("(")[0]
    return symbol
