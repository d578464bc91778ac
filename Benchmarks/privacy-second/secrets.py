#!/usr/bin/env python3
"""Prints conversations in canonical JSON Lines with 700 secrets planted in them, for a search of all bytes written later.

Usage: secrets.py [--seed 20261129] [--secrets FILE] [--ids] [--check]

500 secrets are known by their own shape: 100 each of phone, id_card, bank_card, email, plate. 200 need a cue, which stands
beside them: 50 each of wechat, qq, name, address. All are right by their checksums, different, and none is part of another.
They stand in messages, in cards and notes, in names of customers and agents, in fields and in the reason of closing; with
--ids phones are also ids of customers, as some exports have them.

FILE gets a line for each: {"kind", "group": "shape" or "cue", "value", "renderings": [...], "places": [...]}. The renderings
are all the literal spellings planted, and the value as such. --check prints what is wrong and ends with exit code 1 then.
"""

import argparse
import collections
import datetime
import json
import random
import sys

import carriers
import checks
import negatives
import positives
import styles
import values

SHAPE_KINDS = ["phone", "id_card", "bank_card", "email", "plate"]
CUE_KINDS = ["wechat", "qq", "name", "address"]
STYLES = {
    "phone": ["clean"] * 6 + ["spaced", "dashed", "full_width", "plus86", "chinese"],
    "id_card": ["clean"] * 6 + ["spaced", "full_width", "lower_x"],
    "bank_card": ["clean"] * 4 + ["spaced", "spaced", "full_width", "dashed"],
    "email": ["clean"] * 6 + ["full_width_at", "upper"],
    "plate": ["clean"] * 5 + ["dotted", "spaced", "lower"],
    "wechat": ["clean"],
    "qq": ["clean"],
    "name": ["clean"],
    "address": ["clean"],
}
CUES = {
    "phone": "电话",
    "id_card": "身份证",
    "bank_card": "卡号",
    "email": "邮箱",
    "plate": "车牌",
    "wechat": "微信",
    "qq": "QQ",
    "name": "收件人：",
    "address": "地址：",
}
AGENTS = ["小桃", "阿泽", "糯米", "栗子", "可颂", "青团"]
NICKS = ["爱吃橘子", "一只懒猫", "向日葵", "夜航船", "豆浆油条", "云朵收集者", "早睡失败", "小熊软糖"]
TALK = [
    "在吗",
    "什么时候发货啊",
    "质量怎么这么差",
    "我要退货",
    "怎么还不处理",
    "好的谢谢",
    "太慢了吧",
    "行吧",
    "能开发票吗",
]
ANSWERS = [
    "亲，您好，请问有什么可以帮您",
    "您稍等，正在为您查询哦",
    "好的亲，已经为您登记了",
    "非常抱歉给您带来不便",
    "感谢您的支持，祝您生活愉快",
]
PLACES = ["card", "note", "customer_name", "agent_name", "field_title", "field_remark", "field_own", "close_reason"]
START = datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
SECRETS_PER_CHAT = 5


def make(rng, kind):
    while True:
        value = positives.make(rng, kind, "clean")
        if kind == "name":
            value = rng.choice([values.name(rng, "three"), values.name(rng, "compound"), values.name(rng, "ethnic")])
        if len(value) >= {"name": 3, "qq": 8, "wechat": 8}.get(kind, 0):
            return value


def secrets(rng):
    """The secrets by kind, mixed; each is a dictionary whose renderings and places are filled while planting."""
    made, wanted = [], [(kind, 100) for kind in SHAPE_KINDS] + [(kind, 50) for kind in CUE_KINDS]
    for kind, count in wanted:
        for _ in range(count):
            while True:
                value = make(rng, kind)
                if not any(value in secret["value"] or secret["value"] in value for secret in made):
                    break
            group = "shape" if kind in SHAPE_KINDS else "cue"
            made.append({"kind": kind, "group": group, "value": value, "renderings": [value], "places": []})
    rng.shuffle(made)
    return made


def rendering(rng, secret, place):
    style = rng.choice(STYLES[secret["kind"]])
    text, _ = styles.write(rng, secret["kind"], secret["value"], style)
    if text not in secret["renderings"]:
        secret["renderings"].append(text)
    if place not in secret["places"]:
        secret["places"].append(place)
    return text


def with_cue(rng, secret, place):
    return CUES[secret["kind"]] + rendering(rng, secret, place)


class Chat:
    def __init__(self, rng, index):
        self.rng, self.at = rng, START + datetime.timedelta(hours=index)
        self.customer = {"id": f"tb{index:05d}", "name": rng.choice(NICKS)}
        self.agent = {"id": f"店铺:{rng.choice(AGENTS)}", "name": rng.choice(AGENTS)}
        self.record = {
            "schema": 1,
            "id": f"leak-{index:04d}",
            "platform": "taobao",
            "shop": "果壳生活馆",
            "group": "售后",
            "customer": self.customer,
            "agents": [self.agent],
            "started_at": self.at.isoformat(),
            "fields": {},
            "messages": [],
        }

    def say(self, role, text, kind="text"):
        self.at += datetime.timedelta(seconds=self.rng.randrange(3, 90))
        sender = self.customer["id"] if role == "customer" else self.agent["id"]
        message = {"at": self.at.isoformat(), "role": role, "sender": sender, "kind": kind, "text": text}
        self.record["messages"].append(message)

    def say_secret(self, secret):
        carrier = self.rng.choice(carriers.lines("plain", secret["kind"]))
        text = carrier.removeprefix("A>").replace("{}", rendering(self.rng, secret, "message"))
        self.say("agent" if carrier.startswith("A>") else "customer", text)

    def plant(self, secret, place):
        """Puts the secret in a place beside the messages."""
        if place == "card":
            self.say("customer", f"[商品卡片] 收货信息 {with_cue(self.rng, secret, place)}", "card")
        elif place == "note":
            self.say("agent", f"备注 {with_cue(self.rng, secret, place)}", "note")
        elif place == "customer_name":
            own = secret["kind"] in ("name", "phone", "email")
            name = rendering(self.rng, secret, place) if own else with_cue(self.rng, secret, place)
            self.customer["name"] = name
        elif place == "agent_name":
            self.agent["name"] += " " + with_cue(self.rng, secret, place)
        elif place == "field_title":
            self.record["fields"]["title"] = "催发货 " + with_cue(self.rng, secret, place)
        elif place == "field_remark":
            self.record["fields"]["remark"] = with_cue(self.rng, secret, place) + "，客户要求尽快处理"
        elif place == "field_own":
            self.record["fields"][{"name": "收件人", "address": "收货地址"}.get(secret["kind"], secret["kind"])] = (
                rendering(self.rng, secret, place)
            )
        else:
            self.record["close_reason"] = "已回访 " + with_cue(self.rng, secret, place)


def conversations(seed, ids):
    """The conversations, and the secrets with their spellings."""
    rng = random.Random(f"{seed} secrets")
    made, chats = secrets(rng), []
    for start in range(0, len(made), SECRETS_PER_CHAT):
        group, chat = made[start : start + SECRETS_PER_CHAT], Chat(rng, len(chats) + 1)
        chats.append(chat)
        if ids and any(secret["kind"] == "phone" for secret in group):
            secret = next(secret for secret in group if secret["kind"] == "phone")
            chat.customer["id"] = secret["value"]
            secret["places"].append("customer_id")
        free = rng.sample(PLACES, len(PLACES))
        beside = [(secret, free.pop()) for secret in group if rng.random() < 0.6]
        for secret, place in beside:
            if place not in ("card", "note"):
                chat.plant(secret, place)
        chat.say("customer", rng.choice(TALK))
        chat.say("agent", rng.choice(ANSWERS))
        for secret in group:
            if all(secret is not planted for planted, _ in beside) or rng.random() < 0.7:
                for _ in range(rng.choice([1, 1, 2])):
                    chat.say_secret(secret)
            if rng.random() < 0.5:
                trap = rng.choice(["price", "garment_size", "duration", "date", "plain", "measure"])
                for message in negatives.negative(rng, rng.choice(negatives.TRAPS[trap])):
                    chat.say(message["role"], message["text"])
            chat.say("agent", rng.choice(ANSWERS))
        for secret, place in beside:
            if place in ("card", "note"):
                chat.plant(secret, place)
        chat.record["ended_at"] = chat.at.isoformat()
    made.sort(key=lambda secret: (secret["group"], secret["kind"], secret["value"]))
    return [chat.record for chat in chats], made


def faults(seed, ids):
    records, made = conversations(seed, ids)
    if (records, made) != conversations(seed, ids):
        yield "two runs differ"
    counts = collections.Counter(secret["kind"] for secret in made)
    if any(counts[kind] != 100 for kind in SHAPE_KINDS) or any(counts[kind] != 50 for kind in CUE_KINDS):
        yield f"counts are {dict(counts)}"
    everything = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    for secret in made:
        kind, value = secret["kind"], secret["value"]
        if not checks.is_right(kind, checks.bare(kind, value)):
            yield f"{value!r} is no {kind}"
        if not secret["places"] or not any(text in everything for text in secret["renderings"]):
            yield f"{value!r} is planted nowhere"
        for text in secret["renderings"]:
            if checks.bare(kind, text) != checks.bare(kind, value):
                yield f"{text!r} does not read {value!r}"
            if text != value and text not in everything:
                yield f"{text!r} is not in the text"
    # A hit in a search for one secret must not come from another one.
    spellings = [(text, number) for number, secret in enumerate(made) for text in secret["renderings"]]
    for text, number in spellings:
        if any(text in other and number != owner for other, owner in spellings):
            yield f"{text!r} is part of another secret"
    filler = TALK + ANSWERS + NICKS + AGENTS
    for text, _ in spellings:
        if any(text in line for line in filler):
            yield f"{text!r} is part of ordinary lines"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=20261129)
    parser.add_argument("--secrets", metavar="FILE")
    parser.add_argument("--ids", action="store_true")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    if arguments.check:
        found = list(faults(arguments.seed, arguments.ids))
        print(*found[:50], sep="\n", end="\n" if found else "")
        return 1 if found else 0
    records, made = conversations(arguments.seed, arguments.ids)
    if arguments.secrets:
        with open(arguments.secrets, "w", encoding="utf-8", newline="\n") as output:
            for secret in made:
                output.write(json.dumps(secret, ensure_ascii=False) + "\n")
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    for record in records:
        print(json.dumps(record, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
