"""generate: as much as was asked, sound in every question, the same for the same seed, never among an office's own data."""

import hashlib
import json

import pytest

from casework.arrears.models import Case, ClaimLine
from casework.contracts.models import Contract, ContractFinding
from casework.core import checks
from casework.core.deadlines import Deadline
from casework.extensions import db
from casework.parties.models import Employer, Worker
from casework.seed import plenty
from tests.features.test_seed import empty

ASKED = {"employers": 12, "contracts": 90, "cases": 40}


def made(app, seed):
    """(what it answered, a digest of the rows, questions that do not hold)."""
    with app.app_context():
        answer = plenty.load(**ASKED, seed=seed)
        db.session.commit()
        columns = ((Employer.name, Employer.credit_code, Employer.area_id), (Worker.name, Worker.id_tail, Worker.born_on),
                   (Contract.worker_id, Contract.kind, Contract.hired_on, Contract.end_on, Contract.state, Contract.weight),
                   (ContractFinding.contract_id, ContractFinding.code), (Case.number, Case.state, Case.received_on),
                   (Deadline.matter_id, Deadline.due_on, Deadline.met_on), (ClaimLine.worker_id, ClaimLine.claimed_fen))
        told = [[list(row) for row in db.session.execute(db.select(*row).order_by(row[0].class_.id))] for row in columns]
        wrong = [question for question in checks.run() if not question["ok"]]
        db.session.remove()
    return answer, hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest(), wrong


def test_the_same_seed_gives_the_same_sound_rows(databases, tmp_path, today):
    digests = []
    for name, seed in (("one", 5), ("two", 5), ("three", 6)):
        (tmp_path / name).mkdir()
        with empty(databases, tmp_path / name, f"plenty_{name}") as app:
            answer, digest, wrong = made(app, seed)
            assert wrong == [] and {kind: answer[kind] for kind in ASKED} == ASKED and answer["workers"] > 90
            digests.append(digest)
            if name == "three":  # more of it beside what is there
                again, _, wrong = made(app, 5)
                assert wrong == [] and again["rows"] > 500
                with app.app_context():
                    assert db.session.scalar(db.select(db.func.count(Case.id))) == 80
                    db.session.remove()
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize(("more", "said"), [(["--cases", "3"], "不是演示数据库"), (["--inspections", "2"], "还没有检查的登记")])
def test_an_office_s_own_data_stays_its_own(run, more, said):
    code, out, error = run("generate", *more, "--seed", 1, "--json")
    assert code == 1 and said in error and out == ""
