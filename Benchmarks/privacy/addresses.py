"""Addresses of several builds, each of at least three levels."""

import words


def tail(r):
    """From the street to the door."""
    road = r.choice(words.ROADS) + str(r.randint(1, 999)) + "号"
    estate = r.choice(words.ESTATES)
    building = f"{r.randint(1, 39)}{r.choice(['栋', '号楼', '幢', '座'])}"
    unit = f"{r.randint(1, 4)}单元" if r.random() < 0.6 else ""
    room = f"{r.randint(1, 33)}{r.randint(1, 8):02d}" + r.choice(["室", "室", "", "号", "房"])
    return [road + estate + building + unit + room, estate + building + unit + room, road, road + building + room,
            road + estate][r.randrange(5)]


def full(r):
    province, city, district = r.choice(words.REGIONS)
    return province + city + district + (r.choice(words.SUBDISTRICTS) if r.random() < 0.3 else "") + tail(r)


def short_region(r):
    """Levels without their suffixes: 广东深圳南山区…"""
    province, city, district = r.choice([x for x in words.REGIONS if x[1] and x[2] and len(x[0]) <= 4])
    return province.rstrip("省") + city.rstrip("市") + district + tail(r)


def no_province(r):
    province, city, district = r.choice([x for x in words.REGIONS if x[1] and x[2]])
    return city + district + tail(r)


def village(r):
    province, city, district = r.choice([x for x in words.REGIONS if x[2].endswith(("县", "市")) and x[1]])
    group = r.choice([f"{r.randint(1, 12)}组", f"{r.randint(1, 300)}号", f"{r.choice('一二三四五六')}组{r.randint(1, 99)}号", ""])
    return province + city + district + r.choice(words.TOWNS) + r.choice(words.VILLAGES) + group


def local(r):
    """No region at all."""
    return r.choice(words.ESTATES) + f"{r.randint(1, 39)}{r.choice(['栋', '号楼', '幢'])}{r.randint(1, 4)}单元{r.randint(1, 33)}{r.randint(1, 8):02d}" + r.choice(["室", ""])


def station(r):
    return full(r) + r.choice(words.SHOPS)


def spaced(r):
    province, city, district = r.choice([x for x in words.REGIONS if x[1] and x[2]])
    return " ".join([province, city, district, tail(r)])


STYLES = {"full": full, "short_region": short_region, "no_province": no_province, "village": village, "no_region": local,
          "station": station, "spaced": spaced}
