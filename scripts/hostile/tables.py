"""CSV and TSV, tables in HTML: endless rows, quotes without end, bytes of no encoding, cells that no column expects."""
import random

from .case import HEADER, ROWS, Case, chat, numbered

SOUND = {"is_sound": True}
LARGE = {"is_large": True}
TWO = "角色,内容\n"


def repeated(head: bytes, piece: bytes, count: int, tail: bytes = b""):
    """`head`, `count` times `piece`, `tail`, without holding it all."""
    block = piece * max(1, 1_000_000 // len(piece))
    times = count * len(piece) // len(block)
    yield head
    for _ in range(times):
        yield block
    yield tail


def with_cell(header: str, value: str) -> bytes:
    return f"会话编号,角色,内容,{header}\nC,客户,在吗,{value}\nC,客服,在的,{value}\n".encode()


def tables(quick: bool) -> list[Case]:
    generator = random.Random(3)
    million, text = 1_000_000, HEADER + ROWS.format("C")
    columns = million if quick else 10 * million
    megabytes = 8 if quick else 100
    cases = [
        ("columns.csv", lambda: repeated(chat("C") + b"C,", b"x,", columns, b"\n")), ("columns-in-header.csv", lambda: repeated(HEADER.strip().encode(), b",x", columns, b"\n")),
        ("columns-all-empty.csv", lambda: repeated(b"", b",", columns)), ("columns-all-quoted.csv", lambda: repeated(chat("C") + b"C", b',""', columns)),
        ("columns.tsv", lambda: repeated(chat("C").replace(b",", b"\t") + b"C", b"\tx", columns)),
        ("columns-of-words.csv", lambda: repeated("内容".encode(), ",内容".encode(), columns // 10, b"\n")),
        ("one-line.csv", lambda: repeated(TWO.encode() + "客户,".encode(), "在吗".encode(), megabytes * million // 6, "\n客服,在的\n".encode())),
        ("one-line-without-end.csv", lambda: repeated(TWO.encode() + "客户,\"".encode(), "在吗".encode(), megabytes * million // 6)),
        ("one-line-no-table.csv", lambda: repeated(b"", b"x", megabytes * million)), ("long-header.csv", lambda: repeated(TWO.strip().encode(), b"x", 2 * million, b"\n")),
        ("quote-unclosed.csv", (text + 'C,客户,,"没有关上,\nC,客服,,在的,\n').encode()), ("quote-in-text.csv", (text + 'C,客户,,"他说"好"了,\n').encode()),
        ("quotes-only.csv", lambda: repeated(TWO.encode() + b"x,", b'"', 3 * million)), ("quotes-at-starts.csv", (TWO + '客户,"a\n' * 50_000).encode()),
        ("quote-at-end.csv", (text + 'C,客户,,"').encode()), ("quoted-header.csv", ('"会话编号,角色,内容\n' + "C,客户,在吗\n").encode()),
        ("nul-in-text.csv", text.replace("压扁", "压\0扁").encode()), ("nul-between.csv", b"".join(bytes([b, 0]) if b < 128 else bytes([b]) for b in text.encode())),
        ("nul-in-header.csv", text.replace("内容", "内\0容").encode()), ("nuls.csv", bytes(100_000)), ("nuls-behind.csv", text.encode() + bytes(100_000)),
        ("bad-byte.csv", text.encode().replace("压".encode(), b"\xff")), ("cut-character.csv", text.encode()[:-1] + "\nC,客户,,好".encode()[:-1]),
        ("overlong.csv", text.encode() + "C,客户,,".encode() + b"\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf,\n"), ("surrogates.csv", text.encode() + "C,客户,,".encode() + b"\xed\xa0\x80\xed\xb0\x80,\n"),
        ("beyond-unicode.csv", text.encode() + "C,客户,,".encode() + b"\xf4\x90\x80\x80\xf8\x88\x80\x80\x80,\n"), ("bytes-of-all-kinds.csv", text.encode() + bytes(range(128, 256)) * 20),
        ("mixed-encodings.csv", text.encode() + "C,客户,,什么时候发货呢请问一下,\n".encode("gb18030") * 3), ("mixed-the-other-way.csv", (text * 3).encode("gb18030") + "C,客户,,什么时候发货呢请问,\n".encode()),
        ("gb18030-cut.csv", text.encode("gb18030") + b"C,\xbf\xcd\xbb\xa7,,\xd4\xda\xc2"), ("gb18030-four-bytes.csv", text.encode("gb18030") + b"C,,,\x81\x30\xff\xff\x90\x30\x81,\n"),
        ("big5.csv", "會話編號,角色,內容\nC,客戶,請問什麼時候可以寄出\nC,客服,今天就會寄出的\n".encode("big5") * 2), ("utf-16-odd.csv", text.encode("utf-16") + b"\0"),
        ("utf-16-surrogate.csv", text.encode("utf-16-le").replace("压".encode("utf-16-le"), b"\x00\xd8")), ("utf-16-no-mark.csv", text.encode("utf-16-be") + b"\xd8"),
        ("utf-32.csv", text.encode("utf-32")), ("utf-7.csv", text.encode("utf-7")), ("ebcdic.csv", b"role,text\ncustomer,hello\n".decode().encode("cp500")),
        ("marks-only.csv", b"\xef\xbb\xbf"), ("two-marks.csv", b"\xef\xbb\xbf\xef\xbb\xbf" + text.encode(), SOUND), ("mark-of-other.csv", b"\xff\xfe" + text.encode()),
        ("header-only.csv", HEADER.encode()), ("header-twice.csv", (HEADER + HEADER).encode()), ("empty-header.csv", b",,,,\n1,2,3,4,5\n"), ("blank-lines.csv", b"\n" * 200_000),
        ("commas-only.csv", b",,,\n" * 20_000), ("no-text-column.csv", "甲,乙\n1,2\n".encode()), ("no-roles.csv", "会话编号,内容\nC,在吗\n".encode()),
        ("duplicate-headers.csv", "会话编号,角色,内容,内容,内容\nC,客户,在吗,另一格,又一格\n".encode(), SOUND), ("more-cells-than-headers.csv", "角色,内容,会话编号\n客户,在吗,你好,真的,C\n".encode()),
        ("fewer-cells.csv", (HEADER + "C\nC,\nC,客户\n").encode()), ("empty-texts.csv", (HEADER + "C,客户,,,\nC,客服,,,\n").encode()),
        ("only-totals.csv", (HEADER + "合计,,,,\n平均值,,,,\n").encode()), ("unknown-roles.csv", "会话编号,角色,内容\nC,甲方,在吗\nC,乙方,在的\n".encode()),
        ("carriage-returns.csv", text.replace("\n", "\r").encode(), SOUND), ("formulas.csv", "会话编号,角色,内容\nC,客户,=1+1\nC,客服,@SUM(A1)\n".encode(), SOUND),
        ("too-many-messages.csv", lambda: repeated(TWO.encode(), "客户,在吗\n".encode(), 110_000), LARGE),
        ("session-of-a-megabyte.csv", ("会话编号,角色,内容\n" + "长" * 400_000 + ",客户,在吗\n").encode()), ("agent-of-a-megabyte.csv", ("角色,客服,内容\n客服," + "长" * 400_000 + ",在的\n").encode()),
        ("times-of-all-kinds.csv", (HEADER + "".join(f"C,客户,,在吗,{t}\n" for t in ["9999-99-99", "0000-00-00", "2026-02-30 25:61:61", "1e300", "-1", "NaN", "昨天"])).encode()),
        ("year-missing.csv", (HEADER + "C,客户,,在吗,11-02 10:00\n").encode()), ("time-huge.csv", (HEADER + "C,客户,,在吗," + "9" * 400 + "\n").encode()),
        ("recalled.csv", with_cell("是否撤回", "也许"), SOUND), ("semicolons-and-commas.csv", "角色;内容,会话\n客户;在吗,C\n".encode()),
    ]
    for name, value in [("infinite", "1e999"), ("negative", "-3"), ("fraction", "3/0"), ("huge", "9" * 50), ("word", "还行吧也许")]:
        cases.append((f"rating-{name}.csv", with_cell("满意度", value), SOUND if name == "negative" else {}))
    for name, value in [("queue", "进入排队时间"), ("start", "会话开始时间"), ("end", "会话结束时间")]:
        cases.append((f"bad-{name}.csv", with_cell(value, "2026-13-45 99:99")))
    foreign = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff\xe0", "gif": b"GIF89a", "pdf": b"%PDF-1.7\n", "gzip": b"\x1f\x8b\x08\0", "rar": b"Rar!\x1a\7\1\0", "7z": b"7z\xbc\xaf\x27\x1c",
               "sqlite": b"SQLite format 3\0", "elf": b"\x7fELF\2\1\1\0", "class": b"\xca\xfe\xba\xbe", "parquet": b"PAR1", "pickle": b"\x80\4\x95", "wasm": b"\0asm\1\0\0\0",
               "bzip2": b"BZh91AY&SY", "xz": b"\xfd7zXZ\0", "zstd": b"\x28\xb5\x2f\xfd", "ole": bytes.fromhex("D0CF11E0A1B11AE1"), "tar": b"chat.csv" + bytes(249) + b"ustar\x0000"}
    for name, head in foreign.items():
        cases.append((f"really-{name}.csv", head + generator.randbytes(600)))
    cases.append(("random.csv", generator.randbytes(20_000)))
    cases.append(("random-lines.csv", b"\n".join(generator.randbytes(40) for _ in range(200))))
    result = numbered("c", cases)
    for case in result:
        if callable(case.content):
            case.content = case.content()
    return result


def table(inner: str) -> bytes:
    return f"<html><table><tr><th>会话编号</th><th>角色</th><th>内容</th></tr>{inner}</table></html>".encode()


def markup(quick: bool) -> list[Case]:
    size = 20_000 if quick else 300_000
    good = "<tr><td>H</td><td>客户</td><td>在吗</td></tr>"
    cases = [
        ("no-table.html", b"<html><body><p>hello</p></body></html>"), ("empty-table.html", b"<table></table>"), ("headers-only.html", table("")),
        ("no-text-column.xls", b"<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>"),
        ("nested-tables.html", table("<tr><td><table>" * size)), ("wide-spans.html", table("<tr>" + "<td colspan=999999>x</td>" * 60 + "</tr>")),
        ("deep-spans.html", table(good + '<tr><td rowspan="999999999">H</td><td rowspan=-1>客户</td><td>好</td></tr>'), SOUND), ("cells-without-end.html", table("<tr>" + "<td>x" * size)),
        ("tag-unclosed.html", table(good) + b"<tr><td", SOUND), ("quote-unclosed.html", table('<tr><td class="x>H</td><td>客户</td></tr>')), ("comment-unclosed.html", table(good + "<!-- "), SOUND),
        ("script-unclosed.html", table("<script>" + good)), ("entities.html", table(good + "<tr><td>H</td><td>客服</td><td>&#0;&#xFFFFFFFFFF;&bogus;&#xD800;</td></tr>"), SOUND),
        ("laughs.xls", b'<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "ha">]>' + table("<tr><td>H</td><td>&a;</td><td>&a;</td></tr>")),
        ("index-huge.xls", b'<?xml version="1.0"?><Workbook><Worksheet><Table><Row><Cell ss:Index="2147483648"><Data>x</Data></Cell></Row></Table></Worksheet></Workbook>'),
        ("long-cell.html", table("<tr><td>H</td><td>客户</td><td>" + "长" * 500_000 + "</td></tr>")), ("not-utf-8.html", table(good).replace("在吗".encode(), b"\xff\xfe")),
        ("mark-less-utf-16.html", table(good).decode().encode("utf-16-be") + b"\xd8"), ("angles.html", b"<" * size), ("empty-tags.html", b"<>" * size), ("endless-tag.html", b"<table " + b"a" * size),
        ("nul.html", table(good.replace("在吗", "在\0吗"))), ("empty-rows.html", table("<tr></tr>" * size)), ("mail.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n" + table(good)),
    ]
    return numbered("h", cases)
