"""One hostile file, and what the groups of them share."""
import os
from dataclasses import dataclass
from typing import Callable, Iterable, Optional, Union

Content = Union[bytes, Iterable[bytes], None]

# What a sound file of two messages says; hostile files hold it, too, where something shall still be read.
HEADER = "会话编号,角色,客服账号,内容,发送时间\n"
ROWS = "{0},客户,,纸盒压扁了,2026-11-02 10:00:00\n{0},客服,阿木,马上为您补发,2026-11-02 10:00:20\n"


@dataclass
class Case:
    """A file to be written: its unique tag begins its name, so that diagnostics about it can be told."""
    name: str
    content: Content = None
    # Files that take long to write or to read; --quick leaves them out.
    is_large: bool = False
    # Makes what is no regular file: a link, a pipe, a device.
    make: Optional[Callable[[str], None]] = None
    # Readable in spite of everything: nothing has to be said, but nothing may be lost.
    is_sound: bool = False
    # What the program is asked to do with it: read chats, or use it as rules, mapping, settings, scorecard, lexicon.
    role: str = "chats"

    @property
    def tag(self) -> str:
        return os.path.basename(self.name).split("-")[0].split(".")[0]

    def write(self, folder: str) -> None:
        path = os.fsencode(os.path.join(folder, self.name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if self.make:
            self.make(os.fsdecode(path))
            return
        with open(path, "wb") as file:
            if isinstance(self.content, bytes):
                file.write(self.content)
            else:
                for piece in self.content or ():
                    file.write(piece)


def chat(session: str) -> bytes:
    """A sound CSV."""
    return (HEADER + ROWS.format(session)).encode()


def numbered(letter: str, cases: Iterable[tuple]) -> list[Case]:
    """Cases from (name, content[, options]) with tags such as z07."""
    result = []
    for number, (name, content, *rest) in enumerate(cases):
        options = rest[0] if rest else {}
        folder, _, last = name.rpartition("/")
        last = f"{letter}{number:03d}-{last}"
        result.append(Case(f"{folder}/{last}" if folder else last, content, **options))
    return result
