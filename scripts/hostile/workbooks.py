"""XLSX workbooks: bombs, missing and foreign parts, XML that is none, cells where none may be."""
import zlib

from .archives import Entry, archive, bomb, named
from .case import Case, numbered

SOUND = {"is_sound": True}
LARGE = {"is_large": True}
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TYPES = f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
LAUGHS = ('<!DOCTYPE x [<!ENTITY a "haha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{(chr(38) + chr(97 + i) + ";") * 10}">' for i in range(9)) + "]>")
HEADS = ["会话编号", "角色", "内容", "发送时间"]


def letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, texts: list) -> str:
    return f'<row r="{number}">' + "".join(cell(f"{letters(i)}{number}", text) for i, text in enumerate(texts)) + "</row>"


def rows(session: str) -> str:
    return (row(1, HEADS) + row(2, [session, "客户", "纸盒压扁了", "2026-11-02 10:00:00"])
            + row(3, [session, "客服", "马上为您补发", "2026-11-02 10:00:20"]))


def sheet(inner: str) -> str:
    return f"{DECLARATION}<worksheet {MAIN}><sheetData>{inner}</sheetData></worksheet>"


def book(sheets: str = '<sheet name="会话" sheetId="1" r:id="rId1"/>') -> str:
    return f"{DECLARATION}<workbook {MAIN} {RELATIONS}><sheets>{sheets}</sheets></workbook>"


def targets(target: str = "worksheets/sheet1.xml", more: str = "") -> str:
    return f'{DECLARATION}<Relationships><Relationship Id="rId1" Target="{target}"{more}/></Relationships>'


def workbook(inner=None, drop=(), **parts) -> bytes:
    """A workbook whose sheet has `inner`; parts are given by their names, with _ for / and . in them."""
    content = {
        "[Content_Types].xml": TYPES, "xl/workbook.xml": book(), "xl/_rels/workbook.xml.rels": targets(),
        "xl/worksheets/sheet1.xml": sheet(rows("X") if inner is None else inner),
    }
    names = {"types": "[Content_Types].xml", "book": "xl/workbook.xml", "rels": "xl/_rels/workbook.xml.rels", "sheet1": "xl/worksheets/sheet1.xml",
             "sheet2": "xl/worksheets/sheet2.xml", "strings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
    for key, value in parts.items():
        content[names[key]] = value
    for key in drop:
        content.pop(names[key], None)
    entries = []
    for name, value in content.items():
        if isinstance(value, Entry):
            entries.append(named(value, name))
        else:
            entries.append(Entry(name.encode(), value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")))
    return archive(*entries)


def shared(index: str) -> str:
    return row(1, HEADS) + f'<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>{index}</v></c></row>'


def strings(*texts: str) -> str:
    return f"{DECLARATION}<sst {MAIN}>" + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>"


def dated(value: str) -> bytes:
    styles = f'{DECLARATION}<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>'
    inner = row(1, HEADS) + f'<row r="2">{cell("A2", "X")}{cell("B2", "客户")}{cell("C2", "在吗")}<c r="D2" s="1"><v>{value}</v></c></row>'
    return workbook(inner, styles=styles)


def second(text: str) -> bytes:
    """A sound first row, then one whose cells are `text`."""
    return workbook(rows("X") + f'<row r="4">{text}</row>')


def workbooks(quick: bool) -> list[Case]:
    size = 24 if quick else 400
    start, finish = sheet("\0").split("\0")
    text = row(9, ["X", "客户", "在吗", ""])
    cases = [
        ("strings-bomb.xlsx", workbook(shared("1"), strings=bomb(size, b"<sst><si><t>", b"a"))),
        ("strings-empty-bomb.xlsx", workbook(shared("1"), strings=bomb(size, b"<sst>", b"<si/>"))),
        ("strings-many.xlsx", workbook(shared("1"), strings=bomb(16, b"<sst>", b"<si/>"))),
        ("sheet-bomb.xlsx", workbook(sheet1=bomb(size, (start + rows("X")).encode(), text.encode()))),
        ("sheet-of-spaces.xlsx", workbook(sheet1=bomb(size, start.encode(), b" "))),
        ("styles-bomb.xlsx", workbook(styles=bomb(size, b"<styleSheet><cellXfs>", b'<xf numFmtId="0"/>'))),
        ("book-bomb.xlsx", workbook(book=bomb(size, b"<workbook><sheets>", b"<!-- -->"))),
        ("relations-bomb.xlsx", workbook(rels=bomb(size, b"<Relationships>", b'<Relationship Id="a" Target="b"/>'))),
        ("million-rows.xlsx", workbook(sheet1=bomb(12, (start + rows("X")).encode(), b"<row/>")), SOUND),
        ("ten-million-cells-in-a-row.xlsx", workbook(sheet1=bomb(size, (start + rows("X") + '<row r="4">').encode(), b"<c/>"))),
        ("wide-row.xlsx", second("".join(f'<c r="{letters(i)}4"><v>1</v></c>' for i in range(20_000)))),
        ("column-beyond-XFD.xlsx", second(cell("A4", "X") + cell("B4", "客户") + cell("ZZZZ4", "很远"))),
        ("column-of-letters.xlsx", second(cell("A4", "X") + cell("ABCDEFGHIJKLMNOPQRSTUVWXYZ4", "很远"))),
        ("columns-backwards.xlsx", second(cell("D4", "") + cell("C4", "丢了") + cell("B4", "客户") + cell("A4", "X"))),
        ("column-twice.xlsx", second(cell("A4", "X") + cell("B4", "客户") + cell("C4", "一") + cell("C4", "二"))),
        ("row-number-huge.xlsx", workbook(rows("X") + f'<row r="99999999999999999999">{cell("A1", "X")}{cell("C1", "在吗")}</row>')),
        ("rows-backwards.xlsx", workbook(rows("X") + row(2, ["X", "客户", "还在吗", ""])), SOUND),
        ("laughs-in-sheet.xlsx", workbook(sheet1=DECLARATION + LAUGHS + f"<worksheet><sheetData>{row(1, HEADS)}{row(2, ['X', '客户', '&j;'])}</sheetData></worksheet>")),
        ("laughs-in-strings.xlsx", workbook(shared("1"), strings=DECLARATION + LAUGHS + "<sst><si><t>客户</t></si><si><t>&j;</t></si></sst>")),
        ("laughs-in-book.xlsx", workbook(book=DECLARATION + LAUGHS + book()[len(DECLARATION):])),
        ("laughs-in-relations.xlsx", workbook(rels=DECLARATION + LAUGHS + targets()[len(DECLARATION):])),
        ("laughs-in-styles.xlsx", workbook(styles=DECLARATION + LAUGHS + "<styleSheet/>")),
        ("external-entity.xlsx", workbook(sheet1=DECLARATION + '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet/>')),
        ("entity-unknown.xlsx", workbook(row(1, HEADS) + row(2, ["X", "客户", "&e;&#xFFFFFFFF;&#0;&#xD800;", ""])), SOUND),
        ("target-external.xlsx", workbook(rels=targets("http://example.invalid/sheet.xml", ' TargetMode="External"'))),
        ("target-way-out.xlsx", workbook(rels=targets("../../../../etc/passwd"))),
        ("target-itself.xlsx", workbook(rels=targets("workbook.xml"))),
        ("target-strings.xlsx", workbook(rels=targets("sharedStrings.xml"), strings=strings("客户"))),
        ("no-book.xlsx", workbook(drop=["book"])), ("no-relations.xlsx", workbook(drop=["rels"]), SOUND),
        ("no-sheet.xlsx", workbook(drop=["sheet1"])), ("no-types.xlsx", workbook(drop=["types"]), SOUND),
        ("no-strings.xlsx", workbook(shared("1"))), ("string-out-of-range.xlsx", workbook(shared("7"), strings=strings("客户", "在吗"))),
        ("string-negative.xlsx", workbook(shared("-1"), strings=strings("客户", "在吗"))),
        ("string-number-huge.xlsx", workbook(shared("9" * 400), strings=strings("客户", "在吗"))),
        ("string-not-a-number.xlsx", workbook(shared("abc"), strings=strings("客户", "在吗"))),
        ("no-sheets-in-book.xlsx", workbook(book=book(""))), ("all-hidden.xlsx", workbook(book=book('<sheet name="a" state="hidden" r:id="rId1"/>'))),
        ("2000-sheets.xlsx", workbook(book=book("".join(f'<sheet name="s{i}" sheetId="{i}" r:id="rId1"/>' for i in range(2_000))))),
        ("same-sheet-often.xlsx", workbook(book=book("".join(f'<sheet name="s{i}" sheetId="{i}" r:id="rId1"/>' for i in range(50))))),
        ("sheet-name.xlsx", workbook(row(1, ["甲"]), book=book('<sheet name="a&#27;[31m&#10;b" sheetId="1" r:id="rId1"/>'))),
        ("chart-only.xlsx", workbook(sheet1=f"{DECLARATION}<chartsheet/>")), ("no-rows.xlsx", workbook("")),
        ("no-sheet-data.xlsx", workbook(sheet1=f"{DECLARATION}<worksheet/>")), ("headers-only.xlsx", workbook(row(1, HEADS))),
        ("empty-sheet-file.xlsx", workbook(sheet1=b"")), ("no-text-column.xlsx", workbook(row(1, ["甲", "乙"]) + row(2, ["1", "2"]))),
        ("deep-xml.xlsx", workbook(rows("X") + "<a>" * 100_000)), ("deep-and-closed.xlsx", workbook(rows("X") + "<a>" * 100_000 + "</a>" * 100_000), SOUND),
        ("deep-in-cell.xlsx", second('<c r="C4" t="inlineStr"><is>' + "<r>" * 100_000)),
        ("cut-sheet.xlsx", workbook(sheet1=sheet(rows("X"))[:-80])), ("cut-in-tag.xlsx", workbook(sheet1=start + rows("X") + '<row r="4"')),
        ("cut-strings.xlsx", workbook(shared("1"), strings=strings("客户", "在吗")[:-20])), ("cut-book.xlsx", workbook(book=book()[:-40])),
        ("crossed-tags.xlsx", workbook(row(1, HEADS) + '<row r="2"><c r="A2"><v>1</row></v></c>')),
        ("unquoted-attribute.xlsx", workbook(row(1, HEADS) + "<row r=2><c r=A2 t=s><v>1</v></c></row>")),
        ("attribute-unclosed.xlsx", workbook(row(1, HEADS) + '<row r="2><c r="A2"><v>1</v></c></row>')),
        ("less-than.xlsx", workbook(row(1, HEADS) + row(2, ["X", "客户", "1 < 2", ""]))),
        ("cdata-unclosed.xlsx", workbook(rows("X") + "<![CDATA[")), ("comment-unclosed.xlsx", workbook(rows("X") + "<!-- ")),
        ("instruction-unclosed.xlsx", workbook(rows("X") + "<?x ")), ("long-tag.xlsx", workbook(rows("X") + "<row " + "a" * 400_000 + "/>"), SOUND),
        ("nul-in-xml.xlsx", workbook(row(1, HEADS) + row(2, ["X", "客户", "在\0吗", ""]))),
        ("not-utf-8.xlsx", workbook(sheet1=sheet(row(1, HEADS)).encode()[:-24] + b'<row r="2"><c r="C2" t="inlineStr"><is><t>\xff\xfe\x80</t></is></c></row></sheetData></worksheet>')),
        ("utf-16.xlsx", workbook(sheet1=sheet(rows("X")).encode("utf-16"))), ("plain-text-sheet.xlsx", workbook(sheet1="会话编号,内容\nX,在吗\n")),
        ("long-cell.xlsx", workbook(row(1, HEADS) + row(2, ["X", "客户", "长" * 1_000_000, ""]))),
        ("faults-for-texts.xlsx", workbook(row(1, HEADS) + '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="e"><v>#REF!</v></c><c r="C2" t="e"><v>#REF!</v></c></row>')),
        ("bad-crc.xlsx", workbook(sheet1=Entry(b"", sheet(rows("X")).encode(), crc=7))),
        ("bad-crc-strings.xlsx", workbook(shared("1"), strings=Entry(b"", strings("客户", "在吗").encode(), crc=7))),
        ("encrypted-part.xlsx", workbook(sheet1=Entry(b"", b"x", packed=bytes(40), flags=0x801))),
        ("encrypted.xlsx", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(400)),
        ("old.xls", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(1_000)), ("binary.xlsb.xlsx", archive(Entry(b"[Content_Types].xml", TYPES.encode()), Entry(b"xl/workbook.bin", b"\x83\x01"))),
        ("open-document.xlsx", archive(Entry(b"mimetype", b"application/vnd.oasis.opendocument.spreadsheet", method=0), Entry(b"content.xml", b"<office:document-content/>"))),
        ("plain.xlsx", "会话,内容\n".encode() + b"\xff" * 20), ("zeros.xlsx", bytes(4_096)), ("compressed-only.xlsx", zlib.compress(b"x" * 99)),
    ]
    for name, value in [("negative", "-5"), ("infinite", "1e999"), ("not-a-number", "NaN"), ("too-late", "2958466"), ("huge", "1" + "0" * 300),
                        ("words", "昨天"), ("hexadecimal", "0x10")]:
        cases.append((f"date-{name}.xlsx", dated(value)))
    return numbered("x", cases)
