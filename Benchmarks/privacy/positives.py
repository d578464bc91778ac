"""Conversations in which personal data stands. A message is a list of texts and of values (text, kind, style)."""

import addresses
import values
import words
import writing


def carry(r, *pieces):
    """The pieces amid ordinary words, or alone."""
    head = r.choice(["", "", r.choice(words.GREETINGS) + r.choice(["，", " ", "", "~"])])
    foot = r.choice(["", "", "", r.choice(["，", " ", "。", ""]) + r.choice(words.THANKS)])
    return [head, *pieces, foot]


def customer(*pieces):
    return ("customer", list(pieces))


def agent(*pieces):
    return ("agent", list(pieces))


# -- numbers that need no cue

PHONE_STYLES = {
    "plain": lambda r, v: v, "spaced": lambda r, v: writing.groups(v, r.choice([[3, 4, 4], [3, 4, 4], [4, 4, 3], [3, 3, 5]]), " "),
    "dashed": lambda r, v: writing.groups(v, [3, 4, 4], "-"), "dotted": lambda r, v: writing.groups(v, [3, 4, 4], r.choice([".", "·", "。"])),
    "country": lambda r, v: r.choice(["+86", "+86 ", "86-", "0086", "+86-", "(+86)", "（86）"]) + r.choice([v, writing.groups(v, [3, 4, 4], " ")]),
    "full_width": writing.full_width, "han": writing.han, "half_han": writing.half_han, "circled": writing.circled,
    "keycaps": writing.keycaps, "invisible": writing.invisible, "every_digit": writing.every_digit,
    "letter_o": lambda r, v: v.replace("0", r.choice("oO")) if "0" in v else v.replace("1", "l"),
}


def phone(r, style):
    text = PHONE_STYLES[style](r, values.phone(r))
    value = (text, "phone", style)
    frame = r.choice([["手机号", value], ["手机", value], ["电话：", value], ["我的号码是", value, "，打这个"], [value], [value], ["换成", value, "吧"], ["打", value],
                      ["联系电话:", value, "，不在家打这个"], ["Tel ", value], ["（", value, "）"], ["我爱人的", value, "，让她收"], ["登记的是", value, "这个"],
                      ["微信同号", value], ["收货电话改为", value]])
    return [customer(*carry(r, *frame))]


def phone_split(r, style):
    """One number, two messages: in halves right after each other."""
    v = values.phone(r)
    cut = r.choice([3, 7])
    return [agent("您的手机号发我一下"), customer((v[:cut], "phone", style)), customer((v[cut:], "phone", style))]


def phone_tail(r, style):
    """Corrected afterwards: only the end is said again. Not labelled, only the whole number is."""
    v = values.phone(r)
    return [customer((v, "phone", style)), customer("后四位打错了，不好意思")]


ID_STYLES = {
    "plain": lambda r, v: v, "lower_x": lambda r, v: v.lower(), "spaced": lambda r, v: writing.groups(v, r.choice([[6, 8, 4], [6, 4, 4], [4, 4, 4, 4]]), " "),
    "dashed": lambda r, v: writing.groups(v, [6, 8, 4], "-"), "full_width": writing.full_width, "invisible": writing.invisible, "han": writing.han,
    "circled": writing.circled, "every_digit": writing.every_digit,
}


def id_card(r, style):
    v = values.id_card(r)
    if style == "lower_x":
        while not v.endswith("X"):
            v = values.id_card(r)
    if style in ("han", "circled"):
        while v.endswith("X"):
            v = values.id_card(r)
    value = (ID_STYLES[style](r, v), "id_card", style)
    frame = r.choice([["身份证", value], ["身份证号：", value], [value], ["证件号", value], ["实名用的", value, "这个"], ["清关要身份证是吧", value], ["号码", value]])
    return [customer(*carry(r, *frame))]


def id_card_15(r, style):
    value = (values.id_card_15(r), "id_card", style)
    return [customer(*carry(r, r.choice(["身份证", "身份证号：", "老身份证号", "身份证号码是"]), value))]


CARD_STYLES = {
    "plain": lambda r, v: v, "spaced": lambda r, v: writing.groups(v, [4, 4, 4, 4], " "), "dashed": lambda r, v: writing.groups(v, [4, 4, 4, 4], "-"),
    "full_width": writing.full_width, "invisible": writing.invisible, "han": writing.han, "spaced_six": lambda r, v: writing.groups(v, [6, 13], " "),
}


def bank_card(r, style):
    value = (CARD_STYLES[style](r, values.bank_card(r)), "bank_card", style)
    bank = r.choice(["工商银行", "建行", "农行", "招商银行", "中国银行", "邮储"])
    frame = r.choice([["卡号", value], ["银行卡号：", value], [bank, value], ["退款打到", value], ["转到这张卡", value], [bank + "的卡", value], ["账号：", value, "，" + bank],
                      ["开户行" + bank + "，卡号", value]])
    return [customer(*carry(r, *frame))]


def bank_card_bare(r, style):
    return [customer(*carry(r, (values.bank_card(r), "bank_card", style)))]


def bank_card_asked(r, style):
    return [agent(r.choice(["请提供一下退款的银行卡号", "亲把卡号发过来哦", "麻烦发下您的银行账号"])), customer((values.bank_card(r), "bank_card", style))]


EMAIL_STYLES = {
    "plain": lambda r, a, d: f"{a}@{d}", "upper": lambda r, a, d: f"{a}@{d}".upper(), "full_width_at": lambda r, a, d: f"{a}＠{d}",
    "full_width": lambda r, a, d: writing.full_width(r, f"{a}@{d}"), "spaced": lambda r, a, d: f"{a} @ {d}" if r.random() < 0.5 else f"{a}@ {d}",
    "said": lambda r, a, d: f"{a}{r.choice(['艾特', '圈a', '圈A', '(at)', '[at]', '#'])}{d}", "dot_said": lambda r, a, d: f"{a}@{d.replace('.', r.choice(['。', '点', '·', ' . ']))}",
    "both_said": lambda r, a, d: f"{a}艾特{d.replace('.', '点')}", "plus": lambda r, a, d: f"{a}+shop@{d}",
}


def email(r, style):
    value = (EMAIL_STYLES[style](r, *values.email(r)), "email", style)
    frame = r.choice([["邮箱", value], ["发票发到", value], ["邮箱：", value], [value], ["email: ", value], ["我的邮箱是", value, "，收一下"], ["电子发票请发", value, "。"]])
    return [customer(*carry(r, *frame))]


PLATE_STYLES = {
    "plain": lambda r, h, t: h + t, "dotted": lambda r, h, t: f"{h}{r.choice('·.•')}{t}", "spaced": lambda r, h, t: f"{h} {t}",
    "lower": lambda r, h, t: h[0] + h[1:].lower() + t.lower(), "full_width": lambda r, h, t: h[0] + writing.full_width(r, h[1:] + t),
    "dashed": lambda r, h, t: f"{h}-{t}",
}


def plate(r, style):
    make = {"new_energy": values.plate_new_energy, "special": values.plate_special}.get(style, values.plate)
    head, tail = make(r)
    value = (PLATE_STYLES.get(style, PLATE_STYLES["plain"])(r, head, tail), "plate", style)
    frame = r.choice([["车牌", value], ["车牌号：", value], ["我的车", value], [value], ["车是", value, "，装哪个型号"], ["给", value, "这台车买的"], ["登记车牌", value]])
    return [customer(*carry(r, *frame))]


# -- what only a cue explains

def landline(r, style):
    area, number = values.landline(r)
    text = {"dashed": f"{area}-{number}", "plain": area + number, "spaced": f"{area} {number}", "bracket": f"({area}){number}" if r.random() < 0.5 else f"（{area}）{number}",
            "extension": f"{area}-{number}{r.choice(['-', '转', '转分机'])}{values.digits(r, 3)}", "full_width": writing.full_width(r, f"{area}-{number}"),
            "no_area": number}[style]
    value = (text, "landline", style)
    cues = ["电话", "座机：", "固话", "单位电话 ", "家里座机是"]
    return [customer(*carry(r, *([r.choice(cues), value] if style == "no_area" or r.random() < 0.7 else [value])))]


def wechat(r, style):
    v = values.wechat(r)
    cue = {"wechat": ["微信", "微信号", "微信：", "我微信是", "加我微信"], "vx": ["vx", "VX:", "wx ", "Vx：", "wx号"], "v": ["加v", "加V ", "V:", "v信"],
           "disguised": ["薇信", "威信", "卫星", "薇❤", "微❤️", "徽信", "薇", "WeChat: ", "weixin ", "绿泡泡", "➕v"], "wxid": [""]}[style]
    if style == "wxid":
        v = "wxid_" + "".join(r.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(14))
    speaker = agent if r.random() < 0.5 else customer
    return [speaker(*carry(r, r.choice(cue), (v, "wechat", style)))]


def wechat_asked(r, style):
    question = r.choice(["您微信号多少", "方便留个微信吗", "加个微信吧，微信号发我", "你vx多少"])
    return [agent(question), customer((values.wechat(r), "wechat", style))]


def qq(r, style):
    v = values.qq(r)
    cue = {"qq": ["QQ", "qq号", "QQ：", "我QQ是", "加我qq "], "said": ["扣扣", "企鹅号", "扣扣号：", "Q Q", "加Q", "球球号"]}[style]
    return [(agent if r.random() < 0.5 else customer)(*carry(r, r.choice(cue), (v, "qq", style)))]


def qq_asked(r, style):
    return [agent(r.choice(["QQ号多少", "您QQ发我一下", "留个QQ吧"])), customer((values.qq(r), "qq", style))]


def order(r, style):
    cue = r.choice(["订单号", "订单号：", "订单编号 ", "单号", "运单号", "快递单号：", "订单", "物流单号"])
    return [customer(*carry(r, cue, (values.order(r), "order", style), r.choice(["", "，查一下", "还没到", "帮我看看"])))]


def order_asked(r, style):
    return [agent(r.choice(["订单号发我一下", "请提供订单编号", "麻烦您发下快递单号"])), customer((values.order(r), "order", style))]


def name(r, style):
    cue, after = r.choice([("收件人：", "，"), ("收件人", ""), ("姓名：", ""), ("姓名", " "), ("我叫", ""), ("收货人：", "。"), ("联系人 ", " "), ("我的名字是", "，"), ("名字改成", ""),
                           ("收件人是", ""), ("我叫", "，"), ("户名：", ""), ("寄件人：", " ")])
    return [customer(r.choice(["", "你好，", "改一下，"]), cue, (values.name(r), "name", style), after)]


def name_asked(r, style):
    return [agent(r.choice(["收件人姓名是？", "请问收货人叫什么", "请提供收件人姓名", "您贵姓，全名发我一下"])), customer((values.name(r), "name", style))]


def address(r, style):
    value = (addresses.STYLES[style](r), "address", style)
    frame = r.choice([["地址：", value], ["地址", value], ["收货地址改成", value], ["寄到", value], [value], ["我在", value, "，能送吗"], ["发到", value, "谢谢"], ["新地址 ", value],
                      ["改地址，", value]])
    return [customer(*carry(r, *frame))]


def parcel(r, style):
    """Name, number and address as pasted from an address book."""
    who = (values.name(r), "name", style)
    number = (PHONE_STYLES[r.choice(["plain", "plain", "spaced", "dashed"])](r, values.phone(r)), "phone", style)
    place = (addresses.STYLES[r.choice(["full", "full", "no_province", "village", "short_region"])](r), "address", style)
    gap = r.choice(["，", " ", "\n", ",", "  "])
    return [customer(*r.choice([
        [who, gap, number, gap, place], [place, gap, who, gap, number], [place, who, number], [who, number, place], [who, " ", number, "，", place],
        ["收件人：", who, "\n手机：", number, "\n地址：", place], ["收货人:", who, gap, "电话:", number, gap, "地址:", place], [number, gap, who, gap, place],
    ]))]


def refund(r, style):
    """What a refund needs, in one message."""
    return [customer("姓名：", (values.name(r), "name", style), r.choice(["，", " ", "\n"]), "卡号：", (values.bank_card(r), "bank_card", style),
                     r.choice(["，", " ", "\n"]), "手机：", (values.phone(r), "phone", style))]


def registration(r, style):
    return [agent("清关需要您的实名信息"), customer((values.name(r), "name", style), r.choice(["，", " "]), (values.id_card(r), "id_card", style), r.choice(["，", " "]),
                                          (values.phone(r), "phone", style))]


def plan():
    """Makers with their styles and weights."""
    rows = []
    rows += [(phone, s, 5 if s == "plain" else 2) for s in PHONE_STYLES]
    rows += [(phone_split, "split", 2), (phone_tail, "plain", 1)]
    rows += [(id_card, s, 3 if s == "plain" else 1.2) for s in ID_STYLES] + [(id_card_15, "fifteen", 1)]
    rows += [(bank_card, s, 3 if s == "plain" else 1.2) for s in CARD_STYLES] + [(bank_card_bare, "bare", 1.5), (bank_card_asked, "asked", 1.5)]
    rows += [(email, s, 3 if s == "plain" else 1.2) for s in EMAIL_STYLES]
    rows += [(plate, s, 3 if s == "plain" else 1.5) for s in [*PLATE_STYLES, "new_energy", "special"]]
    rows += [(landline, s, 1) for s in ["dashed", "plain", "spaced", "bracket", "extension", "full_width", "no_area"]]
    rows += [(wechat, s, 1.5) for s in ["wechat", "vx", "v", "disguised", "wxid"]] + [(wechat_asked, "asked", 1.5)]
    rows += [(qq, s, 2) for s in ["qq", "said"]] + [(qq_asked, "asked", 1.5)]
    rows += [(order, "cue", 3), (order_asked, "asked", 1.5), (name, "cue", 5), (name_asked, "asked", 2)]
    rows += [(address, s, 2) for s in addresses.STYLES]
    rows += [(parcel, "parcel", 5), (refund, "refund", 2), (registration, "registration", 2)]
    return rows
