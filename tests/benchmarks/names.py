"""Finding people by two characters, phrase, pinyin and digits among many; recall against reading every text."""

import random
from collections.abc import Iterator

from sqlalchemy import func, select

from lucheng_desktop.cases.names import spellings
from lucheng_desktop.vault import search
from lucheng_desktop.vault.spelling import letters, normal
from lucheng_desktop.vault.store import Vault
from lucheng_desktop.vault.tables import indexed
from tests.benchmarks.timing import Row, p95, seconds

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
    "姚沈钟姜崔谭陆范汪廖石金贾夏韦付方邹熊孟秦白江阎薛尹段雷侯龙史陶黎贺顾毛郝龚邵万单仇区"
)
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰涛明超兰霞平刚桂玉萍红娥玲芬燕彬鹏浩宇轩欣怡梓涵晨雨佳琪博文志远建国海"
    "波晓东云飞春梅冬雪永康子墨思源家豪天佑若曦嘉懿景行知微慎之清和守诚堃喆昊淼焱犇珏璟翊"
)
UNITS = "南汇五马滨江大南蒲鞋市双屿丰门藤桥山福仰义"


def people(count: int, dice: random.Random) -> Iterator[tuple[str, str]]:
    """(name, unit): three in ten names of two characters."""
    for number in range(count):
        length = 1 if dice.random() < 0.3 else 2
        name = dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=length))
        unit = "".join(dice.choices(UNITS, k=2)) + f"街道办事处第{number % 97}科〔2026〕{number}号"
        yield name, unit


def grown(vault: Vault, count: int) -> list[str]:
    """Put so many people into the index, by the code that indexes one; the texts as they are searched."""
    dice = random.Random(2026)
    with vault._connected(writing=True) as connection:
        for number, (name, unit) in enumerate(people(count, dice)):
            search.index(connection, "person", f"{number:032x}", (name, unit), (name,))
        search.optimise(connection)
        found = connection.execute(select(indexed.c.text).order_by(indexed.c.number)).scalars()
        return list(found)


def rows(vault: Vault, count: int, limit_ms: float) -> Iterator[Row]:
    """Times through the shelf, and recall over random parts of random texts."""
    built: list[list[str]] = []
    took = seconds(lambda: built.append(grown(vault, count)))
    texts, dice = built[0], random.Random(7)
    size = f"{count:,} people"
    yield Row(f"index of {size}", took, None, "s", f"{took / count * 1e6:.0f} us each")
    yield Row(f"recall and precision, {size}", _disagreements(vault, texts, dice), 0, "wrong", "of 500 searches")
    full = [text.split("\n")[0] for text in dice.sample(texts, 300)]
    twos = [name[-2:] for name in full]
    yield _timed(vault, f"name of two characters, {size}", twos, limit_ms)
    yield _timed(vault, f"whole name, {size}", full, limit_ms)
    pinyin = [min(spellings(name), key=_longest) for name in full]
    yield _timed(vault, f"whole name in pinyin, {size}", pinyin, limit_ms)
    phrases = [dice.choice(texts).split("\n")[1][:6] for _ in full]
    yield _timed(vault, f"phrase of six characters, {size}", phrases, None)
    yield _timed(vault, f"document number, {size}", [f"2026〕{dice.randrange(count)}号" for _ in full], None)


def _longest(spelling: str) -> int:
    return -len(spelling)


def _timed(vault: Vault, what: str, typed: list[str], limit: float | None) -> Row:
    with vault.reading() as shelf:
        found = [len(shelf.search(one)) for one in typed]
        times = [seconds(lambda one=one: shelf.search(one)) for one in typed]
    return Row(f"{what}, p95", p95(times) * 1000, limit, "ms", f"{sum(found) / len(found):.0f} finds on average")


def _disagreements(vault: Vault, texts: list[str], dice: random.Random) -> int:
    """How many of 500 searches do not find exactly the texts that reading every text finds."""
    wrong = 0
    with vault.reading() as shelf:
        for _ in range(500):
            source = dice.choice(texts)
            start = dice.randrange(len(source))
            typed = normal(source[start : start + dice.randint(2, 6)])
            if typed and not letters(typed):
                brute = {f"{number:032x}" for number, text in enumerate(texts) if typed in text}
                wrong += {id for _, id in shelf.search(typed)} != brute
        assert shelf._connection.execute(select(func.count()).select_from(indexed)).scalar() == len(texts)
    return wrong
