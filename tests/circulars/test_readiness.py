"""The first paper of a day finds everything loaded: no module, no face."""

import json
import subprocess
import sys

_FIRST = """
import json, sys
from lucheng_desktop.procedures.readiness import make_ready
from tests.circulars.drafts import draft

make_ready()
loaded, one = [], draft(seal="demo")

def hear(event, facts):
    if event == "import" or event == "open" and str(facts[0]).endswith((".ttf", ".otf", ".ttc", ".pyc", ".so")):
        loaded.append(str(facts[0]))

from lucheng_desktop.circulars import signature
from lucheng_desktop.circulars.render import render

sys.addaudithook(hear)
data = render(one).pdf
signature.read(data, [])
print(json.dumps(loaded))
"""


def test_the_first_paper_waits_for_no_module_and_no_face() -> None:
    told = subprocess.run([sys.executable, "-c", _FIRST], check=True, capture_output=True, text=True, timeout=60)
    assert json.loads(told.stdout) == []
