"""Letters to many employers in one file, and a staff roster of any length: CPU seconds as JSON.

    python benchmarks/reminders.py [letters] [people]      300 and 5000 when nothing is said

The naive way of the letters lays out each alone and joins them afterwards: its first 40 stand for all. Time is that of the render
processes and of this one together.
"""

import json
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.papers import timed
from casework import create_app
from casework.contracts import printing, samples
from casework.documents import FORMS, joining, render, sample_facts

FOLDER, FEW = Path("/tmp/casework-bench-reminders"), 40


def letter(n):
    """One to nine people, as most employers have them."""
    facts = sample_facts(FORMS["contract-reminder"])
    row = facts["rows"][n % 5]
    return facts | {"to": f"云溪县第{n}建筑劳务有限公司", "people": 1 + n % 9, "rows": [row] * (1 + n % 9)}


def main(letters=300, people=5000):
    shutil.rmtree(FOLDER, ignore_errors=True)  # what was laid out before is kept
    app, said = create_app("config.Testing", INSTANCE=FOLDER, SQLALCHEMY_DATABASE_URI="sqlite://"), {}
    with app.app_context():
        form, roster = FORMS["contract-reminder"], FORMS["staff-roster"]
        asked = [(form, letter(n)) for n in range(letters)]
        few = asked[:FEW]
        _, alone = timed(lambda: joining.join([joining.Part("x", render.pdf(*one)[0]) for one in few], title="x", numbered=False))
        data, together = timed(lambda: printing.file(asked))
        _, again = timed(lambda: printing.file(asked))
        facts = sample_facts(roster) | {"rows": [samples.STAFF[n % 5] for n in range(people)]}
        paper, long = timed(lambda: printing.roster(roster, facts))
        said = {
            "letters": letters, "together": together, "kilobytes": len(data) // 1024, "asked for again": again,
            "one by one, of these": len(few), "one by one": alone,
            "ratio for a letter": round(alone["cpu_seconds"] / max(1, len(few)) / (together["cpu_seconds"] / max(1, letters)), 2),
            "people": people, "roster": long, "roster pages": joining.pages(paper)}
    print(json.dumps(said, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
