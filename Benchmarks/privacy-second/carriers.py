"""Sentences of chat that hold one value at `{}`, from carriers.txt, and the short ones around a value that stands alone.

In the file a section is named by its list and the kind of value. `plain` is Simplified, `traditional` Traditional script;
`asked` are questions of an agent, who gets the value as an answer. A line that begins with `A>` is the agent's, all others
the customer's.
"""

from pathlib import Path


def sections(name):
    """The lines of a file by its headings in brackets."""
    found = {}
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and line.isascii():
            lines = found[line[1:-1]] = []
        elif line:
            lines.append(line)
    return found


CARRIERS = sections("carriers.txt")
BARE = [
    "{}",
    "{}",
    "{}",
    "嗯 {}",
    "{} 谢谢",
    "{}哈",
    "好的 {}",
    "给你{}",
    "{}，可以了吧",
    "记一下 {}",
    "亲，{}",
    "{}。",
]
ANSWERS = ["{}", "{}", "{}", "{} ", "嗯 {}", "{}哈", "是{}", "{}，谢谢", "好 {}", "{}。", "亲 {}", "{} 好了吗"]
SPLIT_REST = ["{}", "{}", "{}", "{} 刚才没发完", "后面是{}", "接着{}", "{}手滑了"]
OPENINGS = [
    "",
    "",
    "",
    "",
    "亲 ",
    "你好，",
    "在吗 ",
    "那个 ",
    "哦 ",
    "嗯嗯，",
    "麻烦了 ",
    "哈喽 ",
    "好的，",
    "急！",
    "还有 ",
]
CLOSINGS = [
    "",
    "",
    "",
    "",
    "",
    " 谢谢",
    "，麻烦了",
    "。",
    "！",
    "~",
    " 快点啊",
    " 辛苦",
    " 🙏",
    "。。",
    " 急",
    " 在线等",
]


def lines(table, kind):
    return CARRIERS[f"{table} {kind}"]
