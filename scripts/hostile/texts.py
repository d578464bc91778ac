"""Chats as text: broken headers, control characters, nothing but headers."""
from .case import Case, numbered
from .tables import repeated

SOUND = {"is_sound": True}
QIANNIU = "纸短情长 --> 店:乙 2026-8-6 9:00:00\n在吗\n店:乙 2026-8-6 9:00:10\n在的\n"
QQ = "消息记录（此消息记录为文本格式，不支持重新导入）\n\n" + "=" * 64 + "\n消息分组:客户\n" + "=" * 64 + "\n消息对象:小雨\n" + "=" * 64 + "\n\n"
WECHAT = "2026-08-06 09:02:10 客户: 有吗\n2026-08-06 09:02:31 客服: 有的\n"


def texts(quick: bool) -> list[Case]:
    size = 8_000_000 if quick else 100_000_000
    cases = [
        ("qianniu-dates.txt", (QIANNIU + "店:乙 2026-13-45 99:99:99\n还在\n纸短情长 2026-02-30 09:00:00\n好\n").encode()), ("qianniu-year-zero.txt", QIANNIU.replace("2026", "0000").encode()),
        ("qianniu-only-headers.txt", ("店:乙 2026-8-6 9:00:10\n" * 2_000).encode()), ("qianniu-backwards.txt", ("店:乙 2026-8-6 9:00:10\n在的\n甲 --> 店:乙 2026-8-5 9:00:00\n在吗\n").encode(), SOUND),
        ("qianniu-not-utf-8.txt", QIANNIU.encode() + b"\xff\xfe\n"), ("qianniu-nul.txt", QIANNIU.replace("在吗", "在\0吗").encode()), ("qianniu-cut-16.txt", QIANNIU.encode("utf-16") + b"\0"),
        ("long-line.txt", lambda: repeated(b"\xe7\x94\xb2 --> \xe5\xba\x97:\xe4\xb9\x99 2026-8-6 9:00:00\n", "在吗".encode(), size // 6, "\n店:乙 2026-8-6 9:00:10\n在的\n".encode())),
        ("qq-banner-only.txt", QQ.encode()), ("qq-dates.txt", (QQ + "2023-99-99 12:00:00 小雨(1)\n在吗\n\n").encode()), ("qq-no-bodies.txt", (QQ + "2023-01-01 12:00:00 小雨(1)\n\n" * 50).encode(), SOUND),
        ("wechat-dates.txt", WECHAT.replace("2026-08-06", "2026-98-76").encode()), ("wechat-no-roles.txt", WECHAT.replace("客户", "甲").replace("客服", "乙").encode()),
        ("wechat-time-only.txt", WECHAT.replace("2026-08-06 ", "").encode(), SOUND), ("wechat-nul.txt", WECHAT.replace("有吗", "\0\0").encode()),
        ("words.txt", b"hello world\n"), ("spaces.txt", b" \t\r\n" * 9_000), ("lines.txt", b"=" * 70 + b"\n"), ("colons.txt", b":\n" * 40_000), ("arrows.txt", b" --> \n" * 20_000), ("binary.txt", bytes(range(256)) * 99),
        ("bidi.txt", "\u202e\u2066\u2069\u200f\n".encode() * 99), ("control.txt", bytes(range(1, 32)) * 99), ("ansi.txt", b"\x1b[31m\x1b]0;title\x07\n" * 99), ("marks.txt", b"\xef\xbb\xbf" * 99), ("zero-width.txt", "\u200b\u200d\u2060\n".encode() * 99),
        ("combining.txt", b"a" + "\u0301".encode() * 300_000), ("emoji.txt", "👨‍👩‍👧".encode() * 9_000), ("private-use.txt", "\ue000\uf8ff".encode() * 999), ("noncharacters.txt", "\ufffe\uffff".encode() * 999),
        ("mail.txt", b"From: a@b.c\nSubject: x\n\nhi\n"), ("log.txt", b"2026-11-02T10:00:00Z INFO started\n" * 9), ("yaml.txt", b"a: &a [*a]\n"), ("xml.txt", b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"),
        ("code.txt", b"#include <stdio.h>\nint main(void){return 0;}\n"), ("sql.txt", b"'); DROP TABLE chats; --\n"), ("template.txt", b"{{7*7}} ${7*7} <%= 7*7 %>\n"),
        ("bidi-in-chat.txt", WECHAT.replace("有吗", "\u202e有吗").encode(), SOUND), ("ansi-in-chat.txt", WECHAT.replace("有吗", "\x1b[31m有吗").encode(), SOUND), ("header-in-message.txt", QIANNIU.replace("在吗", "店:乙 说 2026-8-6 9:00:00 在吗").encode(), SOUND),
    ]
    result = numbered("t", cases)
    for case in result:
        if callable(case.content):
            case.content = case.content()
    return result
