"""JSON and JSON Lines: syntax that is none, depth, numbers, and every member of every kind of record of a wrong type."""
import json
import os

from .case import Case, numbered
from .tables import repeated

SOUND = {"is_sound": True}
LARGE = {"is_large": True}
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GOOD = '{"id":"J","messages":[{"role":"customer","text":"在吗"},{"role":"agent","text":"在的"}]}\n'
WRONG = {"null": None, "number": 7, "string": "x", "array": [1], "object": {"x": 1}, "bool": True, "huge": 10 ** 40}


def leaves(value, wrong, keep=()):
    """The value with every leaf replaced, except those of members in `keep`."""
    if isinstance(value, dict):
        return {key: item if key in keep else leaves(item, wrong, keep) for key, item in value.items()}
    if isinstance(value, list):
        return [leaves(item, wrong, keep) for item in value]
    return wrong


def flattened(value, wrong):
    """The value with every array inside of it replaced."""
    if isinstance(value, dict):
        return {key: wrong if isinstance(item, list) else flattened(item, wrong) for key, item in value.items()}
    return [flattened(item, wrong) for item in value] if isinstance(value, list) else value


def samples():
    """The shipped examples of every JSON format and mapping: name, file name to give, values, whether one a line."""
    folder = os.path.join(ROOT, "fixtures/import")
    for part in ["json", "sca", "connect-chat", "wecom-archive", "qiyu"]:
        for name in sorted(os.listdir(os.path.join(folder, part))):
            with open(os.path.join(folder, part, name), encoding="utf-8") as file:
                text = file.read()
            stem, extension = os.path.splitext(name)
            try:
                yield f"{part}-{stem}", extension, [json.loads(text)], False
            except ValueError:
                yield f"{part}-{stem}", extension, [json.loads(line) for line in text.splitlines() if line.startswith("{")], True
    yield "canonical", ".jsonl", [json.loads(GOOD)], True


def written(values, is_lines) -> bytes:
    return "\n".join(json.dumps(value, ensure_ascii=False) for value in values).encode() + b"\n"


def wrong_types() -> list:
    cases = []
    for name, extension, values, is_lines in samples():
        for kind, wrong in WRONG.items():
            cases.append((f"{name}-all-{kind}{extension}", written(leaves(values, wrong), is_lines)))
        for kind in ("null", "number", "object"):
            flat = [flattened(value, WRONG[kind]) for value in values]
            if flat != values:
                cases.append((f"{name}-no-arrays-{kind}{extension}", written(flat, is_lines)))
        data = written(values, is_lines)
        cases.append((f"{name}-cut{extension}", data[:len(data) * 2 // 3]))
    return cases


def line(text: str) -> bytes:
    return (GOOD + text + "\n" + GOOD.replace('"J"', '"J2"')).encode()


def message(member: str) -> bytes:
    return line('{"id":"JM","messages":[{"role":"customer","text":"在吗",' + member + "}]}")


def records(quick: bool) -> list[Case]:
    depth, size = 100_000, (8 if quick else 70) * 1_000_000
    cases = [
        ("arrays-deep.json", b"[" * depth), ("arrays-deep-and-closed.json", b"[" * depth + b"]" * depth), ("objects-deep.json", b'{"a":' * depth + b"1" + b"}" * depth),
        ("arrays-deep.jsonl", line("[" * depth + "]" * depth)), ("objects-deep.jsonl", line('{"messages":' * depth)), ("deep-extra.jsonl", message('"x":' + "[" * depth + "]" * depth)),
        ("deep-extra-json.json", ('{"message_infos":[{"id":' + "[" * 60_000 + "]" * 60_000 + ',"msg_ts":"x","from_type":0,"text":"x"}]}').encode()),
        ("infinite.jsonl", message('"x":1e999')), ("long-number.jsonl", message('"x":' + "9" * 400)), ("bad-number.jsonl", message('"x":01')), ("not-a-number.jsonl", message('"x":NaN')),
        ("minus.jsonl", message('"x":-')), ("plus.jsonl", message('"x":+1')), ("lone-surrogate.jsonl", message('"x":"\\ud83d"')), ("surrogates-reversed.jsonl", message('"x":"\\udc00\\ud800"')),
        ("duplicate-keys.jsonl", line('{"id":"a","id":"b","messages":[],"messages":[{"role":"agent","text":"x","text":"y"}]}')), ("duplicate-text.jsonl", message('"text":"二"')),
        ("mark-in-the-middle.jsonl", line("\ufeff" + GOOD.strip().replace('"J"', '"J3"'))), ("nul-escaped.jsonl", message('"x":"\\u0000"'), SOUND), ("nul-in-text.jsonl", message('"sender":"a\0b"')),
        ("nul-between.jsonl", line("\0\0\0")), ("control-in-text.jsonl", message('"sender":"a\x01\x1b[31mb"')), ("line-end-in-text.jsonl", message('"sender":"a\nb"')),
        ("comma-at-end.jsonl", message('"x":[1,]')), ("single-quotes.jsonl", line("{'id':'a'}")), ("comment.jsonl", line('{"id":"a" /* x */}')), ("no-quotes.jsonl", line("{id:1}")),
        ("bad-escape.jsonl", message('"x":"\\x41"')), ("cut-escape.jsonl", message('"x":"\\u12"')), ("not-utf-8.jsonl", line('{"id":"').replace(b'{"id":"\n', b'{"id":"\xff\xfe","messages":[]}\n')),
        ("scalar.jsonl", line("42")), ("text.jsonl", line('"hello"')), ("array.jsonl", line("[1,2]")), ("words.jsonl", line("true false")), ("two-on-a-line.jsonl", line("{}{}")), ("empty-object.jsonl", line("{}")),
        ("no-messages.jsonl", line('{"id":"a"}')), ("messages-empty.jsonl", line('{"id":"a","messages":[]}'), SOUND), ("message-empty.jsonl", line('{"id":"a","messages":[{}]}')),
        ("role-unknown.jsonl", line('{"id":"a","messages":[{"role":"king","text":"x"}]}')), ("kind-unknown.jsonl", message('"kind":"smell"')), ("time-bad.jsonl", message('"at":"2026-99-99T99:99:99Z"')),
        ("time-number.jsonl", message('"at":1e300')), ("schema-later.jsonl", line('{"schema":99,"id":"a","messages":[]}')), ("schema-word.jsonl", line('{"schema":"x","id":"a","messages":[{"role":"agent","text":"x"}]}')),
        ("same-id.jsonl", (GOOD + GOOD.replace("在吗", "不一样")).encode(), SOUND), ("id-object.jsonl", line('{"id":{},"messages":[{"role":"agent","text":"x"}]}')),
        ("scalar.json", b"42"), ("text.json", b'"hello"'), ("null.json", b"null"), ("empty-array.json", b"[]"), ("empty-object.json", b"{}"), ("array-of-numbers.json", b"[1,2,3]"), ("unclosed.json", b"["),
        ("wrong-brackets.json", b'{"messages":[}'), ("behind.json", GOOD.strip().encode() + b"]]"), ("million-nulls.json", b"[" + b"null," * 200_000 + b"null]"), ("million-keys.jsonl", line("{" + ",".join(f'"k{i}":{i}' for i in range(100_000)) + "}")),
        ("utf-16.jsonl", GOOD.encode("utf-16")[:-1]), ("utf-16-cut.json", b"\xff\xfe" + b'{"a":'), ("gb18030-cut.jsonl", GOOD.encode("gb18030") + b'{"id":"\xd4'),
        ("long-line.jsonl", lambda: repeated(b'{"id":"JL","messages":[{"role":"customer","text":"', "在吗".encode(), size // 6, b'"}]}\n' + GOOD.encode()), {} if not quick else SOUND),
        ("long-name.jsonl", lambda: repeated(b'{"', b"a", 2_000_000, b'":1}\n' + GOOD.encode())), ("too-many-messages.jsonl", lambda: repeated(b'{"id":"a","messages":[', b'{"role":"agent","text":"x"},', 101_000, b'{"role":"agent","text":"x"}]}\n'), LARGE),
        ("sca-no-tickets.json", b'{"tickets":{},"optional":0}'), ("sca-dialogue-null.json", b'{"tickets":[{"tid":"t","dialogue":null}]}'), ("sca-times.json", '{"tickets":[{"tid":"t","dialogue":[{"role":"客户","words":"x","begin":9223372036854775807,"end":-9223372036854775808,"beginTime":9223372036854775807}]}]}'.encode()),
        ("connect-no-transcript.json", b'{"ContactId":"x","Participants":[],"Transcript":7}'), ("connect-time.json", b'{"ContactId":"x","Participants":[],"Transcript":[{"Id":"1","Type":"MESSAGE","AbsoluteTime":"99999-99","ContentType":"text/plain","Content":"x","ParticipantId":"p","ParticipantRole":"KING"}]}'),
        ("wecom-revokes-nothing.jsonl", b'{"msgid":"1","action":"recall","from":"a","tolist":["b"],"msgtime":1,"msgtype":"revoke","revoke":{"pre_msgid":"none"}}\n'), ("wecom-time-huge.jsonl", b'{"msgid":"1","action":"send","from":"a","tolist":["wmx"],"msgtime":9223372036854775807,"msgtype":"text","text":{"content":"x"}}\n'),
    ]
    result = numbered("j", cases + wrong_types())
    for case in result:
        if callable(case.content):
            case.content = case.content()
    result.append(Case("j900-qiyu/session.txt", b'{"id":5001,"interaction":0,"sType":0,"staffId":12,"userId":"u"}\n'))
    result.append(Case("j901-qiyu/message.txt", b'{"id":1,"sessionId":5001,"from":1,"userId":"u","time":1785978130000,"mType":1,"msg":"x","staffId":12}\nJUNK\n{"id":2,"sessionId":5001\nJUNK\n'))
    return result
