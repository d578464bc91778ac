"""YAML and TSV that the program is configured by: rules, mappings, settings, scorecards, lexicons."""
from .case import Case

GOOD = {
    "rules": "id: sound\ntitle: 好\nwhy: 好\ncategory: attitude\nseverity: minor\nforbid:\n  keyword: [好]\n",
    "mapping": "schema: 1\nname: sound\nformat: csv\ncolumns:\n  text: 内容\n  role: 角色\n",
    "settings": "metrics:\n  preset: generic\n",
    "scorecard": "sections:\n  - {id: attitude, title: 态度, weight: 10, floor: 0}\nbands: {A: 90, B: 0}\n",
}


def laughs() -> str:
    text = "a0: &a0 [ha, ha]\n"
    for level in range(1, 12):
        text += f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n"
    return text


def kinds(good: str) -> dict:
    deep = "".join(f"{' ' * level}k:\n" for level in range(120))
    return {
        "aliases": laughs(), "anchor-of-itself": "a: &a [*a]\n", "merge": "a: &a {x: 1}\nb: {<<: *a}\n", "alias-unknown": good + "x: *nobody\n", "many-anchors": "".join(f"a{i}: &a{i} 1\n" for i in range(5_000)),
        "lists-deep": "a: " + "[" * 20_000, "lists-deep-and-closed": "a: " + "[" * 500 + "]" * 500, "maps-deep": "a: " + "{a: " * 2_000, "blocks-deep": deep, "dashes-deep": "- " * 5_000 + "x\n",
        "duplicate-keys": good + good, "many-duplicate-keys": "a: 1\n" * 2_000, "tabs": good + "x:\n\t- y\n", "infinite": good + "weight: 1e999\n", "booleans": good + "x: [y, n, no, yes, on, off, ~, null]\n",
        "numbers": good + "x: [0x10, 0o7, 010, 1_000, .inf, .nan, 12:30:00, 2026-11-02]\n", "nul": good + "x: a\0b\n", "control": good + "x: a\x07b\n", "next-line": good + "x: a\x85b\n", "marks": "\ufeff" + good + "\ufeffx: 1\n",
        "huge": "# " + "x" * 1_200_000 + "\n" + good, "many-values": "x: [" + "1, " * 200_000 + "1]\n", "many-keys": "".join(f"k{i}: 1\n" for i in range(60_000)), "long-line": good + "x: " + "a" * 500_000 + "\n",
        "empty": "", "comment-only": "# x\n", "scalar": "hello\n", "list": "- a\n- b\n", "null": "~\n", "tag": good + "x: !!python/object/apply:os.system [id]\n", "own-tag": good + "x: !secret y\n", "two-documents": good + "---\n" + good,
        "quote-unclosed": good + 'x: "abc\n', "bracket-unclosed": good + "x: [a, b\n", "key-not-text": good + "? [a, b]\n: c\n", "no-space": "a:1\nb:2\n", "bad-indent": good + "  x: 1\n y: 2\n", "directive": "%YAML 9.9\n---\n" + good,
        "unknown-key": good + "constructor: 1\n__proto__: 2\n", "block-unclosed": good + "x: |9\n a\n", "cut": good[: len(good) // 2 + 3] + '"', "reserved": good + "x: @a\ny: `b`\n", "escapes": good + 'x: "\\xZZ\\u12"\n',
    }


RAW = {"not-utf-8": b"a: \xff\xfe\n", "utf-16": "a: 1\n".encode("utf-16"), "gb18030": "标题: 好\n".encode("gb18030"), "zeros": bytes(5_000), "archive": b"PK\3\4" + bytes(100), "picture": b"\x89PNG\r\n\x1a\n" + bytes(99)}


def settings(quick: bool) -> list[Case]:
    result, number = [], 0
    for role, good in GOOD.items():
        contents = {name: text.encode("utf-8", "surrogatepass") for name, text in kinds(good).items()} | RAW
        for name, content in contents.items():
            result.append(Case(f"{role}/y{number:03d}-{name}.yaml", content, role=role))
            number += 1
    return result
