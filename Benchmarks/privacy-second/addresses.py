"""Addresses of at least three levels, in towns and in the country."""

from places import (
    CAMPUSES,
    COUNTIES,
    ESTATES,
    LOCKERS,
    PARKS,
    PLACES,
    ROADS,
    STREETS,
    TOWERS,
    TOWNS,
    VILLAGES,
    table,
)


def region(rng, shape, places=PLACES, gap=""):
    _, province, city, district = rng.choice(table(places))
    if city == "-":
        return gap.join([province, district]) if shape != "short" else province.removesuffix("市") + district
    if shape == "short":
        return city.removesuffix("市") + district
    if shape == "no_province":
        return gap.join([city, district])
    for ending in ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区"):
        if province.endswith(ending) and rng.random() < 0.4:
            province = province.removesuffix(ending)
            break
    return gap.join([province, city, district])


def room(rng):
    building, unit, floor = rng.randrange(1, 40), rng.randrange(1, 5), rng.randrange(1, 33)
    number = f"{floor}{rng.randrange(1, 5):02d}"
    return rng.choice(
        [
            f"{building}栋{unit}单元{number}室",
            f"{building}号楼{unit}单元{number}",
            f"{building}幢{number}室",
            f"{building}栋{number}",
            f"{building}号楼{number}室",
            f"{building}#{unit}单元{number}室",
            f"{building}座{number}室",
            f"{building}-{unit}-{number}",
        ]
    )


def detail(rng, shape="estate"):
    """The part of an address below the district."""
    road = rng.choice(ROADS) + f"{rng.randrange(1, 1999)}号"
    if shape == "rural":
        return (
            rng.choice(TOWNS)
            + rng.choice(VILLAGES)
            + rng.choice(
                [
                    f"{rng.randrange(1, 15)}组",
                    f"{rng.randrange(1, 15)}组{rng.randrange(1, 99)}号",
                    f"{rng.randrange(1, 300)}号",
                    f"{rng.choice('一二三四五六七八')}组",
                    f"{rng.choice('一二三四五六七八')}队",
                ]
            )
        )
    if shape == "campus":
        building = rng.choice(
            [
                f"{rng.randrange(1, 30)}号宿舍楼{rng.randrange(101, 699)}",
                f"{rng.randrange(1, 20)}号楼",
                f"教学楼{rng.choice('ABC')}座{rng.randrange(101, 599)}室",
                f"北区{rng.randrange(1, 20)}栋",
            ]
        )
        return road + rng.choice(CAMPUSES) + rng.choice(["", "东校区", "南校区", "新校区"]) + building
    if shape == "park":
        return (
            road
            + rng.choice(PARKS)
            + rng.choice(
                [
                    f"{rng.choice('ABCDEF')}栋{rng.randrange(2, 20)}楼",
                    f"{rng.randrange(1, 30)}号楼{rng.randrange(201, 999)}室",
                    f"{rng.randrange(1, 9)}期{rng.randrange(1, 20)}栋{rng.randrange(201, 999)}",
                ]
            )
        )
    if shape == "tower":
        return (
            road
            + rng.choice(TOWERS)
            + rng.choice(
                [
                    f"{rng.randrange(3, 40)}楼",
                    f"{rng.choice('AB')}座{rng.randrange(301, 3999)}室",
                    f"{rng.randrange(301, 3999)}室",
                    f"{rng.choice('东西')}塔{rng.randrange(3, 40)}层",
                ]
            )
        )
    if shape == "locker":
        return (
            road
            + rng.choice(ESTATES)
            + rng.choice([f"{rng.randrange(1, 20)}号楼下", f"{rng.randrange(1, 20)}栋"])
            + rng.choice(LOCKERS)
        )
    if shape == "han":
        han = "一二三四五六七八九"
        return (
            rng.choice(ROADS)
            + rng.choice(ESTATES)
            + f"{rng.choice(han)}号楼{rng.choice(han)}单元"
            + rng.choice([f"{rng.choice(han)}〇{rng.choice(han)}室", f"{rng.choice(han)}楼{rng.choice('东西')}户"])
        )
    return rng.choice(["", "", rng.choice(STREETS)]) + road + rng.choice(ESTATES) + room(rng)


ADDRESS_SHAPES = ["estate", "estate", "park", "tower", "campus"]


def address(rng, shape="full", gap=""):
    if shape == "rural":
        return region(rng, rng.choice(["full", "no_province"]), COUNTIES, gap) + gap + detail(rng, "rural")
    if shape in ("campus", "park", "locker", "han", "tower"):
        return region(rng, rng.choice(["full", "no_province", "short"]), gap=gap) + gap + detail(rng, shape)
    if shape == "district":
        return rng.choice(table(PLACES))[3] + detail(rng, "estate")
    return region(rng, shape, gap=gap) + gap + detail(rng, rng.choice(ADDRESS_SHAPES))
