"""Values that are made up but right by their checksums, and the styles in which people write them."""

import datetime
import re

from places import AREA_CODES, COUNTIES, PLACES, table

PHONE_STARTS = (
    "130 131 132 133 134 135 136 137 138 139 145 147 149 150 151 152 153 155 156 157 158 159 166 172 173 "
    "175 176 177 178 180 181 182 183 184 185 186 187 188 189 191 193 195 198 199"
).split()
# Beginning and length of cards; the first digits belong to issuers in China, or are plausible for Visa and Mastercard.
CARD_STARTS = [
    ("622202", 19),
    ("621226", 19),
    ("622848", 19),
    ("621700", 19),
    ("621661", 19),
    ("621799", 19),
    ("622588", 16),
    ("622575", 16),
    ("622260", 17),
    ("622908", 18),
    ("622689", 16),
    ("625362", 16),
    ("623058", 19),
    ("622155", 16),
    ("451289", 16),
    ("439225", 16),
    ("436742", 16),
    ("421349", 16),
    ("552599", 16),
    ("518710", 16),
    ("545619", 16),
    ("524090", 16),
]
PLATE_PROVINCES = {
    "京": "ACEFGHJKLMNPQY",
    "津": "ABCDEFGHJKLMNQR",
    "沪": "ABCDEFGHJKLMN",
    "渝": "ABCDFGH",
    "冀": "ABCDEFGHJRT",
    "豫": "ABCDEFGHJKLMNPQRSU",
    "云": "ACDEFGHJKLMNPQRS",
    "辽": "ABCDEFGHJKLMNP",
    "黑": "ABCDEFGHJKLMNPR",
    "湘": "ABCDEFGHJKLMNU",
    "皖": "ABCDEFGHJKLMNPRS",
    "鲁": "ABCDEFGHJKLMNPQRSU",
    "新": "ABCDEFGHJKLMNPQR",
    "苏": "ABCDEFGHJKLMN",
    "浙": "ABCDEFGHJKL",
    "赣": "ABCDEFGHJKLM",
    "鄂": "ABCDEFGHJKLMNPQRS",
    "桂": "ABCDEFGHJKLMNPR",
    "甘": "ABCDEFGHJKLMNP",
    "晋": "ABCDEFHJKLM",
    "蒙": "ABCDEFGHJKLM",
    "陕": "ABCDEFGHJKV",
    "吉": "ABCDEFGHJK",
    "闽": "ABCDEFGHJK",
    "贵": "ABCDEFGHJ",
    "粤": "ABCDEFGHJKLMNPQRSTUVWXY",
    "青": "ABCDEFGH",
    "藏": "ABCDEFG",
    "川": "ABCDEFGHJKLMQRSTUVWXYZ",
    "宁": "ABCDE",
    "琼": "ABCDE",
}
PLATE_CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
SURNAMES = list(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
    "戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文"
)
COMPOUND_SURNAMES = "欧阳 司马 上官 诸葛 慕容 皇甫 令狐 东方 尉迟 公孙 端木 司徒 夏侯 南宫 轩辕".split()
GIVEN_ONE = list("伟芳娜敏静丽强磊洋艳勇军杰娟涛超霞平刚英鹏玲辉琳宇浩凯健俊帆雪荣颖婷倩瑶璐")
GIVEN_TWO = (
    "建国 秀英 桂兰 志强 晓东 丽华 雨桐 子涵 欣怡 梓轩 浩然 思远 佳琪 嘉豪 美玲 国庆 海燕 文博 玉兰 春梅 永强 淑芬 俊杰 "
    "诗涵 宇轩 梦瑶 天佑 少华 立新 红梅 家明 晨曦 若曦 泽宇 明辉 雅婷 晓雯 振华 小红 慧敏 凤英 德胜 金凤 佩珊 卫东 "
    "艺涵 奕辰 一诺 可馨 沐阳 景天 爱华 月娥 大勇 铁柱 友谅 星辰 静怡 怀远 克勤 培林 望舒 之恒 念慈"
).split()
ETHNIC_GIVEN = "阿卜杜拉 买买提 古丽娜尔 艾山江 迪丽拜尔 吐尔逊 热依汗 帕提古丽 努尔艾力 麦麦提 玉素甫 阿依古丽".split()
ETHNIC_FATHER = "艾力 买合木提 玉山 库尔班 肉孜 吾斯曼 依明 达吾提 卡德尔 热合曼 司马义 托合提".split()
ETHNIC_OTHER = [
    "扎西·次仁",
    "洛桑·丹增",
    "卓玛·央金",
    "那仁·巴图",
    "乌云·其木格",
    "阿依·木呷",
    "吉克·阿木",
    "沙马·拉且",
]
EMAIL_HOSTS = (
    "qq.com qq.com 163.com 163.com 126.com gmail.com outlook.com hotmail.com foxmail.com sina.com "
    "sina.cn sohu.com yeah.net 139.com 189.cn aliyun.com icloud.com vip.qq.com vip.163.com"
).split()
WORK_HOSTS = (
    "lanhai-tech.com mail.sysu.edu.cn stu.pku.edu.cn huaxin.com.cn bjfwlx.gov.cn hr.dongfangsm.cn "
    "seu.edu.cn qinghe-studio.net 51zhuangxiu.com h-partner.com.hk jiuzhou.top"
).split()
SYLLABLES = (
    "zhang li wang chen liu yang zhao huang zhou wu xiao ming hua mei lin feng yu xin tian hai long jie ting "
    "qing bao nan bei an kai rui meng lu su tong yue"
).split()
WORDS = "sunny happy lucky star moon cat tiger miss mr summer kiki coco leo amy tony dark sweet blue rain apple".split()
HAN_DIGITS = "〇一二三四五六七八九"
FULL_WIDTH = "０１２３４５６７８９"
CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨"
ZERO_WIDTH = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"]


def digits(rng, count):
    return "".join(rng.choice("0123456789") for _ in range(count))


def luhn_is_valid(number):
    total = 0
    for place, character in enumerate(reversed(number)):
        digit = int(character) * (2 if place % 2 else 1)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0


def id_check_character(first17):
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return "10X98765432"[sum(int(c) * w for c, w in zip(first17, weights)) % 11]


REGIONS = {row[0] for row in table(PLACES) + table(COUNTIES)}
PROVINCE_CODES = {
    "11",
    "12",
    "13",
    "14",
    "15",
    "21",
    "22",
    "23",
    "31",
    "32",
    "33",
    "34",
    "35",
    "36",
    "37",
    "41",
    "42",
    "43",
    "44",
    "45",
    "46",
    "50",
    "51",
    "52",
    "53",
    "54",
    "61",
    "62",
    "63",
    "64",
    "65",
    "71",
    "81",
    "82",
    "83",
    "91",
}


def date_is_real(text):
    try:
        return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:])).year >= 1900
    except ValueError:
        return False


def id_is_valid(number):
    number = number.upper()
    if re.fullmatch(r"\d{17}[\dX]", number):
        return (
            number[:2] in PROVINCE_CODES
            and date_is_real(number[6:14])
            and id_check_character(number[:17]) == number[17]
        )
    return bool(re.fullmatch(r"\d{15}", number)) and number[:2] in PROVINCE_CODES and date_is_real("19" + number[6:12])


def phone(rng):
    return rng.choice(PHONE_STARTS) + digits(rng, 8)


def landline(rng):
    """The area code and the number, apart."""
    length = rng.choice([8, 8, 7])
    return rng.choice(AREA_CODES[length]), rng.choice("2345678") + digits(rng, length - 1)


def birthday(rng, first, last):
    start = datetime.date(first, 1, 1).toordinal()
    return datetime.date.fromordinal(rng.randrange(start, datetime.date(last, 12, 31).toordinal())).strftime("%Y%m%d")


def id_card(rng, length=18, last=None):
    while True:
        region = rng.choice(sorted(REGIONS))
        if length == 15:
            return region + birthday(rng, 1935, 1985)[2:] + digits(rng, 3)
        first17 = region + birthday(rng, 1945, 2008) + digits(rng, 3)
        number = first17 + id_check_character(first17)
        if last in (None, number[17]) and not is_card(number):
            return number


def bank_card(rng):
    while True:
        start, length = rng.choice(CARD_STARTS)
        body = start + digits(rng, length - len(start) - 1)
        number = next(body + c for c in "0123456789" if luhn_is_valid(body + c))
        if not id_is_valid(number):
            return number


def is_card(number):
    return bool(re.fullmatch(r"62\d{14,17}|[45]\d{15}", number)) and luhn_is_valid(number)


def order(rng, shape=None):
    """An order or waybill number that is neither an identity number nor a card."""
    shape = shape or rng.choice(["taobao", "taobao", "jd", "pdd", "douyin", "sf", "yt", "zto", "jdv", "yd", "ems"])
    while True:
        number = {
            "taobao": lambda: rng.choice("1234") + digits(rng, 18),
            "jd": lambda: rng.choice("23") + digits(rng, 11),
            "pdd": lambda: birthday(rng, 2021, 2025)[2:] + "-" + digits(rng, 15),
            "douyin": lambda: "69" + digits(rng, 17),
            "sf": lambda: "SF" + rng.choice("123") + digits(rng, 12),
            "yt": lambda: "YT" + digits(rng, 13),
            "zto": lambda: "78" + digits(rng, 12),
            "jdv": lambda: "JDVA" + digits(rng, 11),
            "yd": lambda: "43" + digits(rng, 13),
            "ems": lambda: "E" + rng.choice("ABCV") + digits(rng, 9) + "CN",
        }[shape]()
        bare = re.sub(r"\D", "", number)
        if not id_is_valid(bare) and not (len(bare) >= 16 and luhn_is_valid(bare)):
            return number


def email(rng):
    def local():
        syllables = [rng.choice(SYLLABLES) for _ in range(rng.choice([2, 2, 3]))]
        year = str(rng.randrange(1970, 2012))
        return rng.choice(
            [
                lambda: "".join(syllables) + year,
                lambda: "".join(syllables) + digits(rng, rng.choice([2, 3, 4, 6])),
                lambda: syllables[0] + "." + "".join(syllables[1:]) + digits(rng, 2),
                lambda: syllables[0] + "_" + rng.choice(WORDS) + digits(rng, 3),
                lambda: rng.choice(WORDS) + "-" + syllables[1] + year,
                lambda: rng.choice("123456789") + digits(rng, rng.choice([7, 8, 9])),
                lambda: rng.choice(WORDS) + digits(rng, rng.choice([3, 4, 5])),
                lambda: phone(rng),
                lambda: syllables[0][0] + syllables[1] + digits(rng, 5),
            ]
        )()

    name = local()
    if name.isdigit():
        return name + "@" + rng.choice(["qq.com", "qq.com", "163.com", "139.com"])
    return name + "@" + rng.choice(EMAIL_HOSTS if rng.random() < 0.8 else WORK_HOSTS)


def plate(rng, shape=None):
    province = rng.choice(sorted(PLATE_PROVINCES))
    head = province + rng.choice(PLATE_PROVINCES[province])
    shape = shape or rng.choice(["plain", "plain", "plain", "letters", "letters", "small", "small", "large", "special"])
    if shape == "small":
        return head + rng.choice("DDDDFFABCEGHJK") + rng.choice("0123456789" + PLATE_CHARACTERS) + digits(rng, 4)
    if shape == "large":
        return head + digits(rng, 5) + rng.choice("DF")
    if shape == "special":
        return head + digits(rng, 4) + rng.choice("学警挂")
    tail = list(digits(rng, 5))
    if shape == "letters":
        for place in rng.sample(range(5), rng.choice([1, 1, 2])):
            tail[place] = rng.choice(PLATE_CHARACTERS)
    return head + "".join(tail)


def wechat(rng):
    while True:
        syllables = [rng.choice(SYLLABLES) for _ in range(2)]
        value = rng.choice(
            [
                lambda: "".join(syllables) + digits(rng, rng.choice([2, 3, 4])),
                lambda: rng.choice(WORDS) + digits(rng, 4),
                lambda: rng.choice(WORDS) + "_" + syllables[0] + digits(rng, 2),
                lambda: "wxid_" + "".join(rng.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(14)),
                lambda: syllables[0] + "-" + syllables[1] + digits(rng, 3),
                lambda: rng.choice("abcdefghjklmnqrstyz") + digits(rng, 7),
                lambda: syllables[0].title() + digits(rng, 6),
                lambda: rng.choice(WORDS) + rng.choice(WORDS) + digits(rng, 2),
            ]
        )()
        if re.fullmatch(r"[A-Za-z][-_A-Za-z0-9]{5,19}", value):
            return value


def qq(rng):
    return rng.choice("123456789") + digits(rng, rng.choice([5, 7, 8, 8, 8, 9, 9]))


def name(rng, shape=None):
    shape = shape or rng.choice(["two", "three", "three", "three"])
    if shape == "two":
        return rng.choice(SURNAMES) + rng.choice(GIVEN_ONE)
    if shape == "three":
        return rng.choice(SURNAMES) + rng.choice(GIVEN_TWO)
    if shape == "compound":
        return rng.choice(COMPOUND_SURNAMES) + rng.choice(rng.choice([GIVEN_ONE, GIVEN_TWO]))
    if rng.random() < 0.25:
        return rng.choice(ETHNIC_OTHER)
    return rng.choice(ETHNIC_GIVEN) + "·" + rng.choice(ETHNIC_FATHER)
