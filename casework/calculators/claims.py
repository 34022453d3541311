"""What a calculation may become in a case: claims of one worker, with the rule, what it was given and every step."""

from dataclasses import dataclass

from casework.arrears.models import ClaimKind
from casework.calculators import documents
from casework.core.errors import Refused
from casework.law import amounts
from casework.law.findings import N_, Message
from casework.law.rules import UNKNOWN

KINDS = {  # rule: (kind of claim, key of the result)
    "overtime": ((ClaimKind.OVERTIME, "amount"),), "annual-leave": ((ClaimKind.LEAVE, "amount"),),
    "double-wage": ((ClaimKind.DOUBLE_WAGE, "payable"),), "unlawful-dismissal": ((ClaimKind.DAMAGES, "amount"),),
    "severance": ((ClaimKind.SEVERANCE, "amount"), (ClaimKind.NOTICE, "notice_pay")),
    "extra-compensation": ((ClaimKind.EXTRA, "min"),), "probation": ((ClaimKind.OTHER, "compensation"),),
}  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """A claim that the answer gives: in fen; `most` where the law leaves a range, and a person says what within it."""

    kind: ClaimKind
    fen: int
    most: int | None = None


def offers(rule, answer):
    """What a rule's Answer may be claimed as; nothing that is unknown or nothing."""
    found = []
    for kind, key in KINDS.get(rule.name, ()):
        value = answer.result.get(key)
        if value not in (None, UNKNOWN) and (fen := amounts.fen(value)):
            most = amounts.fen(answer.result["max"]) if "max" in answer.result else None
            found.append(Offer(kind, fen, most))
    return found


def chosen(rule, answer, kind, typed):
    """(kind, fen) of the claim that a person took from an answer. Refused when there is none, or outside its range."""
    offer = next((each for each in offers(rule, answer) if each.kind == kind), None)
    if offer is None:
        raise Refused(N_("这次计算没有可以记入的金额"))
    if offer.most is None:
        return offer.kind, offer.fen
    try:
        fen = amounts.fen((typed or "").strip())
    except ValueError:
        raise Refused(N_("请填写金额，例如 12000.00")) from None
    if not offer.fen <= fen <= offer.most:
        raise Refused(Message(N_("金额应在 {least} 至 {most} 元之间"), least=amounts.yuan(offer.fen), most=amounts.yuan(offer.most)))
    return offer.kind, fen


def kept(rule, data, answer, fen):
    """The calculation as a claim keeps it: rule, inputs, steps [[words, articles]] in Chinese, sum in fen."""
    return {"rule": rule.name, "inputs": data, "steps": documents.facts(rule, data, answer, {})["steps"], "fen": fen}
