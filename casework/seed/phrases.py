"""What the county and the home township write again and again. Invented, as an office might have it."""

from casework.accounts import queries as accounts
from casework.administration import phrases
from casework.seed.city import HOME

COUNTY = (
    ("arrears.move.supplement.reason", "身份证复印件；考勤记录或者工资欠条"),
    ("arrears.move.supplement.reason", "用人单位的名称和住所；拖欠工资的起止时间和金额"),
    ("arrears.move.extend.reason", "涉及劳动者较多，工程款结算尚在审计，情况复杂"),
    ("arrears.move.suspend.reason", "被投诉单位负责人下落不明，账册无法取得，调查无法进行"),
    ("arrears.move.close.outcome", "工资已全部付清，劳动者已签收"),
    ("arrears.move.close.outcome", "协调处理已履行完毕，投诉人表示满意"),
)
TOWN = (
    ("arrears.move.settle.outcome", "经协调，单位当场付清全部工资，劳动者签收"),
    ("arrears.new.facts", "在该单位工作，单位拖欠工资，多次讨要未果，请求责令支付。"),
)


def build(built):
    county, leader = accounts.by_login("county"), accounts.by_login("leader")
    for field, text in COUNTY:
        phrases.add(field=field, text=text, area=county.home, by=county)
    for field, text in TOWN:
        phrases.add(field=field, text=text, area=built.areas[HOME], by=leader)
