"""Runs the programs that are compared: some answer requests, some are timed from start to end."""

import json
import os
import shutil
import subprocess
import time


class Responder:
    """A program that answers each line by one line of JSON. `failure` says why it is left out."""

    def __init__(self, command, failure=None):
        self.failure = failure
        self.process = None
        if failure is None:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def ask(self, request):
        if self.process is None:
            return {"error": self.failure}
        try:
            self.process.stdin.write(request + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        return json.loads(line) if line else {"error": f"{self.process.args[0]} ended"}

    def close(self):
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait()


def hyperscan(source, folder, texts):
    """Builds and starts the program for Hyperscan where its library is installed."""
    if not shutil.which("pkg-config") or not shutil.which("cc"):
        return Responder(None, "pkg-config and cc are needed")
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "libhs"], capture_output=True, text=True)
    if flags.returncode != 0:
        return Responder(None, "libhyperscan-dev is not installed")
    program = os.path.join(folder, "hyperscan-speed")
    if subprocess.run(["cc", "-O2", source, "-o", program, *flags.stdout.split()]).returncode != 0:
        return Responder(None, "its program could not be built")
    return Responder([program, texts])


class Run:
    """What one run of a program took: processor seconds and seconds on the clock."""

    def __init__(self, processor, clock):
        self.processor, self.clock = processor, clock


def run(command, path, home, most_memory=None):
    """Runs a program that reads `path` and writes to nowhere; `most_memory`, a list, collects its VmHWM in kB."""
    start = time.perf_counter()
    with open(path, "rb") as source:
        process = subprocess.Popen(command, stdin=source, stdout=subprocess.DEVNULL, cwd=home)
    if most_memory is not None:
        # Of a child's ru_maxrss the parent's own size is a part, so its high-water mark is read while it lives.
        most_memory.append(_watched(process))
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {process.returncode}")
    return Run(usage.ru_utime + usage.ru_stime, time.perf_counter() - start)


def _watched(process):
    most = 0
    while True:
        try:
            with open(f"/proc/{process.pid}/status", encoding="ascii", errors="replace") as status:
                marks = [int(line.split()[1]) for line in status if line.startswith("VmHWM:")]
        except OSError:
            return most
        if not marks:
            # A process that has ended and is not waited for has no memory any more.
            return most
        most = max(most, marks[0])
        time.sleep(0.02)
