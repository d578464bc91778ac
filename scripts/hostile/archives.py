"""ZIP archives: bombs, lies, ways out."""
import random
import struct
import zlib
from dataclasses import dataclass
from typing import Optional

from .case import Case, chat, numbered

LARGE = {"is_large": True}
SOUND = {"is_sound": True}


@dataclass
class Entry:
    """A file of an archive; what is given beside name and data is a lie."""
    name: bytes
    data: bytes = b""
    packed: Optional[bytes] = None
    method: int = 8
    flags: int = 0x800
    crc: Optional[int] = None
    size: Optional[int] = None
    packed_size: Optional[int] = None
    offset: Optional[int] = None
    mode: int = 0
    extra: bytes = b""
    local_name: Optional[bytes] = None


def deflate(data: bytes, level: int = 9) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def local_header(entry: Entry, packed: bytes) -> bytes:
    name = entry.name if entry.local_name is None else entry.local_name
    crc, size, packed_size = figures(entry, packed)
    return struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, entry.flags, entry.method, 0, 0x5B62, crc, packed_size & 0xFFFFFFFF,
                       size & 0xFFFFFFFF, len(name), len(entry.extra)) + name + entry.extra


def figures(entry: Entry, packed: bytes) -> tuple:
    crc = zlib.crc32(entry.data) if entry.crc is None else entry.crc
    size = len(entry.data) if entry.size is None else entry.size
    return crc, size, len(packed) if entry.packed_size is None else entry.packed_size


def directory(entry: Entry, packed: bytes, offset: int) -> bytes:
    crc, size, packed_size = figures(entry, packed)
    return struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 0x031E, 20, entry.flags, entry.method, 0, 0x5B62, crc,
                       packed_size & 0xFFFFFFFF, size & 0xFFFFFFFF, len(entry.name), len(entry.extra), 0, 0, 0,
                       (entry.mode & 0xFFFF) << 16, offset & 0xFFFFFFFF) + entry.name + entry.extra


def end(count: int, size: int, offset: int, comment: bytes = b"", disk: int = 0, comment_size: Optional[int] = None) -> bytes:
    length = len(comment) if comment_size is None else comment_size
    return struct.pack("<IHHHHIIH", 0x06054B50, disk, disk, count & 0xFFFF, count & 0xFFFF, size & 0xFFFFFFFF,
                       offset & 0xFFFFFFFF, length) + comment


def parts(entries: list) -> tuple:
    """The bytes before the directory, and the directory."""
    body, central = bytearray(), bytearray()
    for entry in entries:
        packed = entry.packed
        if packed is None:
            packed = deflate(entry.data) if entry.method == 8 else entry.data
        offset = len(body)
        body += local_header(entry, packed) + packed
        central += directory(entry, packed, offset if entry.offset is None else entry.offset)
    return bytes(body), bytes(central)


def archive(*entries: Entry) -> bytes:
    body, central = parts(list(entries))
    return body + central + end(len(entries), len(central), len(body))


def sound(name: str = "chat.csv", session: str = "Z") -> Entry:
    return Entry(name.encode(), chat(session))


def bomb(megabytes: int, head: bytes, line: bytes) -> Entry:
    """Text that unpacks to far more than it weighs, packed piece by piece."""
    piece = line * (1_000_000 // len(line))
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed, crc = packer.compress(head), zlib.crc32(head)
    for _ in range(megabytes):
        packed += packer.compress(piece)
        crc = zlib.crc32(piece, crc)
    return Entry(b"", packed=packed + packer.flush(), crc=crc, size=len(head) + megabytes * len(piece))


def named(entry: Entry, name: str) -> Entry:
    entry.name = name.encode()
    return entry


def full_overlap(count: int) -> bytes:
    """Many directory entries of one and the same file."""
    entry = bomb(15, b"", b"A,x\n")
    entry.name = b"0000.csv"
    body, _ = parts([entry])
    central = b"".join(directory(Entry(f"{i:04d}.csv".encode(), crc=entry.crc, size=entry.size), entry.packed, 0) for i in range(count))
    return body + central + end(count, len(central), len(body))


def quoted_overlap(count: int) -> bytes:
    """Each file quotes the header of the next one in a stored block, then goes on in its data."""
    kernel = b"A,customer,aaaaaaaa\n" * 50_000
    body, content, entries = deflate(kernel), kernel, []
    for number in reversed(range(count)):
        entry = Entry(f"{number:04d}.csv".encode(), crc=zlib.crc32(content), size=len(content), packed=body)
        header = local_header(entry, body)
        entries.append((entry, len(body), len(header)))
        content = header + content
        body = b"\0" + struct.pack("<HH", len(header), len(header) ^ 0xFFFF) + header + body
    # The outermost quotes itself in nothing: it begins with a header.
    body = body[5:]
    central, offset = b"", 0
    for entry, size, header in reversed(entries):
        central += directory(Entry(entry.name, crc=entry.crc, size=entry.size, packed_size=size), b"", offset)
        offset += header + 5
    return body + central + end(count, len(central), len(body))


def nested(depth: int) -> bytes:
    data = archive(sound())
    for level in range(depth):
        data = archive(Entry(f"{level}.zip".encode(), data))
    return data


def zip64(size: int, packed: int, offset: int) -> bytes:
    return struct.pack("<HHQQQ", 1, 24, size, packed, offset)


def ways_out() -> list:
    names = ["../x.csv", "../../../../../../etc/cron.d/x.csv", "/etc/x.csv", "//server/share/x.csv", "C:/x.csv", "C:\\x.csv", "..\\..\\x.csv",
             "\\\\server\\share\\x.csv", "a/../../x.csv", "./../x.csv", "....//x.csv/../..//y.csv", "a/./../..\\x.csv", "~/../x.csv", "..",
             "a\nb.csv", "a\x1b[31mb.csv", "a\u202evsc.csv", "CON.csv/../NUL.csv"]
    return [(f"way-out-{number}.zip", archive(Entry(name.encode(), chat(f"ZW{number}")))) for number, name in enumerate(names)]


def broken(data: bytes, place: int, value: bytes) -> bytes:
    place %= len(data)
    return data[:place] + value + data[place + len(value):]


def archives(quick: bool) -> list[Case]:
    generator = random.Random(1)
    good = archive(sound(), sound("two.csv", "Z2"))
    body, central = parts([sound(), sound("two.csv", "Z2")])
    header = chat("ZB")
    link = Entry(b"link.csv", b"/etc/passwd", mode=0o120777)
    tiny = deflate(chat("ZC"))
    size = 24 if quick else 400
    cases = [
        ("ratio.zip", archive(named(bomb(size, header, "ZB,客户,,啊啊啊啊,\n".encode()), "chat.csv"))),
        ("ratio-one-line.zip", archive(named(bomb(size, b'{"messages":[{"role":"agent","text":"', b"a"), "chat.jsonl"))),
        ("ratio-zeros.zip", archive(named(bomb(size, b"", b"\0"), "chat.txt"))),
        ("ratio-json.zip", archive(named(bomb(size, b"[", b"[],"), "chat.json"))),
        ("ratio-markup.zip", archive(named(bomb(size, b"<table>", b"<tr><td>"), "chat.xls"))),
        ("ratio-beside-sound.zip", archive(sound(), named(bomb(size, header, b"ZB,x,,y,\n"), "zz.csv"))),
        ("many-small-bombs.zip", archive(*[named(bomb(20, b"", b"A,x\n"), f"{i}.csv") for i in range(4 if quick else 40)])),
        ("overlap-full.zip", full_overlap(600)),
        ("overlap-quoted.zip", quoted_overlap(200)),
        ("size-too-small.zip", archive(Entry(b"chat.csv", chat("ZS"), size=10))),
        ("size-too-large.zip", archive(Entry(b"chat.csv", chat("ZS"), size=1 << 31))),
        ("size-zero.zip", archive(Entry(b"chat.csv", chat("ZS"), size=0))),
        ("packed-size-too-large.zip", archive(Entry(b"chat.csv", chat("ZS"), packed_size=1 << 30))),
        ("packed-size-too-small.zip", archive(Entry(b"chat.csv", chat("ZS"), packed_size=5))),
        ("zip64-size.zip", archive(Entry(b"chat.csv", chat("ZS"), size=0xFFFFFFFF, packed_size=0xFFFFFFFF, offset=0xFFFFFFFF,
                                         extra=zip64(1 << 62, 1 << 62, 1 << 62)))),
        ("zip64-negative.zip", archive(Entry(b"chat.csv", chat("ZS"), size=0xFFFFFFFF, packed_size=0xFFFFFFFF, offset=0xFFFFFFFF,
                                             extra=zip64((1 << 64) - 1, (1 << 64) - 1, (1 << 64) - 1)))),
        ("zip64-count.zip", body + central + struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 1 << 40, 1 << 40, len(central), len(body))
         + struct.pack("<IIQI", 0x07064B50, 0, len(body) + len(central), 1) + end(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)),
        ("zip64-locator-far.zip", body + central + struct.pack("<IIQI", 0x07064B50, 0, 1 << 60, 1) + end(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)),
        ("nested.zip", nested(1)), ("nested-ten.zip", nested(10)),
        ("nested-beside-sound.zip", archive(sound(), Entry(b"inner.zip", archive(sound())))),
        ("encrypted.zip", archive(Entry(b"chat.csv", chat("ZE"), packed=bytes(12) + tiny, flags=0x801))),
        ("encrypted-strongly.zip", archive(Entry(b"chat.csv", chat("ZE"), packed=bytes(28) + tiny, flags=0x841))),
        ("encrypted-aes.zip", archive(Entry(b"chat.csv", chat("ZE"), packed=bytes(28) + tiny, method=99, flags=0x801,
                                            extra=struct.pack("<HHHHBH", 0x9901, 7, 2, 0x4541, 3, 8)))),
        ("symbolic-link.zip", archive(link)), ("symbolic-link-beside-sound.zip", archive(sound(), link)),
        ("pipe-entry.zip", archive(Entry(b"pipe.csv", b"", mode=0o010644), sound())),
        ("device-entry.zip", archive(Entry(b"device.csv", b"", mode=0o060644), sound())),
        ("socket-entry.zip", archive(Entry(b"socket.csv", b"", mode=0o140644), sound())),
        ("nul-in-name.zip", archive(Entry(b"chat.csv\0.png", chat("ZN")))),
        ("name-of-nothing.zip", archive(Entry(b"", chat("ZN")))),
        ("name-of-65535.zip", archive(Entry(b"n" * 65_531 + b".csv", b"\x89PNG\r\n\x1a\n"))),
        ("name-not-utf-8.zip", archive(Entry(b"\xff\xfe\x80.csv", b"\x89PNG\r\n\x1a\n"))),
        ("deep-name.zip", archive(Entry(b"a/" * 5_000 + b"x.csv", b"%PDF-1.7\n"))),
        ("10001-entries.zip", archive(*[Entry(f"{i}.csv".encode(), b"a", method=0) for i in range(10_001)])),
        ("65535-entries.zip", archive(*[Entry(f"{i}.csv".encode(), b"", method=0) for i in range(65_534)]), LARGE),
        ("cut-directory.zip", body + central[:len(central) // 2] + end(2, len(central), len(body))),
        ("cut.zip", good[:len(good) // 2]), ("cut-in-header.zip", good[:20]), ("only-signature.zip", b"PK\3\4"),
        ("no-end.zip", body + central), ("only-end.zip", end(0, 0, 0)),
        ("end-too-far.zip", body + central + end(2, len(central), len(body) + 1000)),
        ("end-before.zip", body + central + end(2, len(central), 0)),
        ("end-count-too-large.zip", body + central + end(2000, len(central), len(body))),
        ("end-count-too-small.zip", body + central + end(1, len(central), len(body))),
        ("end-other-disk.zip", body + central + end(2, len(central), len(body), disk=7)),
        ("comment-too-long.zip", body + central + end(2, len(central), len(body), comment_size=60_000)),
        ("two-ends.zip", good + end(0, 0, 0), SOUND),
        ("duplicate-names.zip", archive(sound(), Entry(b"chat.csv", chat("ZD")))),
        ("same-name-other-case.zip", archive(sound(), Entry(b"CHAT.CSV", chat("ZD"))), SOUND),
        ("bad-crc.zip", archive(Entry(b"chat.csv", chat("ZC"), crc=1))),
        ("bad-crc-stored.zip", archive(Entry(b"chat.csv", chat("ZC"), crc=1, method=0))),
        ("bad-deflate.zip", archive(Entry(b"chat.csv", chat("ZC"), packed=b"\xff" * 60))),
        ("cut-deflate.zip", archive(Entry(b"chat.csv", chat("ZC"), packed=tiny[:len(tiny) // 2]))),
        ("deflate-of-blocks.zip", archive(Entry(b"chat.csv", chat("ZC"), packed=b"\0\0\0\xff\xff" * 20_000 + tiny)), SOUND),
        ("unknown-method.zip", archive(Entry(b"chat.csv", chat("ZM"), method=97, packed=tiny))),
        ("method-not-stored.zip", archive(Entry(b"chat.csv", chat("ZM"), method=0, packed=tiny))),
        ("offset-behind-end.zip", archive(Entry(b"chat.csv", chat("ZO"), offset=0x7FFFFFFF))),
        ("offset-into-directory.zip", archive(Entry(b"chat.csv", chat("ZO"), offset=200))),
        ("bad-local-header.zip", broken(good, 2, b"\xff\xff")), ("bad-directory.zip", broken(good, len(body) + 2, b"\xff\xff")),
        ("folder-with-data.zip", archive(Entry(b"folder/", chat("ZF")))), ("only-folders.zip", archive(Entry(b"a/"), Entry(b"a/b/"))),
        ("behind-junk.zip", b"MZ" + bytes(200) + good), ("random.zip", b"PK\3\4" + generator.randbytes(5_000)),
        ("random-entry.zip", archive(Entry(b"chat.csv", generator.randbytes(5_000)))),
        ("picture-entry.zip", archive(Entry(b"chat.csv", b"\x89PNG\r\n\x1a\n" + bytes(100)), sound())),
        ("empty-entry.zip", archive(Entry(b"chat.csv", b""), sound())),
        ("10000-hidden.zip", archive(*[Entry(f".{i}.csv".encode(), b"x", method=0) for i in range(2_000)])),
        ("document.docx.zip", archive(Entry(b"[Content_Types].xml", b"<Types/>"), Entry(b"word/document.xml", b"<w:document/>"))),
    ]
    return numbered("z", cases + ways_out())
