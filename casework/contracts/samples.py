"""Samples for the forms of contracts: invented people and firms (numbers of area 99), with names that break careless paper."""

NAMES = ("张𠅤", "司马㸃", "阿卜杜热合曼·阿卜力米提", "卫小明", "买买提·吐尔逊")
CONTRACT = {
    "employer": {"name": "云溪县宏远达建筑劳务分包有限责任公司", "credit_code": "91990828MA9TE5T0XW", "legal_rep": "诸葛承宏",
                 "address": "云溪县城关镇通济路88号鸿基商务中心3幢1206室", "operating": "云溪县青石镇滨河路东侧安置小区二期工地",
                 "phone": "19900000011"},
    "worker": {"name": "阿卜杜热合曼·阿卜力米提", "number": "990828198102191094", "sex": "男",
               "phone": "19900001010", "address": "云溪县青石镇滨河路工人生活区2号楼305室"},
    "number": "QS-2026-0118", "term": "2025年12月1日起，2026年11月30日止", "hired_on": "2025-10-08", "signed_on": "2025-12-01",
    "post": "架子工", "wage": "日薪300.00元",
}
FINDINGS = [
    {"worker": None, "weight": "违法", "sentence": "自用工之日起超过一个月才订立书面劳动合同，应当每月支付二倍工资",
     "basis": "《劳动合同法》第10条、《劳动合同法》第82条第1款"},
    {"worker": None, "weight": "需整改或核实", "sentence": "合同缺少必备条款：社会保险", "basis": "《劳动合同法》第17条第1款第7项"},
    {"worker": None, "weight": "提示", "sentence": "合同将于30日内到期，续订应当采用书面形式", "basis": "《劳动合同法》第10条"},
]
TEXT = {
    "employer": CONTRACT["employer"], "worker": CONTRACT["worker"], "number": CONTRACT["number"], "signed_on": None,
    "start_on": "2026-12-01", "end_on": "2027-11-30", "task": None, "probation_end_on": None, "post": "架子工",
    "work_place": "云溪县青石镇滨河安置小区二期工地", "weekly_hours": 20, "length": 1, "hours": 1, "post_kind": 2, "pay_day": 15,
    "amount": "300.00", "probation_amount": None,
}
PARTIES = {
    "employer": {key: CONTRACT["employer"][key] for key in ("name", "credit_code", "legal_rep", "address")},
    "worker": {key: CONTRACT["worker"][key] for key in ("name", "number", "phone", "address")},
    "number": CONTRACT["number"], "hired_on": CONTRACT["hired_on"], "variant": "general"}
CHANGES = [["岗位", "架子工", "油漆工"], ["工作地点", "云溪县青石镇滨河安置小区二期工地", "云溪县城关镇通济路商业广场内装工程"],
           ["工资标准", "日薪300.00元", "日薪340.00元"]]


def listed(*more):
    """The head of a list about the employer."""
    own = CONTRACT["employer"]
    return {"employer": own["name"], "heading": [
        ["用人单位", own["name"]], ["统一社会信用代码", own["credit_code"]], ["负责人", own["legal_rep"]], ["地址", own["operating"]],
        ["电话", own["phone"]], *more]}


_ONE = {"sex": "男", "number": "990828198102191094", "post": "架子工", "form": "工地用工", "hired_on": "2025-10-08",
        "term": "2025-12-01至2026-11-30"}
STAFF = [{**_ONE, "name": name, "household": "", "address": "云溪县青石镇滨河路工人生活区2号楼305室", "phone": f"1990000101{n}"}
         for n, name in enumerate(NAMES)]
STAFF[3] = {**STAFF[3], "form": "未订立书面合同", "term": "没有订立书面合同", "household": "黔岭州云盘县杉坪镇大寨村十一组"}
FILED = [{**_ONE, "name": name, "wage": "日薪300.00", "insured_on": "2025-12-15", "matter": matter, "on": f"2026-10-{n + 9:02}",
          "why": "协商一致，用人单位提出" if matter == "解除" else ""}
         for n, (name, matter) in enumerate(zip(NAMES, ("签订", "签订", "续订", "变更", "解除"), strict=True))]
