"""What is written on every form, as calculations: an amount in capitals, an identity number, a credit code."""

from casework.law import amounts, identifiers
from casework.law.findings import N_, Message
from casework.law.rules import Answer, money, rule, text
from casework.law.sources import Citation, cite

CAPITALS = cite("支付结算办法", None)
IDENTITY = Citation("公民身份号码", number="GB 11643—1999")
CREDIT_CODE = Citation("法人和其他组织统一社会信用代码编码规则", number="GB 32100—2015")


@rule("capital-amount", N_("金额大写"), amount=money)
def capital_amount(amount, tables):
    """中文大写金额数字到“元”为止的，应写“整”；到“角”为止的可以不写，到“分”的不写（支付结算办法附一）。"""
    said = amounts.capitals(amount)
    step = Message(N_("{amount} 元，大写 {text}"), amount=amounts.yuan(amount), text=said)
    return Answer({"text": said}, [(step, CAPITALS)])


@rule("identity-number", N_("公民身份号码校验"), number=text)
def identity_number(number, tables):
    """18 位号码的末位是校验码（MOD 11-2）；15 位旧号换成 18 位后判断。只看号码本身，不看年龄。"""
    found = identifiers.identity_number(number)
    said = found.reason or Message(N_("号码、出生日期和校验码相符"))
    result = {"valid": found.valid, "birth": found.birth, "sex": found.sex, "reason": found.reason}
    return Answer(result, [(said, IDENTITY)], [found.warning] if found.warning else [])


@rule("credit-code", N_("统一社会信用代码校验"), number=text)
def credit_code(number, tables):
    """18 位，不用 I、O、S、V、Z，末位是校验码（MOD 31）。"""
    found = identifiers.credit_code(number)
    said = found.reason or Message(N_("代码和校验码相符"))
    return Answer({"valid": found.valid, "reason": found.reason}, [(said, CREDIT_CODE)])
