"""Turns what was measured into Markdown."""

import json
import os
import platform
import subprocess
from datetime import date


class Figures:
    """The seconds of every round by name, for one pass over all characters or for a whole run and its start-up."""

    def __init__(self, characters):
        self.characters = characters
        self.whole, self.starts = {}, {}

    def add(self, name, seconds, start=0.0):
        self.whole.setdefault(name, []).append(seconds)
        self.starts.setdefault(name, []).append(start)

    def __contains__(self, name):
        return name in self.whole

    def rounds(self, name):
        """Without start-up: always the least one, as the least difference would be that of the slowest start."""
        start = min(self.starts[name])
        return [max(1e-9, seconds - start) for seconds in self.whole[name]]

    def speed(self, name):
        """Million characters a second in the best round."""
        return self.characters / min(self.rounds(name)) / 1e6

    def ratio(self, ours, peer):
        """How many times as fast as the peer: best round against best round, and the extremes of single rounds."""
        own, other = self.rounds(ours), self.rounds(peer)
        single = [theirs / mine for mine, theirs in zip(own, other)]
        return min(other) / min(own), min(single), max(single)


def speed_table(figures, rows):
    """`rows`: what, our figure, the peer's name, the peer's figure, target or None."""
    lines = ["| what | M characters/s | against | M characters/s | ratio | in single rounds | target | |",
             "|---|---|---|---|---|---|---|---|"]
    for what, ours, peer, theirs, target in rows:
        if ours not in figures or theirs not in figures:
            continue
        ratio, low, high = figures.ratio(ours, theirs)
        lines.append(f"| {what} | {number(figures.speed(ours))} | {peer} | {number(figures.speed(theirs))} "
                     f"| **{number(ratio)}** | {number(low)}–{number(high)} | {verdict(ratio, target)} |")
    return lines


def verdict(ratio, target):
    if target is None:
        return "| "
    # Compared as printed, so that no row contradicts itself.
    return f"≥ {target} | {'met' if float(number(ratio)) >= target else 'missed'}"


def number(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def machine():
    model = next((line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "?")
    load = os.getloadavg()[0]
    cores = len(os.sched_getaffinity(0))
    return f"{model}, {cores} cores, {platform.system()} {platform.release()}, load {load:.1f} at the end"


def versions(zhijian, home, peers, hyperscan):
    told = json.loads(subprocess.run([zhijian, "--version", "--format", "json"], capture_output=True, cwd=home).stdout)
    found = {"zhijian": told.get("program"), "ICU": told.get("icu"), "Python": platform.python_version(), **peers}
    if hyperscan:
        found["Hyperscan"] = hyperscan.split(" ")[0]
    return ", ".join(f"{name} {version}" for name, version in found.items())


def heading(command, text, left_out, zhijian, home, peers, hyperscan):
    lines = ["# Speed", "", f"    {command}", "", text, "",
             f"{date.today().isoformat()}; {machine()}. {versions(zhijian, home, peers, hyperscan)}."]
    if left_out:
        lines += ["", "Left out: " + "; ".join(f"{name} ({why})" for name, why in left_out.items()) + "."]
    return lines


def _lines(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as source:
            return source.readlines()
    except OSError:
        return []
