"""Ordinary lines of chat that hold no personal data but look as if: templates by trap, with slots like `<price>`.

`||` stands between the messages of one sample. `A>` begins a message of the agent.
"""

import re

from carriers import sections
from slots import SLOTS

TRAPS = sections("negatives.txt")


OPENINGS = [
    "",
    "",
    "",
    "",
    "亲 ",
    "亲，",
    "你好 ",
    "在吗，",
    "那个",
    "哦 ",
    "嗯嗯 ",
    "请问",
    "话说 ",
    "客服，",
    "哈喽 ",
    "我想问下 ",
    "急 ",
    "又来了 ",
    "哎 ",
    "老板 ",
    "帮忙看下 ",
    "不是 ",
    "刚看了 ",
    "麻烦问下 ",
    "对了，",
]
CLOSINGS = [
    "",
    "",
    "",
    "",
    "啊",
    "呢",
    "？",
    "。",
    "！",
    "~",
    "哈",
    " 谢谢",
    "，谢谢亲",
    "？？",
    "。。。",
    " 急",
    " 在线等",
    "，回我一下",
    " 😂",
    " 🙏",
    "吧",
    " 帮看看",
    "，快点",
    " 嗯",
    "，怎么说",
]
AGENT_CLOSINGS = [
    "",
    "",
    "",
    "",
    "~",
    "呢",
    "哈",
    "，请您放心",
    "，感谢您的支持",
    "，祝您生活愉快",
    " 🌹",
    "，亲",
    "。",
    "！",
    "，有问题随时联系",
]
SENTENCE_ENDS = tuple("？！。~哦啊呢哈吗吧")


def fill(rng, template):
    return re.sub(r"<([a-z0-9]+)>", lambda match: SLOTS[match.group(1)](rng), template)


def negative(rng, template):
    """The messages of one sample."""
    parts = template.split("||")
    messages = []
    for part in parts:
        agent = part.startswith("A>")
        text = fill(rng, part.removeprefix("A>"))
        if len(parts) == 1 or not agent:
            closing = rng.choice(AGENT_CLOSINGS if agent else CLOSINGS)
            if text.endswith(SENTENCE_ENDS) and closing[:1] in tuple("啊呢哈吧~？！。"):
                closing = ""
            text = ("" if agent else rng.choice(OPENINGS)) + text + closing
        messages.append({"role": "agent" if agent else "customer", "text": text})
    return messages
