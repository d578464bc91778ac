#!/usr/bin/env python3
"""Gives the program hostile and broken files, each alone and all beside sound ones, and says what it made of them.

usage: scripts/hostile-run.py PROGRAM [--quick] [--only WORD] [--update] [--keep FOLDER]
Each has to end with a documented exit code, name the file in a diagnostic, and stay within time and memory; beside all of them
the sound conversations have to score to the same bytes. fixtures/hostile-codes.tsv lists which codes each file of --quick gets.
"""
import argparse
import concurrent.futures
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CODES = os.path.join(ROOT, "fixtures/hostile-codes.tsv")
CODE = re.compile(r"\[([a-z0-9-]+)\]$")
# Also of those that are given gigabytes: files are never held whole when they are that large.
MEGABYTES, SECONDS, BATCH_MEGABYTES = 256, 20, 512
# What settings may cost above what the program needs with a file that has no fault.
SETTINGS_MEGABYTES, SETTINGS_SECONDS = 50, 0.5
SOUND = ["jsonl", "csv", "json", "qianniu-text", "wechat-text", "html-table", "xlsx", "sca"]


@dataclass
class Outcome:
    exit_code: int
    seconds: float
    megabytes: float
    output: bytes
    errors: str

    def codes(self, tag, loud=False):
        """The codes of diagnostics that name a file by its tag; only errors and warnings if `loud`."""
        lines = self.errors.splitlines() + self.output.decode("utf-8", "replace").splitlines()
        return sorted({found.group(1) for line in lines if tag in line and (found := CODE.search(line)) and not (loud and ": note: " in line)})


def generator():
    spec = importlib.util.spec_from_file_location("hostile_files", os.path.join(ROOT, "scripts/hostile-files.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(program, arguments, folder, seconds=600):
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "ZHIJIAN_CACHE_DIR": folder + "-cache", "SWIFT_BACKTRACE": "enable=no"}
        child = subprocess.Popen([program, *arguments, "--lang", "en"], cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, env=environment)
        stopper = threading.Timer(seconds, child.kill)
        stopper.start()
        _, status, usage = os.wait4(child.pid, 0)
        stopper.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        # Of the processor: a busy machine is no fault of the program.
        return Outcome(child.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output.read(), errors.read().decode("utf-8", "replace"))


def arguments_of(path, role):
    workspace = ["--config", os.path.join(ROOT, "zhijian.yaml")]
    return {
        "chats": ["import", path], "rules": ["rules", "check", path],
        "mapping": ["import", "sound/chat.csv", "--mapping", path], "settings": ["config", "show", "--config", path],
        "scorecard": ["score", "sound/chat.csv", "--format", "jsonl", "--scorecard", path, *workspace],
    }[role]


def write_sound(folder):
    os.makedirs(folder)
    source = os.path.join(ROOT, "fixtures/import")
    for part in SOUND:
        for name in sorted(os.listdir(os.path.join(source, part))):
            with open(os.path.join(source, part, name), "rb") as file, open(os.path.join(folder, f"{part}-{name}"), "wb") as copy:
                copy.write(file.read())
    with open(os.path.join(folder, "chat.csv"), "w", encoding="utf-8") as file:
        file.write("会话编号,角色,内容\nsound,客户,在吗\nsound,客服,在的\n")


def write_settings(folder):
    """Settings without a fault, by role."""
    paths = {}
    for role, text in importlib.import_module("hostile.settings").GOOD.items():
        paths[role] = f"sound-{role}.yaml"
        with open(os.path.join(folder, paths[role]), "w", encoding="utf-8") as file:
            file.write(text)
    return paths


def judge(case, outcome, base):
    """What is wrong with an outcome."""
    faults = []
    if outcome.exit_code not in (0, 1, 2):
        faults.append(f"exit code {outcome.exit_code}")
    if not outcome.codes(case.tag) and not case.is_sound:
        faults.append("not named")
    if outcome.megabytes > MEGABYTES:
        faults.append(f"{outcome.megabytes:.0f} MB")
    if outcome.seconds > SECONDS:
        faults.append(f"{outcome.seconds:.1f} s")
    if re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2066]", outcome.errors):
        faults.append("control characters on standard error")
    if case.role != "chats" and outcome.megabytes > base.megabytes + SETTINGS_MEGABYTES:
        faults.append(f"{outcome.megabytes - base.megabytes:.0f} MB for settings")
    if case.role != "chats" and outcome.seconds > base.seconds + SETTINGS_SECONDS:
        faults.append(f"{1000 * (outcome.seconds - base.seconds):.0f} ms for settings")
    return faults


def check_each(program, folder, written, base):
    """Outcomes of all files alone."""
    def one(item):
        path, case = item
        outcome = run(program, arguments_of(path, case.role), folder)
        # So little time is measured badly on a busy machine: the best of a few counts.
        for _ in range(4):
            if case.role == "chats" or outcome.seconds <= base[case.role].seconds + SETTINGS_SECONDS:
                break
            outcome.seconds = min(outcome.seconds, run(program, arguments_of(path, case.role), folder).seconds)
        return path, case, outcome
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return [(path, case, outcome, judge(case, outcome, base[case.role])) for path, case, outcome in pool.map(one, written)]


def check_together(program, folder, results):
    """What is wrong with a run over everything beside sound files, and that run."""
    arguments = ["score", "sound", "--format", "jsonl", "--jobs", "2", "--config", os.path.join(ROOT, "zhijian.yaml")]
    alone = run(program, arguments, folder)
    both = run(program, [arguments[0], "chats", *arguments[1:]], folder, 1_200)
    faults = []
    if alone.exit_code not in (0, 2) or not alone.output:
        faults.append(f"sound files alone end with {alone.exit_code}")
    if both.exit_code != 2:
        faults.append(f"exit code {both.exit_code}")
    lines = set(both.output.splitlines())
    lost = [line[:80] for line in alone.output.splitlines() if line not in lines]
    if lost:
        faults.append(f"{len(lost)} sound conversations came out otherwise: {lost[0]!r}")
    for path, case, outcome, _ in results:
        # Beside others notes are left out, such as that a folder passes over what is no chat by its name.
        if case.role == "chats" and not path.endswith((".exe", ".png")) and outcome.codes(case.tag, loud=True) and not both.codes(case.tag):
            faults.append(f"{path!r} is not named among the others")
    if both.megabytes > BATCH_MEGABYTES:
        faults.append(f"{both.megabytes:.0f} MB")
    return faults, both, len(alone.output.splitlines())


def check_formulas(program, folder):
    """What is wrong with the reports on texts that spreadsheets would reckon with."""
    formulas = importlib.import_module("hostile.formulas")
    os.makedirs(folder)
    outcome = run(program, formulas.write(folder), folder)
    if outcome.exit_code != 0:
        return [f"formulas end with {outcome.exit_code}: {outcome.errors[:200]}"]
    faults, cells = formulas.check(folder)
    if not faults:
        print(f"hostile: {len(formulas.PAYLOADS)} formulas through ids, names, shops, texts and titles: none in {cells} cells of CSV and XLSX")
    return faults


def table(results):
    lines = {}
    for path, case, outcome, _ in results:
        shown = path.encode("unicode_escape", "surrogateescape").decode()
        lines[shown[:120]] = f"{shown[:120]}\t{outcome.exit_code}\t{' '.join(outcome.codes(case.tag)) or '-'}\n"
    return "file\texit\tcodes\n" + "".join(lines[name] for name in sorted(lines))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", help="files whose path holds this")
    parser.add_argument("--update", action="store_true", help="write the table of codes anew")
    parser.add_argument("--keep", help="where the files are left")
    options = parser.parse_args()
    program = os.path.realpath(options.program)
    with tempfile.TemporaryDirectory() as scratch:
        folder = os.path.realpath(options.keep or os.path.join(scratch, "hostile"))
        write_sound(os.path.join(folder, "sound"))
        written = generator().write(folder, options.quick)
        written = [(path, case) for path, case in written if not options.only or options.only in path]
        base = {"chats": run(program, arguments_of("sound/chat.csv", "chats"), folder)}
        for role, path in write_settings(folder).items():
            base[role] = min((run(program, arguments_of(path, role), folder) for _ in range(5)), key=lambda outcome: outcome.seconds)
        begin = time.monotonic()
        results = check_each(program, folder, written, base)
        failed = 0
        for path, _, outcome, faults in results:
            if faults:
                failed += 1
                print(f"hostile: {path!r}: {'; '.join(faults)}")
                for line in outcome.errors.splitlines()[:3]:
                    print(f"    {line[:160]!r}")
        if not options.only or options.only == "formulas":
            for fault in check_formulas(program, folder + "-formulas"):
                failed += 1
                print(f"hostile: {fault}")
        if not results:
            sys.exit(1 if failed else 0)
        worst = max(results, key=lambda item: item[2].megabytes)
        slowest = max(results, key=lambda item: item[2].seconds)
        named = sum(bool(outcome.codes(case.tag)) for _, case, outcome, _ in results)
        print(f"hostile: {len(results)} files, {named} with a named diagnosis, {failed} failed; {time.monotonic() - begin:.0f} s, at most "
              f"{worst[2].megabytes:.0f} MB ({worst[0]!r}) and {slowest[2].seconds:.1f} s ({slowest[0]!r})")
        own = [(outcome.seconds - base[case.role].seconds, outcome.megabytes - base[case.role].megabytes) for _, case, outcome, _ in results if case.role != "chats"]
        if own:
            print(f"hostile: {len(own)} settings, each at most {1000 * max(own)[0]:.0f} ms and {max(more for _, more in own):.0f} MB above those without a fault")
        if not options.only:
            faults, both, count = check_together(program, folder, results)
            failed += len(faults)
            for fault in faults:
                print(f"hostile: together: {fault}")
            print(f"hostile: together {both.seconds:.0f} s, {both.megabytes:.0f} MB; {count} sound conversations came out the same" if not faults else "hostile: together failed")
        if options.quick and not options.only:
            found = table(results)
            if options.update:
                with open(CODES, "w", encoding="utf-8") as file:
                    file.write(found)
            elif os.geteuid() == 0 and os.path.exists(CODES):
                with open(CODES, encoding="utf-8") as file:
                    known = set(file.read().splitlines())
                for line in sorted(set(found.splitlines()) ^ known):
                    failed += 1
                    print(f"hostile: {'expected' if line in known else 'found'} {line}")
        sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
