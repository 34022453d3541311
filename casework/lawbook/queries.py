"""What moved, by the number of the case that people know."""

from casework.core.matter import Matter
from casework.extensions import db


def moved(shifts):
    """[{"matter", "clock", "from", "to"}] of core.deadlines.Shift: numbers of matters, codes of clocks, ISO days."""
    ids, numbers = sorted({shift.matter_id for shift in shifts}), {}
    for at in range(0, len(ids), 1000):
        numbers |= dict(db.session.execute(
            db.select(Matter.id, Matter.number).where(Matter.id.in_(ids[at:at + 1000]))).all())
    return [{"matter": numbers[s.matter_id], "clock": s.code, "from": s.before.isoformat(), "to": s.after.isoformat()}
            for s in shifts]
