"""The registered bytes through a real print service into a file: at their own size, on both sides, page for page."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from lucheng_desktop.circulars import calibration
from lucheng_desktop.procedures.printing import spool
from lucheng_desktop.refusal import Refused

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, ("cupsd", "lpadmin", "lp"))), reason="no CUPS server on this machine"
)
PRINTER = "演练打印机".encode().hex()
FILES = """FileDevice Yes
ServerRoot {at}/etc
RequestRoot {at}/spool
TempDir {at}/spool/tmp
CacheDir {at}/cache
StateDir {at}/state
ServerBin /usr/lib/cups
DataDir /usr/share/cups
AccessLog {at}/log/access
ErrorLog {at}/log/error
PageLog {at}/log/page
Sandboxing relaxed
"""
SERVER = """Listen 127.0.0.1:{port}
LogLevel warn
PageLogFormat %p %C %{{media}} %{{sides}}
Browsing Off
WebInterface No
DefaultAuthType None
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""
PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "PDF.PPD"
*Manufacturer: "Test"
*Product: "(Test)"
*ModelName: "Test PDF"
*ShortNickName: "Test PDF"
*NickName: "Test PDF"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "18 18 577 824"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*OpenUI *Duplex/2-Sided Printing: PickOne
*OrderDependency: 20 AnySetup *Duplex
*DefaultDuplex: None
*Duplex None/Off: "<</Duplex false>>setpagedevice"
*Duplex DuplexNoTumble/Long: "<</Duplex true/Tumble false>>setpagedevice"
*CloseUI: *Duplex
"""


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A print service of this test's own on this PC alone, whose printer has margins and writes into a file."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for part in ("etc/ppd", "spool/tmp", "cache", "state", "log", "out"):
        (tmp_path / part).mkdir(parents=True)
    (tmp_path / "etc/cups-files.conf").write_text(FILES.format(at=tmp_path))
    (tmp_path / "etc/cupsd.conf").write_text(SERVER.format(port=port))
    (tmp_path / "queue.ppd").write_text(PPD)
    _open_to_the_service(tmp_path)
    monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{port}")
    words = ["cupsd", "-f", "-c", str(tmp_path / "etc/cupsd.conf"), "-s", str(tmp_path / "etc/cups-files.conf")]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as service:
        try:
            _until(lambda: _listening(port))
            device = f"file://{tmp_path}/out/out.pdf"
            made = ["lpadmin", "-p", PRINTER, "-E", "-v", device, "-P", str(tmp_path / "queue.ppd")]
            subprocess.run(made, check=True, capture_output=True)
            yield tmp_path
        finally:
            service.terminate()


def _open_to_the_service(place: Path) -> None:
    """Its filters run as another user, who must be able to reach and write this folder."""
    for folder in (place, *(one for one in place.rglob("*") if one.is_dir())):
        folder.chmod(0o777)
    for above in place.parents:
        if above.stat().st_uid == os.getuid() and above != Path(above.root):
            above.chmod(above.stat().st_mode | 0o011)


def _listening(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def _completed() -> str:
    return subprocess.run(["lpstat", "-W", "completed"], capture_output=True, text=True, check=True).stdout


def _until(seen: Callable[[], bool]) -> None:
    """Another program's work is done when it shows; a minute without is a failure."""
    end = time.monotonic() + 60
    while not seen():
        if time.monotonic() > end:
            pytest.fail("the print service does not answer")
        os.sched_yield()


def _ink(file: Path) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the ink in dots of 0.1 mm."""
    shown = subprocess.run(["pdftoppm", "-r", "254", "-gray", str(file)], capture_output=True, check=True).stdout
    head, _, data = shown.partition(b"255\n")
    width = int(head.split()[1])
    rows = [data[at : at + width] for at in range(0, len(data), width)]
    inked = [at for at, row in enumerate(rows) if min(row) < 128]
    lefts = [next(at for at, dot in enumerate(rows[row]) if dot < 128) for row in inked]
    rights = [width - next(at for at, dot in enumerate(reversed(rows[row])) if dot < 128) for row in inked]
    return min(lefts), inked[0], max(rights), inked[-1]


def test_a_paper_comes_out_of_the_print_service_at_its_own_size_and_on_both_sides(queue: Path) -> None:
    data = calibration.page(date(2026, 3, 2))
    (queue / "sent.pdf").write_bytes(data)
    request = spool(data, PRINTER, "演练", 2)
    assert request.startswith(PRINTER)
    _until(lambda: request in _completed())
    assert "iso_a4_210x297mm two-sided-long-edge" in (queue / "log/page").read_text()
    sent, came = _ink(queue / "sent.pdf"), _ink(queue / "out/out.pdf")
    assert all(abs(one - other) <= 2 for one, other in zip(sent, came, strict=True)), (sent, came)


def test_a_printer_that_there_is_not_takes_nothing(queue: Path) -> None:
    with pytest.raises(Refused) as refused:
        spool(calibration.page(date(2026, 3, 2)), "nowhere", "演练", 1)
    assert (refused.value.code, refused.value.facts["printer"]) == ("E-SPOOL", "nowhere")
