#!/usr/bin/env python3
"""Measures large runs of `zhijian score` on conversations that it makes up: memory, growth of time, folders, start-up.

Usage: large-run.py PROGRAM [--conversations 10000] [--files 5000] [--rounds 7] [--jobs N] [--million]

Each conversation has 15 messages, put together from the templates below by a seeded generator, so that every run reads
the same bytes. Four figures are held against a limit, and the exit code is 1 where one is missed:

  start-up   `score --stdin` of nothing, with a warm cache, takes at most 10 times as long as `--version`
  growth     twice as many conversations take at most 2.1 times as long
  memory     the most that the largest of these runs held at a time is at most 300 MB
  files      one conversation a file in a folder takes at most twice as long as the same in one JSONL file

Times are processor seconds of the program (user and system), which other programs on the machine change little; the
time that passed is printed beside them. --million adds one run over a million conversations, which takes minutes.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time

GOODS = ["保温杯", "台灯", "收纳箱", "运动鞋", "电热毯", "加湿器", "行李箱", "充电宝", "雨伞", "键盘"]
ASKS = [
    "在吗，{goods}还有货吗", "这个{goods}什么时候发货", "{goods}能便宜点吗", "你好，我想问一下{goods}的尺寸",
    "我买的{goods}怎么还没到", "{goods}收到了，有点小问题", "可以开发票吗", "订单能改地址吗", "下单后多久能到",
    "这个颜色和图片一样吗", "质量怎么样啊", "有没有优惠券", "好的，谢谢", "那我再看看", "为什么还不处理", "都等了三天了",
    "你们这服务也太慢了", "退货运费谁出", "嗯嗯", "好的，那我下单了",
]
ANSWERS = [
    "您好，欢迎光临，请问有什么可以帮您", "亲，{goods}有现货的，拍下后48小时内发出", "这边帮您查一下，请稍等",
    "非常抱歉让您久等了", "亲，尺寸在详情页里有说明，您看一下哦", "您的订单已经发出，预计{days}天内送达", "可以的，发票会随货寄出",
    "已经帮您备注了新地址", "这款{goods}支持七天无理由退货", "颜色以实物为准，图片会有一点色差", "给您申请了一张{days}元的优惠券",
    "给您带来不便非常抱歉，我们马上处理", "您方便提供一下订单号吗", "好的亲，已经为您登记", "运费由我们承担，请您放心",
    "还有其他可以帮您的吗", "感谢您的支持，祝您生活愉快", "麻烦您给个评价哦", "嗯，这个情况我们会跟进", "请您留意物流信息",
]
AGENTS = ["小李", "小王", "小张", "小陈", "小刘", "小赵"]


def conversations(count, seed):
    """Lines of canonical JSONL, each with its end."""
    generator = random.Random(seed)
    for number in range(count):
        goods, agent = generator.choice(GOODS), generator.choice(AGENTS)
        asks, answers = generator.choices(ASKS, k=8), generator.choices(ANSWERS, k=7)
        days, second = generator.randrange(2, 9), generator.randrange(60)
        messages = []
        for place in range(15):
            text = (answers if place % 2 else asks)[place // 2].format(goods=goods, days=days)
            who = f'"role":"agent","sender":"{agent}"' if place % 2 else '"role":"customer"'
            at = f"2026-03-{number % 28 + 1:02}T{number // 28 % 12 + 9:02}:{place * 2:02}:{second:02}+08:00"
            messages.append(f'{{{who},"at":"{at}","text":"{text}"}}')
        yield f'{{"id":"c{number}","customer":"buyer{number}","messages":[{",".join(messages)}]}}\n'


class Run:
    """What a run of the program took."""

    def __init__(self, arguments, stdin=subprocess.DEVNULL):
        start = time.monotonic()
        process = subprocess.Popen(arguments, stdin=stdin, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.wall = time.monotonic() - start
        self.seconds = usage.ru_utime + usage.ru_stime
        self.megabytes = usage.ru_maxrss / 1024
        if process.returncode != 0:
            sys.exit(f"{' '.join(arguments)}: exit code {process.returncode}")

    def __str__(self):
        return f"{self.seconds:.2f} s ({self.wall:.2f} s passed, {self.megabytes:.0f} MB)"


class Bench:
    def __init__(self, options):
        self.options = options
        self.score = [options.program, "score"] + (["--jobs", str(options.jobs)] if options.jobs else [])
        self.missed = False

    def check(self, name, value, limit, form):
        self.missed = self.missed or value > limit
        print(f"{name}: {form.format(value)}, limit {form.format(limit)}: {'ok' if value <= limit else 'MISSED'}")
        sys.stdout.flush()

    def stream(self, count):
        """A run over `count` conversations that another process makes while it reads."""
        command = [sys.executable, __file__, "--generate", str(count), "--seed", str(self.options.seed)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as source:
            run = Run(self.score + ["--stdin"], source.stdout)
        print(f"  {count} conversations: {run}")
        sys.stdout.flush()
        return run

    def start_up(self):
        idle, empty = [], []
        Run(self.score + ["--stdin"])
        for _ in range(self.options.rounds):
            idle.append(Run([self.options.program, "--version"]))
            empty.append(Run(self.score + ["--stdin"]))
        for name, pick in (("processor", lambda run: run.seconds), ("passed", lambda run: run.wall)):
            version, score = min(map(pick, idle)), min(map(pick, empty))
            print(f"  best of {self.options.rounds}, {name}: --version {version * 1000:.1f} ms, "
                  f"score --stdin {score * 1000:.1f} ms: {score / version:.1f} times")
        self.check("start-up", min(run.wall for run in empty) / min(run.wall for run in idle), 10, "{:.1f} times")

    def growth(self):
        one, two = [], []
        for _ in range(2):
            one.append(self.stream(self.options.conversations))
            two.append(self.stream(2 * self.options.conversations))
        best = [min(run.seconds for run in runs) for runs in (one, two)]
        self.check("growth", best[1] / best[0], 2.1, "{:.2f} times")
        self.check("memory", max(run.megabytes for run in two), 300, "{:.0f} MB")

    def files(self):
        with tempfile.TemporaryDirectory() as folder:
            chats, joined = os.path.join(folder, "chats"), os.path.join(folder, "chats.jsonl")
            with open(joined, "w", encoding="utf-8") as whole:
                for number, line in enumerate(conversations(self.options.files, self.options.seed)):
                    below = os.path.join(chats, f"{number // 1000:04}")
                    os.makedirs(below, exist_ok=True)
                    with open(os.path.join(below, f"{number:07}.jsonl"), "w", encoding="utf-8") as single:
                        single.write(line)
                    whole.write(line)
            one = Run(self.score + [joined, "--format", "jsonl", "--output", "-"])
            many = Run(self.score + [chats, "--format", "jsonl", "--output", "-"])
        print(f"  {self.options.files} conversations in one file: {one}")
        print(f"  {self.options.files} files of one conversation: {many}")
        self.check("files", many.seconds / one.seconds, 2, "{:.2f} times")


def main():
    parser = argparse.ArgumentParser(description="Measures large runs of zhijian score.")
    parser.add_argument("program", nargs="?")
    parser.add_argument("--conversations", type=int, default=10000)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--seed", type=int, default=20260301)
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--generate", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.generate is not None:
        try:
            for line in conversations(options.generate, options.seed):
                sys.stdout.write(line)
        except BrokenPipeError:
            os._exit(1)
        return
    if options.program is None:
        parser.error("PROGRAM is missing")
    bench = Bench(options)
    bench.start_up()
    if options.conversations:
        bench.growth()
    if options.files:
        bench.files()
    if options.million:
        bench.check("memory of a million", bench.stream(1_000_000).megabytes, 300, "{:.0f} MB")
    sys.exit(1 if bench.missed else 0)


if __name__ == "__main__":
    main()
