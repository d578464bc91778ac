"""What a file system can hold beside files, and names that nobody expects."""
import os
import socket
import stat

from .case import Case, chat

BROKEN = b"\xe4\xbc\x9a\xe8\xaf\x9d,\xe5\x86\x85\xe5\xae\xb9\nF,\xff\xff\n"


def link(target: str):
    return lambda path: os.symlink(target, path)


def device(kind: int, major: int, minor: int):
    return lambda path: os.mknod(path, kind | 0o600, os.makedev(major, minor))


def listen(path: str) -> None:
    # The path of a socket is short: it is bound in its folder.
    before = os.getcwd()
    os.chdir(os.path.dirname(path))
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(os.path.basename(path))
    finally:
        os.chdir(before)


def sparse(path: str) -> None:
    with open(path, "wb") as file:
        file.write(chat("F"))
        file.truncate(20 << 30)


def deep(path: str) -> None:
    for _ in range(80):
        path = os.path.join(path, "d")
    os.makedirs(path)
    with open(os.path.join(path, "x.csv"), "wb") as file:
        file.write(chat("F"))


def loop(path: str) -> None:
    os.mkdir(path)
    os.symlink("..", os.path.join(path, "up"))
    os.symlink("self", os.path.join(path, "self"))


def raw(name: bytes):
    def make(path: str) -> None:
        with open(os.path.join(os.path.dirname(os.fsencode(path)), name), "wb") as file:
            file.write(BROKEN)
    return make


def places(quick: bool) -> list[Case]:
    cases = [
        Case("f000-loop", make=loop), Case("f001-link-outside.csv", make=link("/etc/passwd")), Case("f002-link-to-nothing.csv", make=link("nowhere")), Case("f003-link-to-itself.csv", make=link("f003-link-to-itself.csv")),
        Case("f004-link-to-folder", make=link("/etc/skel")), Case("f005-link-to-device.csv", make=link("/dev/zero")), Case("f006-pipe.csv", make=os.mkfifo), Case("f007-socket.csv", make=listen),
        Case("f008-folder.csv", make=os.mkdir), Case("f009-empty.csv", b""), Case("f010-mark.csv", b"\xef\xbb\xbf"), Case("f011-mark-16.csv", b"\xff\xfe"), Case("f012-spaces.csv", b"  \n\t\n"),
        Case("f013-" + "长" * 82 + ".csv", BROKEN), Case("f014-" + "n" * 246 + ".csv", BROKEN), Case("f015-line\nend.csv", BROKEN), Case("f016-ansi\x1b[31m\x1b]0;x\x07.csv", BROKEN),
        Case("f017-bidi\u202evsc.csv", BROKEN), Case("f018-;$(touch x)`id`&|.csv", BROKEN), Case("f019- spaces at end .csv ", BROKEN), Case("f020-=1+1.csv", BROKEN), Case("f021-<script>alert(1)<.csv", BROKEN),
        Case("f022-'quotes\".csv", BROKEN), Case("f023-%2e%2e%2fx.csv", BROKEN), Case("f024-back\\slash.csv", BROKEN), Case("f025-e\u0301\u200d.csv", BROKEN), Case("f026-tab\t.csv", BROKEN), Case("f027-sparse.csv", make=sparse),
        Case("f028-deep", make=deep), Case("f029-not-utf-8", make=raw(b"f029-\xff\xfe\x80.csv")), Case("f030-gb18030", make=raw("f030-会话.csv".encode("gb18030"))), Case("f031-delete\x7f\x85\u2028.csv", BROKEN),
        Case("f032-no-extension", BROKEN), Case("f033-extension.exe", BROKEN), Case("f034-picture.png", b"\x89PNG\r\n\x1a\n"), Case("f035-two.tar.gz", b"\x1f\x8b\x08\0" + bytes(99)), Case("f036--rf.csv", BROKEN),
    ]
    if os.geteuid() == 0:
        cases += [Case("f037-device.csv", make=device(stat.S_IFCHR, 1, 5)), Case("f038-disk.csv", make=device(stat.S_IFBLK, 7, 200))]
    return cases
