"""Any number of rules of the shipped kinds: phrases with exceptions, expressions, answers within a window, absences, sequences.

Phrases are put together from the shipped words, so that the rules of a large pack differ as those of many shops do; one in
twelve is of words that chats are full of, so that rules are hit as well as missed.
"""

import random
from pathlib import Path

CATEGORIES = ["attitude", "compliance", "promises", "after-sale", "opening-closing"]
LEADS = "不能 无法 不会 不给 别想 马上 立刻 肯定 绝对 保证 麻烦 帮您 给您 为您 自己 请您 可以 需要 已经 还没".split()
COMMON = "收到 谢谢 发货 退款 抱歉 稍等 您好 在的 好的 查一下 运费 优惠 质量 发票 到货".split()
WINDOWS = ["messages: 1..3", "messages: 1..2", "messages: -3..-1", "messages: -2..-1", "lines: 1..10", "lines: -10..-1",
           "turns: 1", "turns: 1..3", "seconds: 0..120", "seconds: 0..600"]
BEHIND = ["messages: 1", "messages: 1..3", "messages: 1..5", "lines: 1..10", "turns: 1", "seconds: 0..180"]


def _words(home):
    words = []
    for path in sorted(Path(home, "lexicons", "words").glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            word = line.split("\t")[0].strip()
            if 2 <= len(word) <= 4 and all("\u4e00" <= letter <= "\u9fff" for letter in word):
                words.append(word)
    return words


class _Maker:
    def __init__(self, home, seed):
        self.source = random.Random(seed)
        self.words = _words(home)

    def phrase(self):
        if self.source.random() < 1 / 12:
            return self.source.choice(LEADS) + self.source.choice(COMMON)
        parts = [self.source.choice(LEADS), self.source.choice(self.words)]
        if self.source.random() < 0.5:
            parts.append(self.source.choice(self.words))
        return "".join(parts)

    def phrases(self, count):
        return ", ".join(sorted({self.phrase() for _ in range(count)}))

    def forbid(self):
        first, second = self.source.choice(self.words), self.source.choice(self.words)
        return (f"score: {{deduct: {self.source.randrange(1, 9)}, per: finding, cap: 20}}\nforbid:\n  role: agent\n  any:\n"
                f"    - keyword: [{self.phrases(self.source.randrange(8, 40))}]\n      unless: [{self.phrases(4)}]\n"
                f"    - regex: '{first}.{{0,8}}(?:{second}|{self.source.choice(self.words)})'\n")

    def promised(self):
        return (f"score: {{deduct: 5}}\nforbid:\n  role: agent\n  same: clause\n  all:\n"
                f"    - keyword: [{self.phrases(8)}]\n      polarity: asserted\n    - keyword: [{self.phrases(12)}]\n")

    def answer(self):
        return (f"score: {{deduct: {self.source.randrange(1, 9)}}}\ngiven:\n  role: customer\n"
                f"  keyword: [{self.phrases(15)}]\nrequire:\n  role: agent\n  {self.source.choice(BEHIND)}\n"
                f"  keyword: [{self.phrases(25)}]\n")

    def praise(self):
        return (f"score: {{award: 1}}\ncredit:\n  role: agent\n  {self.source.choice(WINDOWS)}\n"
                f"  keyword: [{self.phrases(20)}]\n")

    def topic(self):
        return f"observe:\n  role: customer\n  keyword: [{self.phrases(30)}]\n"

    def count(self):
        return (f"score: {{deduct: 2}}\nforbid:\n  role: agent\n  {self.source.choice(WINDOWS)}\n"
                f"  count: {{of: {{keyword: [{self.phrases(10)}]}}, over: 1}}\n")

    def rule(self, number):
        kinds = [self.forbid, self.forbid, self.forbid, self.answer, self.answer, self.topic, self.topic, self.praise,
                 self.promised, self.count]
        return (f"id: rule-{number:05}\ntitle: 生成的规则{number}\nwhy: 衡量速度\ncategory: {CATEGORIES[number % 5]}\n"
                f"severity: minor\nstatus: stable\n{kinds[number % 10]()}")


def write(home, folder, count, seed=4):
    """Writes `count` rules into `folder`; a smaller pack is the beginning of a larger one."""
    maker = _Maker(home, seed)
    for number in range(count):
        target = Path(folder, CATEGORIES[number % 5], f"rule-{number:05}.yaml")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(maker.rule(number), encoding="utf-8")
