"""A collective contract with its parties, delegates, papers, standards, the answers of its check and the objections to it."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.collective.words import (
    COVERS,
    ENDINGS,
    FORUMS,
    KINDS,
    LABELS,
    RELATIONS,
    SCOPES,
    SPEAKERS,
    Cover,
    Ending,
    Forum,
    Kind,
    Relation,
    Scope,
    Speaker,
    State,
)
from casework.core.base import Record, choice, related
from casework.core.matter import Matter
from casework.extensions import db
from casework.law.findings import N_

SAID = {"state": LABELS, "kind": KINDS, "scope": SCOPES, "relation": RELATIONS, "speaker": SPEAKERS, "cover": COVERS, "forum": FORUMS,
        "ending": ENDINGS}


class Collective(Matter):
    """集体合同 as it was brought. A change or a renewal is a contract of its own that points at the one before it.

    `round`: how often it was brought (again after an objection); `effective_on`: the day that the law counts, never typed;
    `contents`: codes of what the text has (law.collective_review.CONTENTS), None until somebody has looked.
    """

    __tablename__ = "collective"

    id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), primary_key=True)
    state: Mapped[State] = mapped_column(choice(State, "state"), default=State.SUBMITTED, index=True)
    kind_of: Mapped[Kind] = mapped_column(choice(Kind, "kind_of"))
    scope: Mapped[Scope] = mapped_column(choice(Scope, "scope"))
    relation: Mapped[Relation] = mapped_column(choice(Relation, "relation"))
    predecessor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("collective.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(120))
    employers_name: Mapped[str] = mapped_column(sa.String(120))
    employers_address: Mapped[str | None] = mapped_column(sa.String(200))
    workers_name: Mapped[str] = mapped_column(sa.String(120))
    workers_address: Mapped[str | None] = mapped_column(sa.String(200))
    speaker: Mapped[Speaker] = mapped_column(choice(Speaker, "speaker"))
    guided_by: Mapped[str | None] = mapped_column(sa.String(120))
    large: Mapped[bool | None]
    cover: Mapped[Cover] = mapped_column(choice(Cover, "cover"))
    section: Mapped[str | None] = mapped_column(sa.String(1))
    stated_employers: Mapped[int | None]
    stated_workers: Mapped[int | None]
    negotiated_on: Mapped[date | None]
    forum: Mapped[Forum | None] = mapped_column(choice(Forum, "forum"))
    congress_on: Mapped[date | None]
    entitled: Mapped[int | None]
    present: Mapped[int | None]
    agreed: Mapped[int | None]
    signed_on: Mapped[date]
    start_on: Mapped[date]
    end_on: Mapped[date]
    received_on: Mapped[date]
    received_from: Mapped[str] = mapped_column(sa.String(60))
    round: Mapped[int] = mapped_column(default=1)
    contents: Mapped[list | None] = mapped_column(sa.JSON(none_as_null=True))
    effective_on: Mapped[date | None]
    published_on: Mapped[date | None]
    published_how: Mapped[str | None] = mapped_column(sa.String(120))
    union_filed_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    ending: Mapped[Ending | None] = mapped_column(choice(Ending, "ending"))
    ending_reason: Mapped[str | None] = mapped_column(sa.String(500))
    ending_filed_on: Mapped[date | None]
    moved_on: Mapped[date]

    predecessor = related("Collective", foreign_keys=[predecessor_id], remote_side=[id])
    parties: Mapped[list["CollectiveParty"]] = related(order_by="CollectiveParty.id")
    delegates: Mapped[list["CollectiveDelegate"]] = related(order_by="CollectiveDelegate.id")
    papers: Mapped[list["CollectivePaper"]] = related(order_by="CollectivePaper.id")
    standards: Mapped[list["CollectiveStandard"]] = related(order_by="CollectiveStandard.id")

    __table_args__ = (
        sa.CheckConstraint("end_on >= start_on", name="end_after_start"),
        sa.CheckConstraint("(state IN ('in_force', 'published', 'replaced', 'ended')) = (effective_on IS NOT NULL)",
                           name="effective_has_day"),
        sa.CheckConstraint("state <> 'published' OR published_on IS NOT NULL", name="published_has_day"),
        sa.CheckConstraint("published_on IS NULL OR published_on >= effective_on", name="published_after_effect"),
        sa.CheckConstraint("(state = 'ended') = (ending IS NOT NULL)", name="ended_says_why"),
        sa.CheckConstraint("(state IN ('replaced', 'ended')) = (ended_on IS NOT NULL)", name="ended_has_day"),
        sa.CheckConstraint("(relation = 'new') = (predecessor_id IS NULL)", name="relation_has_predecessor"),
        sa.CheckConstraint("scope <> 'employer' OR cover = 'listed'", name="employer_is_listed"),
        sa.CheckConstraint("section IS NULL OR section BETWEEN 'A' AND 'T'", name="section_known"),
        sa.CheckConstraint("entitled IS NULL OR (entitled > 0 AND (present IS NULL OR present BETWEEN 0 AND entitled))",
                           name="present_of_entitled"),
        sa.CheckConstraint("agreed IS NULL OR (agreed >= 0 AND agreed <= coalesce(present, entitled))", name="agreed_of_present"),
        sa.CheckConstraint("coalesce(stated_workers, 0) >= 0 AND coalesce(stated_employers, 0) >= 0", name="stated_not_negative"),
    )

    words = {
        "state": N_("状态"), "kind_of": N_("种类"), "scope": N_("范围"), "title": N_("名称"), "employers_name": N_("用人单位方"),
        "workers_name": N_("劳动者方"), "signed_on": N_("签字日期"), "start_on": N_("合同起"), "end_on": N_("合同止"),
        "received_on": N_("收到日期"), "effective_on": N_("生效日期"), "published_on": N_("公布日期"), "ended_on": N_("结束日期"),
        "entitled": N_("应到人数"), "present": N_("实到人数"), "agreed": N_("同意人数"), "ending": N_("结束事由"),
    }

    def said(self, column, value):
        labels = SAID.get(column)
        return labels[value] if labels and value in labels else value


def _of():
    return mapped_column(sa.ForeignKey("collective.id"), index=True)


class CollectiveParty(Record, db.Model):
    """An employer that the contract names, from and to a day (both inclusive); empty: as long as the contract."""

    collective_id: Mapped[int] = _of()
    employer_id: Mapped[int] = mapped_column(sa.ForeignKey("employer.id"), index=True)
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]

    employer = related("Employer")

    __table_args__ = (
        sa.UniqueConstraint("collective_id", "employer_id"),
        sa.CheckConstraint("to_on >= from_on", name="to_after_from"),
    )


class CollectiveDelegate(Record, db.Model):
    """协商代表. `outside`: entrusted, not of this employer (浙江省集体合同条例第10条第4款)."""

    collective_id: Mapped[int] = _of()
    side: Mapped[str] = mapped_column(sa.String(10))
    name: Mapped[str] = mapped_column(sa.String(60))
    title: Mapped[str | None] = mapped_column(sa.String(60))
    chief: Mapped[bool]
    outside: Mapped[bool]

    __table_args__ = (sa.CheckConstraint("side IN ('employers', 'workers')", name="side_known"),)


class CollectivePaper(Record, db.Model):
    """A paper that somebody brought in one round; a code of law.collective_review.PAPERS."""

    collective_id: Mapped[int] = _of()
    round: Mapped[int]
    code: Mapped[str] = mapped_column(sa.String(12))
    copies: Mapped[int]
    brought_on: Mapped[date]
    brought_by: Mapped[str] = mapped_column(sa.String(60))

    __table_args__ = (
        sa.UniqueConstraint("collective_id", "round", "code"),
        sa.CheckConstraint("copies > 0", name="copies_positive"),
    )


class CollectiveStandard(Record, db.Model):
    """The lowest wage that the contract fixes, for a post or (None) for all: fen a month, fen an hour."""

    collective_id: Mapped[int] = _of()
    post: Mapped[str | None] = mapped_column(sa.String(60))
    monthly_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    hourly_fen: Mapped[int | None] = mapped_column(sa.BigInteger)

    __table_args__ = (
        sa.CheckConstraint("monthly_fen > 0 OR hourly_fen > 0", name="something_fixed"),
    )


class CollectiveAnswer(Record, db.Model):
    """What a person answered to one test of the check, in one round. It counts before what the program found."""

    collective_id: Mapped[int] = _of()
    round: Mapped[int]
    code: Mapped[str] = mapped_column(sa.String(16))
    verdict: Mapped[str] = mapped_column(sa.String(8))
    note: Mapped[str | None] = mapped_column(sa.String(300))
    on: Mapped[date]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))

    by = related("User")

    __table_args__ = (
        sa.UniqueConstraint("collective_id", "round", "code"),
        sa.CheckConstraint("verdict IN ('pass', 'fail')", name="verdict_known"),
    )


class CollectiveObjection(Record, db.Model):
    """异议 to one clause: what is wrong with it and by which article."""

    collective_id: Mapped[int] = _of()
    round: Mapped[int]
    clause: Mapped[str] = mapped_column(sa.String(60))
    problem: Mapped[str] = mapped_column(sa.String(500))
    basis: Mapped[str] = mapped_column(sa.String(200))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))

    by = related("User")
