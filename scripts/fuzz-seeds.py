#!/usr/bin/env python3
"""Writes the seed corpora and the dictionary of scripts/fuzz.sh from the repository's own fixtures and rules."""
import csv
import io
import json
import pathlib
import sys
import zipfile
import zlib

root = pathlib.Path(__file__).resolve().parent.parent
out = pathlib.Path(sys.argv[1])


def write(target, name, data):
    folder = out / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


texts = []
for path in sorted((root / "fixtures/transcripts").rglob("*.jsonl")):
    for number, line in enumerate(path.read_bytes().splitlines()[:4]):
        write("score", f"{path.parent.name}-{path.stem}-{number}", line)
        if len(line) < 4096:
            write("jsonl", f"{path.parent.name}-{path.stem}-{number}", line)
        for message in json.loads(line)["messages"][:12]:
            texts.append(message.get("text", ""))
for number, text in enumerate(dict.fromkeys(texts)):
    for target in ("tokenizer", "folding", "privacy"):
        write(target, f"utf8-{number}", b"\0" + text.encode())
        if number % 8 == 0:
            write(target, f"utf16-{number}", b"\1" + text.encode("utf-16-le"))

# Shapes that the fixtures hardly have.
odd = [
    "👨‍👩‍👧🇨🇳❤️#️⃣ T_T (╥﹏╥) [微笑] /:ok", "加ⓥ➕薇❤ 弓长 wei xin ②③ ㈱½ﷺ", "ひらがなカタカナ 한국어 ไทยภาษา éñ",
    "https://item.jd.com/1.html?a=1 a@b.cn 138 0013 8000 11010519491231002X 粤B12345 ￥1,234.50",
    "\u202e\u200d\ufe0f\u0301\ufeff\x85\u2028\x00\uffff", "北京市朝阳区幸福路12号院3号楼2单元401室 收件人：张三 电话：010-12345678",
]
for number, text in enumerate(odd):
    for target in ("tokenizer", "folding", "privacy"):
        write(target, f"odd-{number}", b"\0" + text.encode())
for target in ("tokenizer", "folding"):
    write(target, "surrogates", b"\1" + bytes.fromhex("3dd80000ffdb00dc00d83dd800de3edc27dc"))

# A choice of name, encoding and year, and one of presets and time zone, then the file.
kinds = {"txt": 0, "csv": 1, "tsv": 2, "jsonl": 3, "json": 4, "xls": 6}
formats = sorted(path.name for path in (root / "fixtures/import").iterdir() if path.is_dir())
chats = sorted((root / "fixtures/import").rglob("*")) + sorted((root / "fixtures/transcripts").rglob("*"))
for path in chats:
    kind = kinds.get(path.suffix[1:])
    if path.is_file() and kind is not None:
        data = path.read_bytes()[:4000]
        name = f"{path.parent.name}-{path.name}"
        write("decoding", name, data[:1000])
        for target in ["import"] + ["import:" + f for f in formats if f in path.parts]:
            write(target, name, bytes([kind, 0]) + data)
            try:
                text = data.decode(errors="ignore")
                write(target, name + ".gb", bytes([kind, 0]) + text.encode("gb18030"))
                write(target, name + ".16", bytes([kind, 1]) + b"\xff\xfe" + text.encode("utf-16-le")[:4000])
                write("decoding", name + ".gb", text.encode("gb18030")[:1000])
            except UnicodeError:
                pass

BOOK = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
        "xl/styles.xml", "xl/worksheets/sheet2.xml"]
for path in sorted((root / "fixtures/import").rglob("*")) + sorted((root / "fixtures/import-hostile").rglob("*")):
    if path.suffix not in (".xlsx", ".zip"):
        continue
    data = path.read_bytes()
    name = f"{path.parent.name}-{path.name}"
    # Archives are told by their bytes, whatever they are called; cut ones would be none.
    if len(data) < 4096:
        write("import", name, b"\6\0" + data)
        write("zip", name, b"\1" + data[4:])
        write("zip", name + ".secret", b"\3" + data[4:])
    try:
        with zipfile.ZipFile(path) as archive:
            if path.suffix == ".xlsx":
                parts = {n: archive.read(n) for n in archive.namelist() if n in BOOK}
                if sum(map(len, parts.values())) < 12000:
                    write("import:xlsx", name, b"\0" + b"\0".join(parts.get(n, b"").replace(b"\0", b"") for n in BOOK))
            else:
                # The kind of an entry, its name, a line end, its content.
                entries = [n for n in archive.namelist() if archive.getinfo(n).file_size < 4000][:8]
                packed = b"\0".join(b"\1" + n.encode() + b"\n" + archive.read(n).replace(b"\0", b"") for n in entries)
                write("zip", name + ".packed", b"\0" + packed)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError, zlib.error):
        pass  # broken on purpose
chat = b"\n".join((root / "fixtures/transcripts/taobao").glob("*.jsonl").__next__().read_bytes().splitlines()[:1])
for kind in range(6):
    write("zip", f"kinds-{kind}", b"\0" + bytes([kind + 1]) + b"a/b.jsonl\n" + chat + b"\0\1../c.jsonl\n" + chat)

# Mappings with the fixtures that they are for.
for path in sorted((root / "mappings").glob("*.yaml")):
    text = path.read_bytes()
    samples = sorted((root / "fixtures/import").rglob(path.stem + ".*"))
    for sample in samples or [root / "fixtures/import/csv"]:
        body = sample.read_bytes()[:4000] if sample.is_file() else b""
        place = [".csv", ".tsv", ".json", ".jsonl", ".txt"].index(sample.suffix) if sample.is_file() else 0
        write("mapping", f"{path.stem}-{sample.suffix[1:]}", bytes([place]) + text + b"\0" + body)

agreement = root / "fixtures/agreement"
table, items = (agreement / "human.csv").read_bytes(), (agreement / "items.yaml").read_bytes()
items = items.replace(b"no-promise", b"absolute-terms").replace(b"missing-closing", b"no-closing")
long = "会话编号,质检项,判定,质检员\na-01,响应及时,合格,王\na-02,响应及时,不合格,李\na-02,结束语,扣2分,李\n".encode()
for number, data in enumerate([table, items + b"\0" + table, items + b"\0" + long, long, table.decode().encode("gb18030"),
                               '{"会话编号":"a-01","绝对化承诺":"有","总分":80,"质检日期":"2026年11月"}\n'.encode()]):
    write("inspection", str(number), b"\0" + data)
    write("inspection", f"{number}-english", b"\1" + data)

review = (root / "fixtures/review/expected.csv").read_bytes()
write("reviews", "empty", review)
filled = "编号,规则ID,类别,判定,理由,审核人,会话ID,消息序号,本类总数,批次,申诉人,申诉日期,申诉理由,申诉结果,复审人\n"
for number, row in enumerate(csv.DictReader(io.StringIO(review.decode("utf-8-sig")))):
    for verdict in ("对", "错", "不确定"):
        appeal = "小李,2026-11-03,说过,改判,赵" if number % 2 else ",,,,"
        filled += f"{row['编号']},{row['规则ID']},{row['类别']},{verdict},理由,{verdict}员,{row['会话ID']},1,3,B-1,{appeal}\n"
write("reviews", "filled", filled.encode())
write("reviews", "filled.gb", filled.encode("gb18030"))
write("reviews", "filled.tsv", filled.replace(",", "\t").encode("utf-16"))

settings = [("zhijian.yaml", 0), ("scorecard.yaml", 1), ("scorecards/s3.yaml", 2), ("scorecards/s4.yaml", 2),
            ("scorecards/tmall.yaml", 2), ("fixtures/agreement/items.yaml", 5), ("fixtures/rule-tests/promise.test.yaml", 7)]
settings += [(str(p.relative_to(root)), 0) for p in sorted((root / "fixtures/rules").rglob("zhijian.yaml"))]
settings += [(str(p.relative_to(root)), 6) for p in sorted((root / "fixtures/metrics").rglob("*.yaml")) if b"tables:" in p.read_bytes()]
settings += [(str(p.relative_to(root)), 3) for p in sorted(root.glob("**/*goal*.yaml")) if ".build" not in str(p)]
for name, kind in settings:
    write("settings", name.replace("/", "-"), bytes([kind]) + (root / name).read_bytes()[:6000])
for number, (kind, text) in enumerate([
        (3, "goals:\n  - metric: first_response\n    target: 30\n    by: 2026-12-31\n    owner: 王\n"),
        (4, "suppressions:\n  - finding: 8d2c1f0a9b7e4d35\n    reason: 当天系统故障\n    until: 2026-12-31\n    by: 王主管\n"),
        (0, "extends: base.yaml\nshops:\n  木栗:\n    lists: {apology: [抱歉]}\n    overrides: {slow-reply: {score: {deduct: 2, cap: 4}}}\n"
            "metrics: {preset: generic, time_zone: Asia/Shanghai, calendar: 09:00-23:00}\nlint: {duplicate-phrase: error}\n"),
        (7, "rule: a\ntests:\n  - name: b\n    dialogue: |\n      [+0:00] 客户: 在吗\n      [+5:00] 客服(小王): 久等了\n    expect: []\n")]):
    write("settings", f"made-{number}", bytes([kind]) + text.encode())

folds = ["width", "script", "digits", "repeat", "emoji", "emoji-names", "split", "lookalike", "lookalike-shapes", "pinyin", "numbers"]
for kind, folder in ((0, "words"), (1, "sentiment"), (2, "folding"), (3, "review")):
    for path in sorted((root / "lexicons" / folder).glob("*.tsv")):
        place = folds.index(path.stem) * 4 if kind == 2 and path.stem in folds else 0
        write("lexicons", f"{folder}-{path.stem}", bytes([kind + place]) + b"".join(path.read_bytes().splitlines(True)[:40])[:2000])

results = (root / "fixtures/expected/evaluations.jsonl").read_bytes().splitlines(True)
for number, line in enumerate(results[:6]):
    write("results", f"evaluation-{number}", line[:8000])
write("results", "baseline", b'{"schema":1,"rule":"a","conversation":"c","fingerprint":"8d2c1f0a9b7e4d35"}\n')
for number, line in enumerate(['{"text":"不好","label":0}', '{"text":"好","label":"happy"}', '{"id":"1","S":-2,"messages":[{"role":"customer","text":"差","sat":0}]}',
                               '{"messages":[{"role":"agent","text":"在","label":0.5}],"rating":{"value":1,"min":1,"max":5}}']):
    write("results", f"labelled-{number}", line.encode())

rules = sorted((root / "rules").rglob("*.yaml"))
for path in rules:
    data = path.read_bytes()
    if len(data) < 3000:
        write("rule", path.stem, data)
    for number, line in enumerate(data.decode().splitlines()):
        if "regex:" in line:
            source = line.split("regex:", 1)[1].strip().strip("'\"")
            write("screen", f"{path.stem}-{number}", (source + "\n亲，您好\n微信").encode()[:200])
for number, source in enumerate(["您.{0,4}微信", "^(?:哦+|嗯)[~。!]*$", "(?<=请问).{0,8}咨询", "[a-z]{2}\\d+", "a|b(?!c)\\b"]):
    write("screen", f"plain-{number}", (source + "\n您加微信\nab12").encode())
for number, phrases in enumerate([b"\0\1\xff\1\2\xff\0\1\2", b"\5\5\xff\5\xff\5\5\5\5", b"\0" * 70 + b"\xff" + b"\0" * 200]):
    write("phrases", str(number), phrases)

# The kind is the place in BusinessTableKind; from 128 on with the widest scale there is.
tables = ["ratings", "orders", "complaints", "issues", "logins", "queue", "costs", "training", "assessments", "servqual",
          "platform"]
for path in sorted((root / "fixtures/metrics/workbook").iterdir()):
    if path.stem in tables and path.suffix in (".csv", ".tsv", ".jsonl"):
        data = path.read_bytes()[:4000]
        write("tables", path.name, bytes([tables.index(path.stem)]) + data)
        write("tables", path.name + ".gb", bytes([tables.index(path.stem)]) + data.decode().encode("gb18030"))
for number, text in enumerate([
        "答卷编号,会话ID,维度,期望,感知\n1,c1,可靠性,6,5\n1,c1,移情性,7,3\n", "id,agent,E1,P1,E22,P22\n1,a1,6,5,7,7\n",
        "{\"id\":1,\"item\":\"Q7\",\"expectation\":6.5,\"perception\":4}\n"]):
    write("tables", f"servqual-{number}", bytes([tables.index("servqual")]) + text.encode())
platform = (root / "fixtures/metrics/edge-cases/e19-platform-report.csv").read_bytes()
write("tables", "platform", bytes([tables.index("platform")]) + platform)

words = ['"messages"', '"role"', '"text"', '"agent"', '"customer"', '"at"', '"kind"', '"transfer"', '"extra"', "\\ud83d",
         "\\u0000", "1e999", "2026-11-01T09:30:00+08:00", "9999-12-31T23:59:59Z", "0001-01-01 00:00:00", "46357.5",
         " --> ", "店铺:客服 2026-8-26 11:01:00", "已读", "消息内容", "发送时间", "发送方", "会话ID", "买家", "客服", "[图片]",
         "forbid:", "require:", "keyword:", "regex:", "any:", "all:", "not:", "within:", "messages:", "seconds:", "..",
         "<sheetData>", "<row r=\"1\">", "<c r=\"A1\" t=\"s\"><v>0</v></c>", "<si><t>", "</t></si>", "inlineStr", "&#x4f60;", "<![CDATA[",
         "format: table", "columns:", "records:", "roles:", "kinds:", "time: {zone: Asia/Shanghai, unit: ms}", "session: {idle: 30m}", "data.messages[]",
         "^id", "$.id", "header: none", "delimiter: tab", "sheet:", "items:", "rules: [", "points: earned", "full: 10", "yes: finding", "不适用", "合格",
         "F-8d2c1f0a9b7e4d35.9f3e21aa", "改判", "\t", "\n", "full_score:", "extends:", "overrides:", "weights:", "deduct:", "cap:",
         "评分", "实付金额", "投诉时间", "汇总值", "同行同层优秀", "¥1,234.50", "98.5%", "E1", "P22", "已解决", "加微信", "弓长", "13800138000", "(?:", "(?=", "(?<!", "{0,20}", "\\p{L}", "[^", "\ufeff"]
lines = []
for word in words:
    escaped = "".join(f"\\x{byte:02x}" for byte in word.encode())
    lines.append(f'"{escaped}"')
for pair in ("fffe", "feff", "efbbbf", "84319533", "0d0a", "e280a8", "c285", "3dd8", "27dc"):
    lines.append('"' + "".join(f"\\x{pair[i:i + 2]}" for i in range(0, len(pair), 2)) + '"')
(out / "words.dict").write_text("\n".join(lines) + "\n")
