"""Drafts of invented cases, and what other programs say about the files made from them."""

import subprocess
from pathlib import Path
from typing import Any

from lucheng_desktop.cases.documents import CircularDraft, read_draft

COMMISSION = "中共温州市鹿城区纪律检查委员会"
SUPERVISION = "温州市鹿城区监察委员会"
NAME = "陈堃喆"
"""Two of the three characters are missing in the 仿宋 face."""
BODY = (
    f"近期，有关方面反映演练街道办事处副主任{NAME}同志在旧城改造项目中为亲属承揽工程提供便利。",
    f"区纪委监委按照规定进行了核查，查阅了2019年3月至2020年12月间的招投标资料，涉及资金1,234.56万元。经核查，上述反映不属实，{NAME}同志没有参与该项目的招标、评标和合同签订。",
    f"为澄清事实、消除影响，依照《监督执纪工作规则》第十二条和鹿纪〔2019〕12号文件的规定，现就上述问题为{NAME}同志澄清正名。本通报只对上述具体问题作出澄清，不涉及其他事项。",
    "收到本通报的单位要在规定范围内传达，及时消除不实反映造成的影响。",
    "特此通报。",
)
COMPLAINANT: dict[str, Any] = {
    "name": "王建国",
    "aliases": ["王老五"],
    "unit": "温州市鹿城区演练水产服务中心",
    "phone": "13800138000",
    "id_no": "330302196803051234",
    "address": "温州市鹿城区演练街道江滨西路88弄3号201室",
    "phrases": ["占道经营多次被查处的水产商户"],
}


def data(**changes: Any) -> dict[str, Any]:
    """A clearance circular in the shape of the console contract."""
    draft: dict[str, Any] = {
        "kind": "circular",
        "issuers": [COMMISSION],
        "number": {"series": "鹿纪", "year": 2026, "seq": 1},
        "title": f"关于为{NAME}同志澄清正名的通报",
        "to": ["各街道党工委、镇党委", "区直各单位"],
        "body": [{"level": 0, "text": text} for text in BODY],
        "date": "2026-03-05",
        "note": None,
        "cc": ["温州市纪委监委", "鹿城区委组织部"],
        "printed_by": f"{COMMISSION}办公室",
        "printed_on": "2026-03-06",
        "seal": "blank",
        "subjects": [NAME],
        "protected": [],
        "practice": False,
    }
    return draft | changes


def draft(**changes: Any) -> CircularDraft:
    """The same, read."""
    return read_draft(data(**changes))


def saying(text: str, **changes: Any) -> CircularDraft:
    """A circular whose second paragraph is `text`."""
    return draft(body=[{"level": 0, "text": BODY[0]}, {"level": 0, "text": text}], **changes)


def of_lines(count: int) -> list[dict[str, Any]]:
    """A body of exactly `count` full lines in one paragraph."""
    text = "经核查上述反映不属实" * (count * 3)
    first = f"关于{NAME}同志"
    return [{"level": 0, "text": (first + text)[: 26 + 28 * (count - 1)]}]


def run(*command: str | Path) -> str:
    """What a program prints."""
    return subprocess.run([str(part) for part in command], check=True, capture_output=True).stdout.decode("utf-8")


def saved(pdf: bytes, folder: Path) -> Path:
    """The bytes as a file."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    return file


def ink(file: Path, page: int, dpi: int = 200) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the ink on a page above the line of page numbers in mm, as poppler draws it."""
    command = ["pdftoppm", "-gray", "-r", str(dpi), "-f", str(page), "-l", str(page), str(file)]
    picture = subprocess.run(command, check=True, capture_output=True).stdout
    _, size, _, pixels = picture.split(b"\n", 3)
    width, height = map(int, size.split())
    dark = pixels.translate(bytes(1 if value < 200 else 0 for value in range(256)))
    rows = [dark[row * width : (row + 1) * width] for row in range(min(height, int(265 / 25.4 * dpi)))]
    found = [(at, row.find(1), row.rfind(1) + 1) for at, row in enumerate(rows) if 1 in row]
    edges = (min(row[1] for row in found), found[0][0], max(row[2] for row in found), found[-1][0] + 1)
    left, top, right, bottom = (edge * 25.4 / dpi for edge in edges)
    return left, top, right, bottom
