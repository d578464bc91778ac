#!/usr/bin/env python3
"""Writes the seed corpora and the dictionary of scripts/fuzz.sh from the repository's own fixtures and rules."""
import json
import pathlib
import sys

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

kinds = {"txt": 0, "csv": 1, "tsv": 2, "jsonl": 3, "json": 4, "xls": 6}
for path in sorted((root / "fixtures/import").rglob("*")) + sorted((root / "fixtures/transcripts").rglob("*")):
    kind = kinds.get(path.suffix[1:])
    if path.is_file() and kind is not None:
        data = path.read_bytes()[:4000]
        name = f"{path.parent.name}-{path.name}"
        write("import", name, bytes([kind]) + data)
        write("decoding", name, data[:1000])
        try:
            text = data.decode(errors="ignore")
            write("import", name + ".gb", bytes([kind]) + text.encode("gb18030"))
            write("import", name + ".16", bytes([kind]) + b"\xff\xfe" + text.encode("utf-16-le")[:4000])
            write("decoding", name + ".gb", text.encode("gb18030")[:1000])
        except UnicodeError:
            pass

for path in sorted((root / "fixtures/import").rglob("*")) + sorted((root / "fixtures/import-hostile").rglob("*")):
    # Archives are told by their bytes, whatever they are called; cut ones would be none.
    if path.suffix in (".xlsx", ".zip") and path.stat().st_size < 4096:
        write("import", f"{path.parent.name}-{path.name}", b"\6" + path.read_bytes())

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
         "评分", "实付金额", "投诉时间", "汇总值", "同行同层优秀", "¥1,234.50", "98.5%", "E1", "P22", "已解决", "加微信", "弓长", "13800138000", "(?:", "(?=", "(?<!", "{0,20}", "\\p{L}", "[^", "\ufeff"]
lines = []
for word in words:
    escaped = "".join(f"\\x{byte:02x}" for byte in word.encode())
    lines.append(f'"{escaped}"')
for pair in ("fffe", "feff", "efbbbf", "84319533", "0d0a", "e280a8", "c285", "3dd8", "27dc"):
    lines.append('"' + "".join(f"\\x{pair[i:i + 2]}" for i in range(0, len(pair), 2)) + '"')
(out / "words.dict").write_text("\n".join(lines) + "\n")
