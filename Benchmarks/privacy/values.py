"""Values of each kind, valid where the kind has a checksum, and values that look like them and are not."""

import words

ID_REGIONS = ["110105", "310104", "440305", "330106", "320583", "370202", "410105", "420111", "430104", "510107", "350203",
              "340104", "360111", "610113", "210106", "220104", "230103", "130102", "450103", "650102", "500112", "120101"]
BINS_16 = ["622848", "621700", "622588", "622700", "625910", "621485", "622262", "436742", "524094", "552245", "356889"]
BINS_19 = ["6222020", "6217001", "6228480", "6217850", "6212260", "6230580", "6214830"]
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DOMAINS = ["qq.com", "163.com", "126.com", "gmail.com", "outlook.com", "sina.com", "sina.cn", "foxmail.com", "139.com", "hotmail.com",
           "yeah.net", "mail.example.com.cn", "aliyun.com", "company-mail.net"]
AREAS = [("010", 8), ("021", 8), ("020", 8), ("0755", 8), ("0571", 8), ("0512", 8), ("0532", 8), ("0731", 8), ("0379", 8), ("0772", 7),
         ("0817", 7), ("0835", 7), ("0576", 8), ("0393", 7)]
PINYIN = ["li", "wang", "zhang", "xiaoming", "lijun", "anna", "feng", "chenxi", "lulu", "haibo", "tiantian", "xiaoxiao", "yang", "dada"]


def digits(r, n):
    return "".join(r.choice("0123456789") for _ in range(n))


def phone(r):
    return "1" + r.choice(["3", "3", "5", "8", "8", "9", "7", "4", "6"]) + digits(r, 9)


def landline(r):
    area, length = r.choice(AREAS)
    return area, r.choice("2345678") + digits(r, length - 1)


def id_check(body):
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return "10X98765432"[sum(int(d) * w for d, w in zip(body, weights)) % 11]


def birthday(r):
    return f"{r.randint(1950, 2012)}{r.randint(1, 12):02d}{r.randint(1, 28):02d}"


def id_card(r):
    body = r.choice(ID_REGIONS) + birthday(r) + digits(r, 3)
    return body + id_check(body)


def id_card_15(r):
    return r.choice(ID_REGIONS) + birthday(r)[2:] + digits(r, 3)


def luhn_digit(body):
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str((10 - total % 10) % 10)


def bank_card(r):
    prefix, length = (r.choice(BINS_19), 19) if r.random() < 0.6 else (r.choice(BINS_16), 16)
    body = prefix + digits(r, length - 1 - len(prefix))
    return body + luhn_digit(body)


def order(r):
    choice = r.randrange(6)
    if choice == 0:
        return r.choice("1234") + digits(r, 18)
    if choice == 1:
        return r.choice("1234") + digits(r, 17)
    if choice == 2:
        return f"{r.choice(['24', '25', '26'])}{r.randint(1, 12):02d}{r.randint(1, 28):02d}-{digits(r, 15)}"
    if choice == 3:
        return "SF" + digits(r, 13)
    if choice == 4:
        return r.choice(["YT", "JD", "JT"]) + digits(r, 13)
    return r.choice("23") + digits(r, 11)


def email(r):
    shape = r.randrange(5)
    name = r.choice(PINYIN)
    local = [name + digits(r, r.randint(2, 4)), digits(r, r.randint(6, 10)), f"{name}.{r.choice(PINYIN)}", f"{name}_{digits(r, 3)}",
             f"{name}-{r.choice(PINYIN)}"][shape]
    return local, r.choice(DOMAINS)


def plate(r):
    head = r.choice(PROVINCES) + r.choice(PLATE_LETTERS)
    tail = digits(r, 5)
    # One or two letters in any place.
    for place in r.sample(range(5), r.choice([0, 0, 1, 1, 2])):
        tail = tail[:place] + r.choice(PLATE_LETTERS) + tail[place + 1:]
    return head, tail


def plate_new_energy(r):
    head = r.choice(PROVINCES) + r.choice(PLATE_LETTERS)
    if r.random() < 0.75:
        return head, r.choice("DFABCEGHJK" if r.random() < 0.4 else "DF") + r.choice("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789") + digits(r, 4)
    return head, digits(r, 5) + r.choice("DF")


def plate_special(r):
    return r.choice(PROVINCES) + r.choice(PLATE_LETTERS), digits(r, 4) + r.choice("警学挂港澳领"[:4] if r.random() < 0.8 else "港澳")


def wechat(r):
    shape = r.randrange(5)
    name = r.choice(PINYIN)
    return [name + digits(r, r.randint(3, 6)), f"{name}_{digits(r, 4)}", f"{name}-{r.choice(PINYIN)}{digits(r, 2)}", f"{name}{r.choice(PINYIN)}{digits(r, 2)}",
            r.choice("abcdefghxyz") + digits(r, 7)][shape]


def qq(r):
    return r.choice("123456789") + digits(r, r.randint(5, 9))


def name(r):
    draw = r.random()
    if draw < 0.04:
        return r.choice(words.LONG_NAMES)
    surname = r.choice(words.COMPOUND) if draw < 0.10 else r.choice(words.SURNAMES)
    return surname + (r.choice(words.GIVEN_TWO) if r.random() < 0.7 else r.choice(words.GIVEN_ONE))


def uscc(r):
    """A company's 18-character credit code with its check character."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = "91" + r.choice(ID_REGIONS) + "".join(r.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(9))
    total = sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + alphabet[(31 - total % 31) % 31]


def ean13(r):
    body = "69" + digits(r, 10)
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(body))
    return body + str((10 - total % 10) % 10)


def imei(r):
    body = r.choice(["86", "35"]) + digits(r, 12)
    return body + luhn_digit(body)


def wrong_id(r):
    """Region, date and length of an identity number, and a wrong check character."""
    value = id_card(r)
    return value[:17] + r.choice([c for c in "0123456789X" if c != value[17]])


def wrong_card(r):
    value = bank_card(r)
    return value[:-1] + r.choice([c for c in "0123456789" if c != value[-1]])
