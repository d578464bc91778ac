"""Samples that hold several values: pasted shipping addresses in the forms of shops, and other sentences."""

import re

import addresses
import styles
import values
from places import PLACES, table, traditional
from positives import Sample, make

SEPARATORS = [" ", " ", ",", "，", "，", "、", "\n", "\n", "；", ";", "|", "/", "\t", "  ", " - ", "。"]
LABELLED = """
收件人：N⏎手机：P⏎地址：A
姓名：N，电话：P，地址：A
收货人:N 电话:P 收货地址:A
联系人 N 联系电话 P 详细地址 A
地址：A⏎收件人：N⏎电话：P
N收 P A
【收件人】N【电话】P【地址】A
收件人N，电话P，地址A
地址：A，N，P
寄到A，收件人N，电话P
电话：P 姓名：N 地址：A
新地址A 联系人N 手机P
姓名:N;手机:P;地址:A
""".split("\n")[1:-1]
PLATFORM = {
    "pasted_taobao": [
        "收货人：N⏎手机号码：P⏎所在地区：R⏎详细地址：D",
        "N，86-P，R D，000000",
        "N，P，R D",
        "收货人: N⏎所在地区: R⏎详细地址: D⏎手机号码: P",
    ],
    "pasted_jd": [
        "收货人：N⏎手机号码：P⏎所在地区：R⏎详细地址：D",
        "N P⏎A",
        "N  P  A",
        "收件人：N 联系方式：P 收货地址：A",
    ],
    "pasted_pdd": [
        "收货人: N⏎手机号: P⏎省市区: R⏎详细地址: D",
        "N P⏎R D",
        "收件人：N⏎手机号码：P⏎所在地区：R⏎详细地址：D",
        "N⏎P⏎R⏎D",
    ],
}
LEADS = [
    "",
    "",
    "",
    "",
    "地址发你了\n",
    "新地址 ",
    "按这个发：",
    "收货信息\n",
    "改成这个\n",
    "亲 发这个地址 ",
    "寄这里：",
]


def parcel(rng):
    """A name, a phone, an address, and the two parts of another spelling of the address."""
    name = values.name(rng, rng.choice([None] * 8 + ["compound", "ethnic"]))
    phone = values.phone(rng)
    while True:
        _, province, city, district = rng.choice(table(PLACES))
        if city != "-":
            break
    address = addresses.address(
        rng,
        rng.choice(["full"] * 4 + ["no_province", "short", "rural", "campus", "park", "locker"]),
        rng.choice(["", "", "", " "]),
    )
    detail = addresses.detail(rng, rng.choice(addresses.ADDRESS_SHAPES + ["locker"]))
    return name, phone, address, " ".join([province, city, district]), detail


def pasted(rng, style):
    name, phone, address, region, detail = parcel(rng)
    if style in PLATFORM:
        form = rng.choice(PLATFORM[style])
    elif style == "pasted_labelled":
        form = rng.choice(LABELLED)
    else:
        order = rng.choice(["NPA", "NPA", "PNA", "ANP", "APN", "NAP", "PAN"])
        if style == "pasted_glued":
            form = rng.choice(["NPA", "NPA", "PNA", "ANP"])  # no address before a number, where nothing would part them
        else:
            form = rng.choice(SEPARATORS).join(order)
    sample, lead = Sample(), rng.choice(LEADS)
    if style == "pasted_traditional":
        name, address, lead = traditional(name), traditional(address), ""
    phone_style = rng.choice(["clean"] * 8 + ["spaced", "dashed", "full_width"]) if "86-P" not in form else "clean"
    if style == "pasted_glued":
        phone_style = "clean"
    written, _ = styles.write(rng, "phone", phone, phone_style)
    pieces, template = [], ""
    parts = [("86-" + written, 3) if part == "86-P" else part for part in re.split(r"(86-P|R D|[NPARD])", form)]
    for part in parts:
        if isinstance(part, tuple):
            pieces.append((part[0], "phone", style, phone, part[1]))
        elif part in ("N", "P", "A", "R", "D", "R D"):
            text = {"N": name, "P": written, "A": address, "R": region, "D": detail, "R D": region + " " + detail}[part]
            pieces.append(
                (text, {"N": "name", "P": "phone"}.get(part, "address"), style, phone if part == "P" else text, 0)
            )
        else:
            template += part.replace("⏎", "\n")
            continue
        template += "{}"
    sample.say(template, pieces, lead)
    parts_of_one = [
        span
        for span, part in zip(
            sample.spans, [p for p in parts if p in ("N", "P", "A", "R", "D", "R D") or isinstance(p, tuple)]
        )
        if part in ("R", "D")
    ]
    for span in parts_of_one:
        span["group"] = 1
    return sample


SEVERAL = """
电话<phone>，微信<wechat>
退款卡号<bank_card> 户名<name> 开户行建行
户名：<name>，卡号：<bank_card>，开户行工商银行
姓名<name> 身份证<id_card> 电话<phone>
姓名：<name>⏎身份证号：<id_card>⏎手机：<phone>
车牌<plate> 电话<phone>，周六过去
订单号<order>，手机号<phone>，帮我查下
订单<order>的发票发<email>
微信<wechat>，QQ<qq>，随便加哪个
我叫<name>，电话<phone>
手机<phone>，座机<landline>，打哪个都行
邮箱<email> 电话<phone> 联系我
A>收件人：<name>，电话：<phone>，您核对下哦
A>亲，订单<order>，收件人：<name>，地址：<address>，对吗
旧号<phone>停了 新号<phone>
两张卡 <bank_card> 和 <bank_card> 各退一半
预约 姓名：<name> 车牌：<plate> 手机：<phone>
安装地址<address>，电话<phone>
乘车人两个 身份证<id_card>，身份证<id_card>
订单号<order>和订单号<order>合并发
""".split("\n")[1:-1]


def several(rng, decks):
    form = decks.deal("several", SEVERAL).replace("⏎", "\n")
    pieces = []
    for kind in re.findall(r"<([a-z_]+)>", form):
        value = make(rng, kind, "clean")
        text, core = styles.write(rng, kind, value, "clean")
        pieces.append((text, kind, "several", value, core))
    sample = Sample()
    sample.say(re.sub(r"<[a-z_]+>", "{}", form), pieces)
    return sample
