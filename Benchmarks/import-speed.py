#!/usr/bin/env python3
"""Imports a million messages from XLSX, CSV, JSON and canonical JSONL, and a line of 100 MB; prints time and memory.

Needs nothing but Python: python3 Benchmarks/import-speed.py [--messages N] [--zhijian PATH] [--keep FOLDER]
The files are invented and come out the same each time. Each is converted without merging, so that reading is what is measured.
The system counts what this program holds when it starts another one as that one's peak, so that figures below its own are not seen.
"""
import argparse
import json
import os
import random
import subprocess
import tempfile
import zipfile
from datetime import datetime, timedelta
from xml.sax.saxutils import escape

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HEADERS = ["会话编号", "客服工号", "访客昵称", "发送者类型", "聊天内容", "发送时间"]
WORDS = ["请问", "这款", "杯子", "什么时候", "发货", "颜色", "有没有", "大号", "可以", "优惠", "您好", "马上", "查一下", "稍等", "好的", "谢谢", "订单", "地址", "改", "退换"]
START = datetime(2026, 8, 1)


def messages(count):
    """(session, agent, customer, is_agent, text, seconds since START) of each message, ten to a conversation."""
    generator = random.Random(11)
    for index in range(count):
        session = index // 10
        text = "".join(generator.choices(WORDS, k=generator.randint(2, 12))) + str(index)
        yield f"H{session:07d}", f"qh{session % 40:02d}", f"客户{session % 90000}", index % 2 == 1, text, session * 7 + index % 10 * 20


def write_csv(path, count):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(",".join(HEADERS) + "\r\n")
        for session, agent, customer, is_agent, text, at in messages(count):
            when = (START + timedelta(seconds=at)).strftime("%Y-%m-%d %H:%M:%S")
            file.write(f"{session},{agent},{customer},{'客服' if is_agent else '客户'},{text},{when}\r\n")


def write_json(path, count):
    with open(path, "w", encoding="utf-8") as file:
        for session, agent, customer, is_agent, text, at in messages(count):
            when = int((START + timedelta(seconds=at)).timestamp() * 1000)
            record = {"sid": session, "waiter": agent, "customer": customer, "waiterSend": int(is_agent), "createdTime": when, "content": text, "msgType": 1}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def write_jsonl(path, count):
    with open(path, "w", encoding="utf-8") as file:
        open_session, record = None, None
        for session, agent, customer, is_agent, text, at in messages(count):
            if session != open_session:
                if record:
                    file.write(json.dumps(record, ensure_ascii=False) + "\n")
                open_session, record = session, {"schema": 1, "id": session, "customer": customer, "agents": [agent], "messages": []}
            when = (START + timedelta(seconds=at)).strftime("%Y-%m-%dT%H:%M:%S+08:00")
            record["messages"].append({"at": when, "role": "agent" if is_agent else "customer", "text": text})
        file.write(json.dumps(record, ensure_ascii=False) + "\n")


def write_xlsx(path, count):
    """As spreadsheet programs write them: shared strings, dates as styled numbers."""
    types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    book = ('<?xml version="1.0"?><workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            '<sheets><sheet name="会话明细" sheetId="1" r:id="rId1"/></sheets></workbook>')
    relations = '<?xml version="1.0"?><Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
    styles = '<?xml version="1.0"?><styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>'
    strings, numbers = {}, []

    def number(text):
        if text not in strings:
            strings[text] = len(strings)
            numbers.append(text)
        return strings[text]

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/_rels/workbook.xml.rels", relations)
        archive.writestr("xl/styles.xml", styles)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(b'<?xml version="1.0"?><worksheet><sheetData><row r="1">')
            cells = "".join(f'<c r="{"ABCDEF"[i]}1" t="s"><v>{number(header)}</v></c>' for i, header in enumerate(HEADERS))
            sheet.write((cells + "</row>").encode())
            base = (START - datetime(1899, 12, 30)).days
            rows = []
            for index, (session, agent, customer, is_agent, text, at) in enumerate(messages(min(count, 1_048_575)), 2):
                values = [session, agent, customer, "客服" if is_agent else "客户", text]
                cells = "".join(f'<c r="{"ABCDE"[i]}{index}" t="s"><v>{number(value)}</v></c>' for i, value in enumerate(values))
                rows.append(f'<row r="{index}">{cells}<c r="F{index}" s="1"><v>{base + at / 86400:.9f}</v></c></row>')
                if len(rows) == 10000:
                    sheet.write("".join(rows).encode())
                    rows = []
            sheet.write(("".join(rows) + "</sheetData></worksheet>").encode())
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as shared:
            shared.write(b'<?xml version="1.0"?><sst>')
            for start in range(0, len(numbers), 10000):
                shared.write("".join(f"<si><t>{escape(text)}</t></si>" for text in numbers[start:start + 10000]).encode())
            shared.write(b"</sst>")


def write_long_line(path, _):
    # Piece by piece: what this program holds when it starts another counts as that one's peak.
    before, after = {
        ".jsonl": ('{"id":"a","messages":[{"role":"customer","text":"',
                   '"}]}\n{"id":"b","messages":[{"role":"customer","text":"在吗"}]}\n'),
        ".csv": ("会话编号,角色,内容\nA,客户,", "\nB,客户,在吗\n"),
    }.get(os.path.splitext(path)[1], ("甲 --> 店:乙 2026-8-6 9:00:00\n", "\n店:乙 2026-8-6 9:00:10\n在的\n"))
    with open(path, "w", encoding="utf-8") as file:
        file.write(before)
        for _ in range(100_000_000 // 6_000):
            file.write("在吗" * 1_000)
        file.write(after)


def run(zhijian, path):
    """Seconds of the processor, which a busy machine does not lengthen, peak resident megabytes, exit code, and the last line on standard error."""
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen([zhijian, "convert", path, "--no-merge", "--output", "/dev/null"], stderr=errors, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = usage.ru_utime + usage.ru_stime
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace").splitlines()
    return seconds, usage.ru_maxrss / 1024, child.returncode, said


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--zhijian", default=os.path.join(ROOT, ".build/release/zhijian"))
    parser.add_argument("--keep")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or scratch
        os.makedirs(folder, exist_ok=True)
        print("| file | MB | seconds | messages/s | peak RSS, MB | exit |\n|---|---|---|---|---|---|")
        for name, write in [("chat.jsonl", write_jsonl), ("chat.csv", write_csv), ("dongdong.jsonl", write_json), ("chat.xlsx", write_xlsx)]:
            path = os.path.join(folder, name)
            if not os.path.exists(path):
                write(path, options.messages)
            seconds, memory, code, said = run(options.zhijian, path)
            size = os.path.getsize(path) / 1e6
            print(f"| {name} | {size:.0f} | {seconds:.1f} | {options.messages / seconds:,.0f} | {memory:.0f} | {code} |", flush=True)
            assert said and str(options.messages // 10) in said[-1], said[-3:]
        for name in ["line.jsonl", "line.csv", "line.txt"]:
            path = os.path.join(folder, name)
            if not os.path.exists(path):
                write_long_line(path, 0)
            seconds, memory, code, said = run(options.zhijian, path)
            print(f"| {name}, a line of 100 MB | {os.path.getsize(path) / 1e6:.0f} | {seconds:.1f} | | {memory:.0f} | {code} |", flush=True)
            assert any("line-too-long" in line or "long-cell" in line or "long-line" in line for line in said), said
            assert memory <= 256, f"{name}: {memory:.0f} MB"


if __name__ == "__main__":
    main()
