"""`make mutate`: small lies in terms, wages and contract sums, one at a time; the tests of the law must notice them.

A mutant is one changed operator, comparison, constant, `and`/`or`, or a condition turned round. Each runs in a forked child
that already has every module loaded, against the tests of its room only; a child that takes too long counts as noticed.
Prints JSON; the examples of hypothesis are the same in every run.
"""

import ast
import copy
import importlib
import io
import json
import os
import signal
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

ROOMS = {
    "casework.law.terms": ["test_terms.py"],
    "casework.law.wages": ["test_wages.py", "test_rules_as_written.py"],
    "casework.law.pay": ["test_pay.py", "test_clocks.py"],
    "casework.law.severance": ["test_severance.py", "test_rules_as_written.py"],
    "casework.law.arrears": ["test_rules_arrears.py", "test_rules_as_written.py"],
    "casework.law.contracts.writing": ["test_boundaries.py", "test_contracts.py", "test_review.py", "test_rules_as_written.py"],
    "casework.law.contracts.probation": ["test_boundaries.py", "test_contracts.py", "test_review.py"],
    "casework.law.contracts.ending": ["test_endings.py", "test_contracts.py"],
    "casework.law.contracts.openended": ["test_special.py", "test_endings.py", "test_complaints.py"],
    "casework.law.contracts.special": ["test_special.py", "test_review.py", "test_complaints.py"],
}
SWAP = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
SECONDS, LEAST = 60, 90


def points(tree):
    """The (node, field, index, replacement) of every mutant, outside citations and annotations."""
    skip = set()
    for node in ast.walk(tree):
        named = isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"cite", "Citation", "clause", "rule", "N_"}
        if named or isinstance(node, ast.AnnAssign):
            skip.update(map(id, ast.walk(node)))
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and id(node.value) in skip:
            skip.update(map(id, ast.walk(node)))
    for node in ast.walk(tree):
        if id(node) in skip:
            continue
        if isinstance(node, ast.BinOp | ast.BoolOp | ast.AugAssign) and type(node.op) in SWAP:
            yield node, "op", SWAP[type(node.op)]()
        elif isinstance(node, ast.Compare) and type(node.ops[0]) in SWAP:
            yield node, "ops", [SWAP[type(node.ops[0])](), *node.ops[1:]]
        elif isinstance(node, ast.If | ast.IfExp) and not isinstance(node.test, ast.Compare | ast.UnaryOp):
            yield node, "test", ast.UnaryOp(ast.Not(), node.test)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node, "operand", ast.UnaryOp(ast.Not(), node.operand)
        elif isinstance(node, ast.Constant) and type(node.value) is int:
            yield node, "value", node.value + 1
        elif isinstance(node, ast.Constant) and type(node.value) is bool:
            yield node, "value", not node.value


def survives(module, code, tests):
    """Whether the tests pass with the changed functions in place of the module's own; in a child of this process."""
    pid = os.fork()
    if pid == 0:
        os.setpgrp()
        signal.alarm(SECONDS)
        try:
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                changed = _entered_anew(module, code)
                for name, value in changed.items():
                    old = getattr(module, name, None)
                    if isinstance(value, dict) and isinstance(old, dict) and not name.startswith("__"):
                        kept = dict(value)  # in place: others hold the same table
                        old.clear()
                        old.update(kept)
                    elif isinstance(value, int | tuple | frozenset | set | Fraction | date | timedelta):
                        setattr(module, name, value)
                    _graft(old, value, module.__name__)
                # without conftest: these tests need no database, and half of the time was spent on it
                status = pytest.main(["-q", "-x", "--noconftest", "-p", "no:cacheprovider", "-p", "no:xdist", *tests])
        except BaseException:
            status = 1
        os._exit(0 if status == 0 else 1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def _entered_anew(module, code):
    """The names of the changed module; its rules and clocks take the place of the old, its clauses stand in the book once."""
    from casework.law import clauses, rules

    for name in [name for name, rule in rules.RULES.items() if rule.function.__module__ == module.__name__]:
        del rules.RULES[name]
    kept, changed = {number: list(entries) for number, entries in clauses.CLAUSES.items()}, dict(vars(module))
    exec(code, changed)
    clauses.CLAUSES.clear()
    clauses.CLAUSES.update(kept)
    return changed


def _graft(old, new, module):
    """The new code into the objects that everybody already holds."""
    if getattr(old, "__module__", None) != module:
        return
    if hasattr(old, "__code__") and hasattr(new, "__code__"):
        _graft_function(old, new)
    elif isinstance(old, type) and isinstance(new, type):
        for name, value in vars(new).items():
            if hasattr(value, "__code__") and name in vars(old):
                _graft_function(vars(old)[name], value)


def _graft_function(old, new):
    if hasattr(old, "__code__"):
        old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__


def main(names):
    hypothesis.settings.register_profile("mutate", max_examples=30, deadline=None, database=None, derandomize=True)
    hypothesis.settings.load_profile("mutate")
    from casework.law import rules

    rules.every()
    report, lived = {}, []
    try:
        for name, tests in ROOMS.items():
            if not names or any(word in name for word in names):
                _room(name, [str(ROOT / "tests/law" / test) for test in tests], report, lived)
    except KeyboardInterrupt:
        print("stopped: the figures are those so far", file=sys.stderr)
    made, dead = (sum(room[key] for room in report.values()) for key in ("mutants", "killed"))
    share = round(100 * dead / made, 1) if made else 0
    print(json.dumps({"rooms": report, "mutants": made, "killed": dead, "percent": share, "lived": lived}, ensure_ascii=False, indent=1))
    return 0 if share >= LEAST else 1


def _room(name, tests, report, lived):
    """Every mutant of one module, told into `report` as it goes."""
    module = importlib.import_module(name)
    tree = ast.parse(Path(module.__file__).read_text())
    if not survives(module, compile(tree, module.__file__, "exec"), tests):
        raise SystemExit(f"{name}: its tests fail without a change")
    told = report[name] = {"of": sum(1 for _ in points(tree)), "mutants": 0, "killed": 0}
    for n in range(told["of"]):
        mutant = copy.deepcopy(tree)
        node, field, value = list(points(mutant))[n]
        setattr(node, field, value)
        lives = survives(module, compile(ast.fix_missing_locations(mutant), module.__file__, "exec"), tests)
        told["mutants"] += 1
        told["killed"] += not lives
        if lives:
            lived.append(f"{name}:{node.lineno} {ast.unparse(node)[:80]}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
