#!/usr/bin/env python3
"""Plants 700 secrets in conversations, runs every command that writes text of conversations, and searches every byte written.

500 secrets are known by their shape: not one may be found, in whatever spelling or encoding. 200 need a cue: how many are
found is reported. Searched are results, standard output and error, caches and temporary files, also inside archives, for
UTF-8, UTF-16, JSON escapes, percent encoding, HTML entities and base64. That the search finds secrets is shown on a sample of
each encoding and on what the same commands write with --privacy none.

    scripts/leak-test.py PROGRAM [--seed N] [--keep FOLDER]
"""

import argparse
import base64
import collections
import csv
import gzip
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SECRETS = ROOT / "Benchmarks/privacy-second/secrets.py"
KEY = "a key that no result may hold, either"
LEAK_CUES = {"wechat": "微信", "qq": "QQ", "name": "收件人：", "address": "地址："}
RULES_OF_ITEMS = ["unconditional-promise", "brush-off", "missing-closing", "missing-greeting"]
RULES_OF_ALL_LINES = "{role: any, regex: '.+'}"


def fail(message):
    print(f"leak-test: FAILED {message}")
    sys.exit(1)


# -- needles


def escaped(text, form, everything):
    """Characters as escapes: all of them, or those that ASCII does not have."""
    units = re.findall("....", text.encode("utf-16-be").hex()) if form in (r"\u{}", r"\U{}") else [f"{ord(c):x}" for c in text]
    pieces = []
    for unit in units:
        value = int(unit, 16)
        if value < 0x80 and not everything:
            pieces.append(chr(value))
        elif form == "&#{};":
            pieces.append(f"&#{value};")
        elif form == "&#x{};":
            pieces.append(f"&#x{value:x};")
        else:
            pieces.append("\\u" + (unit if form == r"\u{}" else unit.upper()))
    return "".join(pieces)


def base64_forms(data):
    """What base64 always makes of the bytes, wherever among others they stand."""
    for lead in range(3):
        text = base64.b64encode(b"\0" * lead + data)
        first, last = (lead * 8 + 5) // 6, (lead + len(data)) * 8 // 6
        yield text[first:last]
        yield text[first:last].replace(b"+", b"-").replace(b"/", b"_")


def spellings(text):
    """The bytes a text can be written with, UTF-16 apart: files are decoded for that."""
    data = text.encode()
    yield "utf-8", data
    for everything in (False, True):
        for name, form in (("json", r"\u{}"), ("json", r"\U{}"), ("html", "&#{};"), ("html", "&#x{};")):
            yield name, escaped(text, form, everything).encode()
    yield "percent", urllib.parse.quote(text, safe="").encode()
    yield "percent", re.sub("%..", lambda m: m[0].lower(), urllib.parse.quote(text, safe="")).encode()
    yield "percent", "".join(f"%{byte:02X}" for byte in data).encode()
    for form in base64_forms(data):
        yield "base64", form


def needles(secrets):
    """Whose secret each spelling is; those shorter than five bytes say too little."""
    owners = {}
    for number, secret in enumerate(secrets):
        for text in secret["renderings"]:
            for _, data in spellings(text):
                if len(data) >= 5 and b"\n" not in data:
                    owners.setdefault(data, number)
    return owners


# -- what was written


def texts(name, data):
    """A file's bytes, the bytes of what it packs, and UTF-16 as UTF-8."""
    yield name, data
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from texts(f"{name}!{member}", archive.read(member))
    elif data[:2] == b"\x1f\x8b":
        yield from texts(f"{name}!gzip", gzip.decompress(data))
    if b"\0" in data:
        for start in (0, 1):
            for order in ("utf-16-le", "utf-16-be"):
                yield f"{name}!{order}", data[start:].decode(order, "replace").encode("utf-8", "replace")
    # Base64 that holds an archive or UTF-16 is read, too.
    for number, found in enumerate(re.findall(rb"[A-Za-z0-9+/]{64,}={0,2}", data)):
        try:
            packed = base64.b64decode(found + b"=" * (-len(found) % 4))
        except ValueError:
            continue
        if packed[:4] == b"PK\x03\x04" or packed[:2] == b"\x1f\x8b":
            yield from texts(f"{name}!base64-{number}", packed)


def search(folder, owners):
    """Which secrets stand in which files of a folder; names of files are searched, too."""
    found = collections.defaultdict(set)
    with tempfile.TemporaryDirectory() as scratch:
        flat, names = pathlib.Path(scratch) / "flat", []
        flat.mkdir()
        everything = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
        listing = "\n".join(str(path.relative_to(folder)) for path in folder.rglob("*")).encode()
        for name, data in [("names of files", listing)] + [(str(p.relative_to(folder)), p.read_bytes()) for p in everything]:
            for part, content in texts(name, data):
                (flat / f"{len(names):06d}").write_bytes(content)
                names.append(part)
        patterns = pathlib.Path(scratch) / "patterns"
        patterns.write_bytes(b"\n".join(owners) + b"\n")
        run = subprocess.run(
            ["grep", "-r", "-a", "-o", "-F", "-f", patterns, "."], cwd=flat, stdout=subprocess.PIPE, env={"LC_ALL": "C", "PATH": os.environ["PATH"]},
            check=False)
        if run.returncode > 1:
            fail("grep could not search")
        for line in run.stdout.split(b"\n"):
            if b":" in line:
                place, needle = line.split(b":", 1)
                found[owners[needle]].add(names[int(place.removeprefix(b"./"))])
    return found, len(names), sum(p.stat().st_size for p in everything)


# -- the runs


class Runs:
    """Runs of the program whose results, streams, caches and temporary files all end in one folder."""

    def __init__(self, program, chats, folder):
        self.program, self.chats, self.folder = program, chats, folder
        self.count = 0
        for name in ("home", "tmp", "cache", "work"):
            (folder / name).mkdir(parents=True)
        shutil.copytree(ROOT / "rules", folder / "home-of-rules/rules")
        shutil.copytree(ROOT / "lexicons", folder / "home-of-rules/lexicons")
        for name in ("zhijian.yaml", "scorecard.yaml"):
            shutil.copy(ROOT / name, folder / "home-of-rules" / name)

    def run(self, *arguments, stdin=None, codes=(0, 1)):
        self.count += 1
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder / "home"), "TMPDIR": str(self.folder / "tmp"),
            "XDG_CACHE_HOME": str(self.folder / "cache"), "ZHIJIAN_PRIVACY_KEY": KEY,
            "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", ""),
        }
        log = self.folder / "work" / f"{self.count:02d}"
        with open(f"{log}.out", "wb") as out, open(f"{log}.err", "wb") as err:
            code = subprocess.run(
                [self.program, *map(str, arguments)], stdin=open(stdin, "rb") if stdin else subprocess.DEVNULL, stdout=out, stderr=err,
                env=environment, cwd=self.folder / "home-of-rules", check=False).returncode
        if code not in codes:
            fail(f"zhijian {' '.join(map(str, arguments))} ended with {code}: {pathlib.Path(f'{log}.err').read_text()[-500:]}")
        return f"{log}.out"

    def score(self, privacy, name, detail="full"):
        out = self.folder / "work" / name
        pairs = []
        for form in ("text", "json", "jsonl", "csv", "html", "xlsx", "coaching", "tables"):
            pairs += ["--format", form, "--output", f"{out}.{form}"]
        self.run("score", self.chats, "--detail", detail, *privacy, *pairs)
        return out

    def all(self, privacy):
        """Every command that writes text of conversations; `privacy` for those that ask."""
        out = self.score(privacy, "score")
        self.score(privacy + ["--lang", "en"], "english", detail="results")
        self.run("score", "--stdin", "--detail", "full", *privacy, stdin=self.chats)
        self.run("score", self.chats, *privacy, "--format", "jsonl", "--previous", f"{out}.jsonl")
        for target in ("jsonl", "sca", "contact-lens"):
            self.run("convert", self.chats, "--to", target, "--output", f"{out}-convert.{target}", *privacy)
        self.run("import", self.chats, "--preview", "--count", "1000", *privacy)
        for form in ("text", "json"):
            self.run("rules", "try", "-e", RULES_OF_ALL_LINES, self.chats, "--limit", "500", "--format", form, *privacy)
        for form in ("text", "json"):
            self.run("rules", "explain", "brush-off", f"{self.chats}#leak-0001", "--format", form, *privacy)
        self.run("rules", "review", self.chats, "--per-rule", "8", "--output", f"{out}-review.csv", *privacy)
        for form in ("text", "json", "html"):
            self.run("rules", "diff", "rules/common", ".", self.chats, "--format", form, "--output", f"{out}-diff.{form}", *privacy)
        for form in ("text", "json", "csv"):
            self.run("metrics", self.chats, "--format", form, "--output", f"{out}-metrics.{form}", *privacy)
        for form in ("text", "json", "csv", "html"):
            self.run("compare", f"{out}.jsonl", f"{out}.jsonl", "--format", form, "--output", f"{out}-compare.{form}", *privacy)
        for form in ("text", "json", "sarif", "github"):
            self.run("rules", "check", "--against", self.chats, "--format", form)
        self.agreement(privacy, out)
        self.period(privacy, out)
        self.tables_of_chats(privacy, out)
        self.learning(out)

    def agreement(self, privacy, out):
        """Human inspection whose ids, names, items, remarks and faulty cells hold secrets."""
        given = self.chats.parent
        human = ["agreement", self.chats, "--human", given / "inspection.csv", *privacy]
        # The table has cells that cannot be read.
        pairs = sum((["--format", form, "--output", f"{out}-agreement.{form}"] for form in ("text", "json", "csv", "html")), [])
        self.run(*human, "--quotes", "1000", *pairs, codes=(2,))
        self.run(*human, "--items", given / "items.yaml", "--quotes", "1000", *pairs, codes=(2,))
        self.run(*human, "--preview", "--write-items", f"{out}-items.yaml", codes=(2,))
        self.run("agreement", self.chats, "--human", given / "strangers.csv", *privacy, codes=(2,))

    def period(self, privacy, out):
        """Metrics of agents whose ids hold secrets, with tables whose cells do."""
        given = self.chats.parent
        crew, tables = given / "crew.jsonl", given / "tables.yaml"
        kpi = ["--kpi", given / "scorecard.yaml"]
        for form in ("text", "json", "csv"):
            self.run("metrics", crew, "--tables", tables, *kpi, "--format", form, "--output", f"{out}-crew.{form}", *privacy, codes=(2,))
        self.run("metrics", crew, "--agent", "nobody", *privacy, codes=(0, 1, 2))
        self.run("calibrate", crew, *kpi, "--output", f"{out}-calibration.yaml", *privacy)
        self.run("calibrate", crew, *kpi, "--lang", "en")
        # Few of them have enough conversations.
        self.run("calibrate", self.chats, *kpi, codes=(0, 2))
        self.run("score", crew, "--tables", tables, *kpi, "--format", "html", "--output", f"{out}-crew.html", *privacy, codes=(0, 1, 2))

    def tables_of_chats(self, privacy, out):
        """The same conversations as a table, read by guess, and the mapping that says how."""
        table = self.chats.parent / "chats.csv"
        self.run("import", table, "--preview", "--count", "1000", "--write-mapping", f"{out}-mapping.yaml", *privacy)
        self.run("import", self.chats.parent / "headless.csv", "--preview", *privacy, codes=(0, 2))
        for form in ("json", "csv", "html"):
            self.run("score", table, "--format", form, "--output", f"{out}-table.{form}", *privacy)

    def learning(self, out):
        """These mask without being asked; everything is there six times, so that what is learnt comes up often enough."""
        self.run("baseline", "update", self.chats, "--baseline", f"{out}-baseline.jsonl")
        labelled = self.chats.parent / "labelled.jsonl"
        for form in ("tsv", "json"):
            self.run("lexicon", "learn-words", labelled, "--min-count", "2", "--limit", "100000", "--format", form, "--output", f"{out}-words.{form}")
        for form in ("text", "json"):
            self.run("lexicon", "evaluate", labelled, "--quotes", "30", "--format", form)
        learn = ["lexicon", "learn", labelled, "--folds", "2", "--cues", "20000", "--penalty", "1"]
        self.run(*learn, "--output", f"{out}-lexicon", "--figures", f"{out}-figures.json")
        self.run(*learn, "--folds", "0")
        for form in ("text", "sarif"):
            self.run("lexicon", "check", "--format", form)


def material(chats, secrets, folder):
    """The same conversations and secrets as what the commands besides `score` read."""
    records = [json.loads(line) for line in chats.read_text().splitlines()]
    phones = [secret["value"] for secret in secrets if secret["kind"] == "phone"]

    def lines(name, records):
        (folder / name).write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))

    def table(name, rows):
        with open(folder / name, "w", newline="") as file:
            csv.writer(file).writerows(rows)

    # Judged by people: every customer's message, or the conversation as a whole.
    labelled = []
    for copy in range(6):
        for number, record in enumerate(records):
            record = json.loads(json.dumps(record))
            record["id"] += f"-{copy}"
            if number % 2:
                record["satisfaction"] = number % 5 - 2
            else:
                for place, message in enumerate(record["messages"]):
                    if message["role"] == "customer":
                        message["sat"] = (number + place + copy) % 3
            labelled.append(record)
    lines("labelled.jsonl", labelled)

    # Twelve agents whose ids are telephone numbers, with conversations enough.
    crew = []
    for copy in range(3):
        for number, record in enumerate(records):
            record = json.loads(json.dumps(record))
            record["id"] += f"-{copy}"
            old, new = record["agents"][0]["id"], f"木栗:{phones[number % 12]}"
            record["agents"][0]["id"] = new
            for message in record["messages"]:
                message["sender"] = new if message["sender"] == old else message["sender"]
            crew.append(record)
    lines("crew.jsonl", crew)
    values = [secret["value"] for secret in secrets]
    cued = [LEAK_CUES.get(secret["kind"], "") + secret["value"] for secret in secrets]
    # Beside each other, cut short in messages about them, wherever the cut may be.
    padded = ["。" * (number % 36) + text for number, text in enumerate(cued)]
    table("ratings.csv", [["会话ID", "客服", "评分", "备注"]] + [[record["id"], record["agents"][0]["id"], number % 5 + 1, padded[number]] for number, record in enumerate(crew)]
          + [["x", phones[0], text, ""] for text in padded[:19]])
    table("orders.csv", [["订单号", "客户ID", "客服", "下单时间", "付款时间", "实付金额"]]
          + [[f"o{number}", record["customer"]["id"], record["agents"][0]["id"], "2026-11-02 10:00:00", "2026-11-02 11:00:00", "99"] for number, record in enumerate(crew)]
          + [["y", "z", phones[1], padded[100 + number], "", padded[200 + number]] for number in range(19)])
    (folder / "tables.yaml").write_text(
        "as_of: 2026-11-30\ntables:\n  - {kind: ratings, file: ratings.csv}\n  - {kind: orders, file: orders.csv}\n")
    (folder / "scorecard.yaml").write_text(
        "title: 试\nminimum_sample: 1\nbands: {A: 90, B: 0}\nsections:\n  - id: service\n    title: 服务\n    items:\n"
        "      - {metric: first_response_mean_seconds, weight: 60, minimum: 1, target: 30}\n"
        "      - {metric: csat_ratio, weight: 40, minimum: 1, target: 0.9}\n")

    # Human inspection, one row a conversation.
    items = ["绝对化承诺", "服务态度", "结束语", f"抽查 {phones[2]}"]
    rows = [["会话编号", "客服", "质检员", "质检日期", *items, "总分", "备注"]]
    for number, record in enumerate(records):
        for person in ("王", f"李 {phones[3]}", f"赵{phones[4]}"):
            verdicts = ["有" if (number + place + len(person)) % 3 else "无" for place in range(len(items))]
            rows.append([record["id"], record["agents"][0]["id"], person, "2026-11-03", *verdicts, 60 + number % 40, padded[number]])
    rows += [[values[number], values[number + 1], padded[number + 2], padded[number + 3], *[padded[number + 4 + place] for place in range(4)], padded[number + 9], ""] for number in range(0, 300, 12)]
    table("inspection.csv", rows)
    table("strangers.csv", [["会话编号", "质检员", "绝对化承诺"]] + [[value, "王", "有"] for value in phones[:5]])
    (folder / "items.yaml").write_text(
        "columns: {conversation: 会话编号, agent: 客服, reviewer: 质检员, date: 质检日期, score: 总分, remark: 备注}\nitems:\n"
        + "".join(f"  - {{name: {json.dumps(name, ensure_ascii=False)}, rules: [{rule}], yes: finding}}\n" for name, rule in zip(items, RULES_OF_ITEMS)))

    # As a table, some rows of nobody's, and without headers.
    sides = {"agent": "客服", "customer": "客户"}
    rows = [[record["id"], message["at"], sides.get(message["role"], "") if place % 9 else message["text"], record["customer"]["id"], record["customer"].get("name", ""),
             record["agents"][0]["name"], message["text"], record["fields"].get("remark", "")] for record in records for place, message in enumerate(record["messages"])]
    table("chats.csv", [["会话ID", "时间", "发送方", "客户ID", "客户昵称", "客服昵称", "消息内容", "内部备注"], *rows])
    table("headless.csv", [[*row[6:], *row[:6]] for row in rows[:50]])


def broken(chats, folder):
    """The same conversations with faults, so that messages about them quote what is wrong."""
    path = folder / "broken.jsonl"
    lines = chats.read_text().splitlines()
    with open(path, "w") as file:
        for number, line in enumerate(lines):
            record = json.loads(line)
            record["id"] = f"broken-{number}"
            for message in record["messages"][:3]:
                message["role"] = message["text"]
                message["kind"] = message["text"]
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            file.write(line[: len(line) // 2] + "\n")
    return path


def report(found, secrets, group):
    kinds = collections.Counter(s["kind"] for s in secrets if s["group"] == group)
    leaked = collections.Counter(secrets[n]["kind"] for n in found if secrets[n]["group"] == group)
    rates = ", ".join(f"{kind} {leaked[kind]}/{count}" for kind, count in sorted(kinds.items()))
    return sum(leaked.values()), sum(kinds.values()), rates


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--seed", default="20261129")
    parser.add_argument("--keep", metavar="FOLDER", help="where everything written stays")
    options = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    program = os.path.realpath(options.program)
    work = pathlib.Path(options.keep or tempfile.mkdtemp(prefix="leak-test-")).resolve()
    try:
        return test(program, work, options.seed)
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)


def test(program, work, seed):
    # What goes in lies beside what is searched.
    given = work / "given"
    given.mkdir(parents=True)
    chats, listing = given / "chats.jsonl", given / "secrets.jsonl"
    with open(chats, "wb") as file:
        subprocess.run([sys.executable, SECRETS, "--seed", seed, "--secrets", listing], stdout=file, check=True)
    secrets = [json.loads(line) for line in listing.read_text().splitlines()]
    material(chats, secrets, given)
    owners = needles(secrets)

    # The search finds each encoding of a secret, inside archives too.
    control = work / "control"
    control.mkdir()
    sample = next(number for number, secret in enumerate(secrets) if secret["kind"] == "plate")
    text = secrets[sample]["value"]
    cases = [(name, b"before " + data + b" after") for name, data in spellings(text)]
    cases += [(order, f"x{text}x".encode(order)) for order in ("utf-16-le", "utf-16-be")]
    cases += [("shifted utf-16", b"\0" + f"x{text}x".encode("utf-16-le")), ("gzip", gzip.compress(f"x{text}x".encode()))]
    for number, (name, data) in enumerate(cases):
        (control / f"{number:02d}-{name.replace(' ', '-')}").write_bytes(data)
    with zipfile.ZipFile(control / "book.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sheet.xml", f"<t>{text}</t>")
    found, _, _ = search(control, owners)
    missed = [p.name for p in control.iterdir() if not any(place.split("!")[0] == p.name for place in found[sample])]
    if missed:
        fail(f"the search does not find a secret in {', '.join(missed)}")

    # With --privacy none the same commands write secrets, and the search finds them in every format.
    open_runs = Runs(program, chats, work / "none")
    out = open_runs.score(["--privacy", "none"], "score")
    open_runs.run("convert", chats, "--output", f"{out}-convert.jsonl")
    found, _, _ = search(work / "none", owners)
    places = collections.Counter(place.split("!")[0].split("/")[1] for where in found.values() for place in where if "/" in place)
    for form in ("text", "json", "jsonl", "csv", "html", "xlsx", "coaching"):
        if not any(name.startswith(f"score.{form}") for name in places):
            fail(f"without masking nothing is found in {form}: the search or the secrets are wrong")
    in_convert = sum(any("convert" in place for place in where) for where in found.values())
    if in_convert != len(secrets):
        fail(f"without masking {in_convert} of {len(secrets)} secrets are found in what convert writes")

    failures = []
    for name, privacy in (("mask", ["--privacy", "mask"]), ("pseudonym", ["--privacy", "pseudonym"])):
        runs = Runs(program, chats, work / name)
        runs.all(privacy)
        runs.run("score", broken(chats, given), "--detail", "full", *privacy, "--format", "json", "--output", work / name / "work/broken.json", codes=(2,))
        runs.run("convert", given / "broken.jsonl", *privacy, codes=(2,))
        found, files, size = search(work / name, {**owners, KEY.encode(): len(secrets)} if name == "pseudonym" else owners)
        if found.pop(len(secrets), None):
            failures.append("the key of pseudonyms was written")
        leaked, count, rates = report(found, secrets, "shape")
        cued, cue_count, cue_rates = report(found, secrets, "cue")
        print(f"leak-test: {name}: {runs.count} runs, {files} texts, {size // 1024} KiB searched for {len(owners)} spellings")
        print(f"leak-test: {name}: known by shape: {leaked} of {count} leaked ({rates})")
        print(f"leak-test: {name}: known by a cue: {cued} of {cue_count} leaked ({cue_rates})")
        for number, where in sorted(found.items()):
            secret = secrets[number]
            if secret["group"] == "shape":
                failures.append(f"{secret['kind']} number {number} ({', '.join(secret['places'])}) in {', '.join(sorted(where)[:4])}")
    for failure in failures[:40]:
        print(f"leak-test: FAILED {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
