"""The fields of a work order, and what the systems call them (their export layouts are not published: a person may choose)."""

from casework.core.mapping import Field
from casework.law.findings import N_

FIELDS = (
    Field("number", (N_("工单编号"), "工单号", "编号", "线索编号", "信访件编号", "受理编号", "来件编号"), must=True, longest=60),
    Field("received_on", (N_("派单时间"), "转办时间", "转办日期", "派单日期", "来电时间", "提交时间", "登记时间", "收到日期"), kind="day",
          must=True),
    Field("due_on", (N_("办理时限"), "截止时间", "办结时限", "答复期限", "应办结时间", "到期时间"), kind="day"),
    Field("who", (N_("诉求人"), "反映人", "来电人", "信访人", "姓名", "联系人"), longest=60),
    Field("telephone", (N_("电话"), "联系电话", "来电号码", "手机号", "手机号码"), longest=30),
    Field("employer_name", (N_("被反映对象"), "用人单位名称", "单位", "单位名称", "被反映单位", "企业名称"), longest=120),
    Field("area", (N_("区域"), "承办单位", "乡镇", "乡镇街道", "所属区域", "地址"), longest=200),
    Field("content", (N_("诉求内容"), "反映内容", "内容", "工作内容描述", "事项内容", "诉求", "标题"), longest=4000),
)
