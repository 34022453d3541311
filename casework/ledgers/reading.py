"""What the columns of an old ledger are called."""

from casework.core.mapping import Field
from casework.law.findings import N_

FIELDS = (
    Field("number", (N_("编号"), "案号", "序号", "登记号", "立案号", "案件编号"), longest=60),
    Field("received_on", (N_("受理日期"), "登记日期", "投诉日期", "收件日期", "立案日期", "日期", "时间", "登记时间", "受理时间"),
          kind="day"),
    Field("employer_name", (N_("用人单位"), "单位名称", "用人单位名称", "被投诉单位", "企业名称", "单位"), must=True, longest=120),
    Field("who", (N_("劳动者"), "投诉人", "姓名", "投诉人姓名", "劳动者姓名", "工人"), longest=400),
    Field("telephone", (N_("电话"), "联系电话", "联系方式", "手机"), longest=30),
    Field("people", (N_("人数"), "涉及人数", "涉案人数"), kind="count"),
    Field("amount_fen", (N_("金额（元）"), "金额", "涉及金额", "欠薪金额", "涉案金额", "追回金额"), kind="fen"),
    Field("outcome", (N_("处理结果"), "结果", "办理结果", "处理情况", "备注", "办理情况"), longest=400),
    Field("handler", (N_("经办人"), "承办人", "办案人员", "承办人员"), longest=60),
    Field("closed_on", (N_("结案日期"), "办结日期", "结案时间", "办结时间"), kind="day"),
)
