"""What stands in the slots of negatives.txt: `<price>` is filled by SLOTS["price"]."""

from values import digits, id_is_valid


USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def ean_check_digit(first12):
    return str(-sum(int(c) * (3 if place % 2 else 1) for place, c in enumerate(first12)) % 10)


def ean(rng, start):
    body = start + digits(rng, 12 - len(start))
    return body + ean_check_digit(body)


def uscc_check_character(first17):
    """By GB 32100."""
    weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    return USCC_ALPHABET[-sum(USCC_ALPHABET.index(c) * w for c, w in zip(first17, weights)) % 31]


def uscc(rng):
    """The tax number of a company."""
    body = "9" + rng.choice("12") + rng.choice(["110108", "310115", "330106", "440305", "510107", "320583"])
    body += "".join(rng.choice(USCC_ALPHABET) for _ in range(9))
    body = body[:8] + rng.choice("MTA5") + rng.choice("ABCDH") + body[10:]
    return body + uscc_check_character(body)


def wrong_identity(rng):
    """A number of an identity card's length whose month or day cannot be."""
    return "".join(
        [
            rng.choice(["330106", "440305", "110105", "852301", "700112"]),
            str(rng.randrange(1950, 2020)),
            rng.choice(["13", "00", "47", "88"]),
            digits(rng, 6),
        ]
    )


def wrong_check(rng):
    while True:
        number = "440305" + str(rng.randrange(1960, 2010)) + f"{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}"
        number += digits(rng, 4)
        if not id_is_valid(number):
            return number


def pick(words):
    choices = words.split("|")
    return lambda rng: rng.choice(choices)


def number(length):
    return lambda rng: rng.choice("123456789") + digits(rng, length - 1)


def date(rng):
    year, month, day = rng.randrange(2019, 2027), rng.randrange(1, 13), rng.randrange(1, 29)
    return rng.choice(
        [
            f"{year}-{month:02d}-{day:02d}",
            f"{year}/{month}/{day}",
            f"{year}.{month}.{day}",
            f"{month}月{day}号",
            f"{year}年{month}月{day}日",
            f"{month}.{day}",
            f"{year}{month:02d}{day:02d}",
        ]
    )


def stamp(rng):
    day = f"{rng.randrange(2021, 2027)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
    time = f"{rng.randrange(24):02d}:{rng.randrange(60):02d}:{rng.randrange(60):02d}"
    return rng.choice(
        [
            f"{day} {time}",
            f"{day}T{time}",
            f"{day.replace('-', '')}{time.replace(':', '')}",
            f"{day} {time}.{digits(rng, 3)}",
            f"{day.replace('-', '/')} {time[:5]}",
        ]
    )


def price(rng):
    value = rng.choice([rng.randrange(3, 100), rng.randrange(100, 1000), rng.randrange(1000, 20000)])
    return rng.choice(
        [
            f"{value}",
            f"¥{value}",
            f"{value}元",
            f"{value}块",
            f"{value}.{rng.choice(['9', '00', '50', '88'])}",
            f"￥{value}.00",
            f"{value}rmb",
        ]
    )


def letters(rng, count, alphabet="ABCDEFGHJKLMNPQRSTUVWXYZ"):
    return "".join(rng.choice(alphabet) for _ in range(count))


SLOTS = {
    **{f"n{length}": number(length) for length in (1, 2, 3, 4, 5, 6, 8)},
    "price": price,
    "sum": lambda rng: f"{rng.randrange(20, 20000)}.{digits(rng, 2)}",
    "bigmoney": lambda rng: rng.choice(
        [
            f"{rng.randrange(10, 999)}00",
            f"{rng.randrange(1, 99)},{digits(rng, 3)}.00",
            f"{rng.randrange(1, 9)},{digits(rng, 3)},{digits(rng, 3)}",
            f"{rng.randrange(2, 90)}万",
        ]
    ),
    "float": lambda rng: f"{rng.randrange(0, 300)}.{digits(rng, rng.choice([1, 2, 3, 4]))}",
    "percent": lambda rng: rng.choice([f"{rng.randrange(1, 100)}%", f"{rng.randrange(1, 100)}.{digits(rng, 2)}%"]),
    "height": lambda rng: str(rng.randrange(150, 190)),
    "weight": lambda rng: str(rng.randrange(80, 190)),
    "tsize": pick("XS|S|M|L|XL|XXL|2XL|3XL|4XL|165/84A|170/88A|175/92A|180/96A|均码|110码|130"),
    "shoe": lambda rng: str(rng.randrange(34, 46)),
    "sku": lambda rng: rng.choice(
        [
            f"{letters(rng, 2)}-{digits(rng, 4)}",
            f"{letters(rng, 3)}{digits(rng, 5)}",
            f"{letters(rng, 1)}{digits(rng, 3)}-{letters(rng, 2)}",
            f"{letters(rng, 2)}{digits(rng, 3)}{letters(rng, 1)}{digits(rng, 2)}",
            f"{digits(rng, 4)}{letters(rng, 2)}",
            f"{letters(rng, 2, 'abcdefghkmnprst')}{digits(rng, 6)}",
            f"{digits(rng, 6)}-{digits(rng, 3)}",
        ]
    ),
    "chip": lambda rng: rng.choice(
        [
            "STM32F103C8T6",
            "ESP32-WROOM-32E",
            "NE555P",
            "LM2596S-5.0",
            "ATmega328P-AU",
            "GD32F303RCT6",
            "TPS54331DR",
            "CH340G",
            "AMS1117-3.3",
            "W25Q128JVSIQ",
            "RK3588S",
            "STC89C52RC",
        ]
    ),
    "car": pick(
        "宝马X5|奥迪A6L|大众途观L|本田CR-V|丰田RAV4|比亚迪秦PLUS|特斯拉Model 3|五菱宏光S|奔驰C260|奔驰E300L|吉利帝豪GS|"
        "长安CS75|哈弗H6|名爵MG5|沃尔沃XC60|日产轩逸1.6|马自达3|比亚迪元PLUS|宝来1.4T|红旗H5|小鹏P7|理想L9"
    ),
    "mobile": pick(
        "iPhone 15 Pro Max|iPhone13|小米14|红米K70|华为Mate60 Pro|P50|荣耀90|OPPO Reno11|vivo X100|一加12|"
        "三星S24 Ultra|苹果12mini|小米13Ultra|华为nova12|魅族20|iQOO 12|红米note13|真我GT5|中兴Axon40|iPad Air5"
    ),
    "pc": pick(
        "i5-12400F|i7-13700K|R7 7840HS|RTX4060|RTX 3070Ti|GTX1660S|DDR4 3200 16G|DDR5-6000|B760M|SN770 1T|990 PRO 2TB|"
        "850W金牌|酷睿i9 14900HX|锐龙5600X|MX450|WiFi6 AX210"
    ),
    "screen": pick("2560x1440|3840*2160|1920×1080 144Hz|27寸2K165Hz|3440x1440|15.6寸|1366*768"),
    "appliance": lambda rng: (
        rng.choice(["KFR-35GW/", "KFR-72LW/", "XQG100-", "BCD-", "JSQ30-", "CXW-200-", "EG10014"])
        + digits(rng, 3)
        + letters(rng, 2)
    ),
    "batch": lambda rng: rng.choice(
        [
            f"{date(rng).replace('-', '').replace('/', '').replace('.', '')[:8]}{letters(rng, 1)}",
            f"{letters(rng, 1)}{digits(rng, 6)}",
            f"{digits(rng, 6)}{letters(rng, 2)}",
            f"LOT{digits(rng, 7)}",
            f"{digits(rng, 8)}",
            f"{letters(rng, 2)}{digits(rng, 8)}",
        ]
    ),
    "ean": lambda rng: ean(rng, rng.choice(["690", "691", "692", "693", "694", "695", "697", "49", "88"])),
    "isbn": lambda rng: rng.choice(
        [ean(rng, "9787"), "978-7-" + "-".join([digits(rng, 3), digits(rng, 5), digits(rng, 1)])]
    ),
    "imei": lambda rng: rng.choice(["86", "99", "01"]) + digits(rng, 13),
    "serial": lambda rng: rng.choice(
        [
            f"{letters(rng, 3)}{digits(rng, 2)}{letters(rng, 4)}{digits(rng, 3)}",
            f"{letters(rng, 1)}{digits(rng, 2)}{letters(rng, 5)}{digits(rng, 2)}",
            f"{digits(rng, 5)}/{letters(rng, 2)}{digits(rng, 6)}",
            f"{letters(rng, 2)}{digits(rng, 10)}",
        ]
    ),
    "fake": lambda rng: rng.choice(
        [digits(rng, 20), " ".join(digits(rng, 5) for _ in range(4)), digits(rng, 21), digits(rng, 24)]
    ),
    "badid": wrong_identity,
    "badcheck": wrong_check,
    "uscc": uscc,
    "notphone": lambda rng: (
        rng.choice(["10", "11", "12", *"23456789"]).ljust(2, rng.choice("0123456789")) + digits(rng, 9)
    ),
    "longrun": lambda rng: (
        digits(rng, rng.choice([4, 5, 6]))
        + "1"
        + rng.choice("3578")
        + digits(rng, 9)
        + digits(rng, rng.choice([5, 6, 7]))
    ),
    "itemid": lambda rng: rng.choice("6789") + digits(rng, 11),
    "date": date,
    "stamp": stamp,
    "unix": lambda rng: f"17{digits(rng, 8)}",
    "year": lambda rng: str(rng.randrange(2008, 2027)),
    "ymd": lambda rng: f"{rng.randrange(2020, 2027)}{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}",
    "clock": lambda rng: rng.choice(
        [
            f"{rng.randrange(24)}:{rng.randrange(60):02d}",
            f"{rng.randrange(1, 13)}点",
            f"{rng.randrange(1, 13)}点半",
            f"{rng.randrange(24):02d}：{rng.randrange(60):02d}",
        ]
    ),
    "dim": lambda rng: rng.choice(["x", "*", "×", "X"]).join(
        str(rng.randrange(10, 240)) for _ in range(rng.choice([2, 3]))
    ),
    "coupon": lambda rng: rng.choice(
        [
            letters(rng, 4) + digits(rng, 4),
            letters(rng, 8, "ABCDEFGHJKMNPQRSTUVWXYZ23456789"),
            "NEW" + digits(rng, 3),
            "-".join(letters(rng, 4, "ABCDEFGHJKMNP23456789") for _ in range(3)),
        ]
    ),
    "hotline": lambda rng: rng.choice(
        [
            f"400-{digits(rng, 3)}-{digits(rng, 4)}",
            f"400{digits(rng, 7)}",
            f"400-8{digits(rng, 2)}-{digits(rng, 4)}",
            f"800-{digits(rng, 3)}-{digits(rng, 4)}",
            f"400 {digits(rng, 3)} {digits(rng, 4)}",
            f"4008-{digits(rng, 3)}-{digits(rng, 3)}",
            f"95{digits(rng, 3)}",
            "95588",
            "95533",
            "95338",
            "11183",
            "10086",
            "10010",
        ]
    ),
    "public": pick("12315|110|12345|12300|12321|12378|96110|12333|119"),
    "version": lambda rng: ".".join(str(rng.randrange(0, 30)) for _ in range(rng.choice([2, 3, 3, 4]))),
    "ip": lambda rng: f"192.168.{rng.randrange(0, 256)}.{rng.randrange(1, 255)}",
    "mac": lambda rng: ":".join(letters(rng, 2, "0123456789ABCDEF") for _ in range(6)),
    "coord": lambda rng: f"{rng.randrange(20, 45)}.{digits(rng, 6)},{rng.randrange(100, 125)}.{digits(rng, 6)}",
    "hash": lambda rng: letters(rng, rng.choice([8, 16, 32]), "0123456789abcdef"),
    "err": lambda rng: rng.choice(
        [
            f"E{digits(rng, 1)}",
            f"E{digits(rng, 2)}",
            f"F{digits(rng, 2)}",
            f"0x{letters(rng, 8, '0123456789ABCDEF')}",
            f"-{digits(rng, 5)}",
            f"{rng.choice('45')}{digits(rng, 2)}",
            f"ERR_{digits(rng, 4)}",
        ]
    ),
    "short": lambda rng: letters(rng, 6, "abcdefghijkmnpqrstuvwxyzABCDEFGH23456789"),
    "emoji": pick("😂|😭|🙏|👍|🌹|😡|🤔|💔|❤️|👌|🎉|😅|🐱|🈶|1️⃣|💯"),
    "rep": lambda rng: rng.choice("123456789") * rng.randrange(3, 9),
    "nick": pick("小美|糖糖|阿豆|木木|可乐|星星|团子|布丁|咚咚|圆圆"),
    "pay": pick("微信|支付宝|微信零钱|微信分付"),
    "prov": pick("广东省|浙江省|新疆|西藏|四川省|山东省|内蒙古|海南|黑龙江省|广西|湖北省|福建"),
    "city": pick("深圳|北京|杭州|上海|义乌|成都|武汉|沈阳|西安|郑州|昆明|苏州|金华|广州"),
    "road": pick("中山路|人民路|南京路|解放路|春熙路|王府井|建设路"),
    "lottery": lambda rng: " ".join(f"{rng.randrange(1, 34):02d}" for _ in range(6)),
    "pickup": lambda rng: rng.choice(
        [
            f"{rng.randrange(1, 30)}-{rng.randrange(1, 9)}-{digits(rng, 4)}",
            digits(rng, 6),
            digits(rng, 8),
            f"{letters(rng, 1)}{digits(rng, 3)}",
        ]
    ),
    "hex": lambda rng: letters(rng, 6, "0123456789ABCDEF"),
}
