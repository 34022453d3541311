"""What papers need to know of a case: loaded once, with the county's profile, and its months said in words."""

from sqlalchemy.orm import joinedload, selectinload

from casework.accounts import queries as accounts
from casework.accounts.models import Level
from casework.arrears.models import Case, CaseOfficer, ClaimKind, ClaimLine
from casework.documents import Profile
from casework.extensions import db

SECRETS = []  # what later features know of a case and outsiders must not see: case -> [(text, what stands for it)]


def paper_profile(case, by=None):
    """The county's profile as papers need it: in whose name, with which number words, and at what level `by` works."""
    own = accounts.profile(case.area)
    body = own.issuer
    level = by.body.issuer_level if by is not None and by.body else Level.COUNTY
    contact = "、".join(officer.name for officer in case.users) if "officers" in case.__dict__ else ""
    return Profile(issuer=body.name if body else "", prefix=body.number_word if body else "", mode=str(own.mode),
                   level=str(level), forms=own.forms, contact=contact, telephone=(body and body.telephone) or "",
                   address=(body and body.address) or "", body=body)


def loaded(case_id):
    """The case with everything its papers say."""
    return db.session.scalar(
        db.select(Case).where(Case.id == case_id).options(
            joinedload(Case.employer), joinedload(Case.complainant), joinedload(Case.area), joinedload(Case.registered_by),
            selectinload(Case.officers).joinedload(CaseOfficer.user)))


def claims(case):
    """Every claim line of a case in the order of the sheet (grid.py), with its worker."""
    lines = db.select(ClaimLine).where(ClaimLine.case_id == case.id).options(joinedload(ClaimLine.worker))
    return db.session.scalars(lines.order_by(ClaimLine.id)).all()


def wages(lines):
    """The lines that are wages; the other kinds are claimed, and printed, apart."""
    return [line for line in lines if line.kind == ClaimKind.WAGES]


def months(days):
    """2025-03, 2025-04, 2025-07 → 2025年3至4月、7月: runs joined, the year said once."""
    said, last_year = [], None
    run = []
    for at in sorted({(d.year, d.month) for d in days}):
        if run and at[0] * 12 + at[1] == run[-1][0] * 12 + run[-1][1] + 1 and at[0] == run[0][0]:
            run[-1:] = [run[-1], at] if len(run) == 1 else [at]
        else:
            said += [run] if run else []
            run = [at]
    parts = []
    for first, *rest in [*said, run] if run else []:
        year = f"{first[0]}年" if first[0] != last_year else ""
        last_year = first[0]
        parts.append(f"{year}{first[1]}" + (f"至{rest[-1][1]}月" if rest else "月"))
    return "、".join(parts)


def period(lines):
    """Which months, or from when to when, the claims cover."""
    spans = sorted({(line.from_on, line.to_on) for line in lines if line.from_on})
    said = [months([line.month for line in lines if line.month])]
    said += [f"{a:%Y.%m.%d}—{b:%Y.%m.%d}" if b else f"{a:%Y.%m.%d}起" for a, b in spans]
    return "、".join(part for part in said if part)


def in_words(case, lines):
    """What the complainant says, or the sum of it where nothing was written down."""
    if case.facts:
        return case.facts
    during = period(wages(lines))
    return f"投诉人称，该单位拖欠其{during + '的' if during else ''}工资，请求责令支付。"
