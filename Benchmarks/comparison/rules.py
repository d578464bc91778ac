"""Exactly 100 rules: 40 of the shipped ones, evenly picked, and 60 made of the same kinds."""

import random
import shutil
from pathlib import Path

SHIPPED, MADE = 40, 60
CATEGORIES = ["attitude", "compliance", "promises", "after-sale", "opening-closing"]
LEADS = "不能 无法 不会 不给 别想 马上 立刻 肯定 绝对 保证 麻烦 帮您 给您 为您 自己 请您 可以 需要 已经 还没".split()
ACTS = "查询 修改 退回 补发 登记 催促 核实 申请 取消 转接 联系 赔付 开具 处理 确认 安排 拦截 退款 换货 升级".split()
THINGS = "订单 快递 地址 发票 运费 差价 赠品 主管 仓库 售后 评价 优惠 包裹 账户 工单 尺码 颜色 押金 保修 礼盒".split()


def _forbid(number, phrases):
    body = "".join(f"        - {phrase}\n" for phrase in phrases[:40])
    allowed = "".join(f"        - {phrase}吗\n" for phrase in phrases[:6])
    return (f"score: {{ deduct: {1 + number % 5}, per: finding, cap: 15 }}\nforbid:\n  role: agent\n  any:\n"
            f"    - keyword:\n{body}      boundary: any\n      unless:\n{allowed}"
            f"    - regex: '(?:{'|'.join(phrases[40:46])})"
            f".{{0,6}}(?:{THINGS[number % 20]}|{THINGS[(number + 7) % 20]})'\n")


def _require(number, phrases):
    given = "".join(f"    - {phrase}\n" for phrase in phrases[:20])
    body = "".join(f"    - {phrase}\n" for phrase in phrases[20:50])
    return (f"score: {{ deduct: {1 + number % 4} }}\ngiven:\n  role: customer\n  keyword:\n{given}"
            f"require:\n  after: given\n  role: agent\n  messages: 1..3\n  which: each\n  keyword:\n{body}")


def _observe(number, phrases):
    act, thing = ACTS[number % 20], THINGS[(number * 3) % 20]
    body = "".join(f"        - {phrase}\n" for phrase in phrases[:30])
    return (f"observe:\n  role: customer\n  any:\n    - keyword:\n{body}"
            f"    - regex: '{act}.{{0,10}}{thing}|{thing}.{{0,10}}(?:没|不|未){act}'\n")


def _made(number, source):
    phrases = set()
    while len(phrases) < 50:
        # Some without an object, so that rules are hit as well as missed.
        parts = (LEADS, ACTS, ["", "一下", "您的"], THINGS + [""] * 6)
        phrases.add("".join(source.choice(words) for words in parts))
    body = (_forbid, _require, _observe)[number % 3](number, sorted(phrases))
    return (f"id: made-{number:02}\ntitle: 生成的规则{number}\nwhy: 衡量速度\ncategory: {CATEGORIES[number % 5]}\n"
            f"severity: minor\nstatus: stable\n{body}")


def shipped_files(home):
    """The files of the shipped rules, without the tests beside them."""
    return sorted(path for path in Path(home, "rules").rglob("*.yaml") if not path.name.endswith(".test.yaml"))


def write(home, folder):
    """Writes the 100 rules as a pack into `folder`."""
    source = random.Random(100)
    shipped = shipped_files(home)
    for index in range(SHIPPED):
        path = shipped[index * len(shipped) // SHIPPED]
        target = Path(folder, path.parent.name, path.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    for number in range(MADE):
        target = Path(folder, CATEGORIES[number % 5], f"made-{number:02}.yaml")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_made(number, source), encoding="utf-8")
    count = len(list(Path(folder).rglob("*.yaml")))
    assert count == SHIPPED + MADE, count
