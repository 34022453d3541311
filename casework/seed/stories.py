"""What happens to the 60 cases: stories of moves, the words that people write, and which township has which."""

# story -> steps: (working days after the step before, move, its facts)
ACCEPT, FILE = (2, "accept", {}), (0, "file", {})
PROMISED, PAID = {"performance": "promised"}, {"performance": "paid"}
STORIES = {
    "registered": (),
    "supplementing": ((1, "supplement", {}),),
    "accepted": (ACCEPT,),
    "filed": (ACCEPT, FILE),
    "assigned": (ACCEPT, (0, "assign", {}), (1, "file", {})),
    "extended": (ACCEPT, FILE, (52, "extend", {}), (1, "inform", {})),
    "extended-untold": (ACCEPT, FILE, (55, "extend", {})),
    "suspended": (ACCEPT, FILE, (20, "suspend", {}), (2, "inform", {})),
    "resumed": (ACCEPT, FILE, (20, "suspend", {}), (2, "inform", {}), (15, "resume", {})),
    "settled-paid": ((0, "settle", PAID),),
    "settled-promised": ((2, "settle", PROMISED),),
    "settled-filed": (ACCEPT, FILE, (24, "settle", PROMISED)),
    "refused-unheard": ((1, "supplement", {}), (4, "refuse", {"code": "RJ-3"})),
    "handed-over": ((1, "handover", {}),),
    "withdrawn": ((3, "withdraw", {}),),
    "withdrawn-accepted": (ACCEPT, (9, "withdraw", {})),
    "closed-paid": (ACCEPT, FILE, (31, "settle", PAID), (3, "close", {})),
    "closed-decided": (ACCEPT, FILE, (57, "close", {"outcome": "已作出行政处理决定并送达，单位逾期未履行，已申请人民法院强制执行"})),
    "closed-settled": ((1, "settle", PAID), (4, "close", {})),
    "closed-withdrawn": (ACCEPT, (6, "withdraw", {}), (3, "close", {"outcome": "投诉人自愿撤回投诉，材料已归档"})),
    "reopened": (ACCEPT, FILE, (40, "close", {"outcome": "双方达成分期支付协议，首期款已付"}), (30, "reopen", {})),
    "reopened-settled": (ACCEPT, (3, "settle", PROMISED), (16, "reopen", {})),
} | {
    f"refused-{code}": ((2, "refuse", {"code": code}),) for code in ("RJ-1", "RJ-2", "RJ-4", "RJ-6", "RJ-7", "RJ-8")
}

# move -> (the fact that is written, what people write there)
WORDS = {
    "supplement": ("reason", ("身份证复印件；考勤记录或者工资欠条", "用人单位的名称和住所；拖欠工资的起止时间和金额",
                              "劳动合同或者其他能够证明劳动关系的材料")),
    "extend": ("reason", ("涉及劳动者较多，工程款结算尚在审计，情况复杂", "转包层级多，尚需向总包单位和建设单位核实工资支付情况")),
    "inform": ("reason", ("已电话告知投诉人并寄送书面告知", "已当面书面告知投诉人代表")),
    "suspend": ("reason", ("被投诉单位负责人下落不明，账册无法取得，调查无法进行", "关键证据须待司法鉴定结论")),
    "resume": ("reason", ("单位负责人已到场配合调查", "鉴定结论已收到")),
    "withdraw": ("reason", ("单位已结清工资，投诉人自愿撤回", "投诉人决定先行申请劳动仲裁")),
    "reopen": ("reason", ("单位未按协议支付，投诉人要求继续处理", "投诉人补充了新的欠薪证据")),
    "close": ("outcome", ("工资已全部付清，劳动者已签收", "协调处理已履行完毕，投诉人表示满意")),
    "refuse": ("reason", {
        "RJ-1": "反映的是工程材料款纠纷，不是劳动报酬",
        "RJ-2": "投诉人就同一事项已向劳动人事争议仲裁委员会申请仲裁，案号已核实",
        "RJ-3": "经告知补正，期满仍未提供用人单位名称和欠薪事实",
        "RJ-4": "离职已满二年，其间未投诉、举报，行为没有连续或者继续状态",
        "RJ-6": "双方就工伤赔偿数额发生争议",
        "RJ-7": "反映的是车间粉尘防护问题",
        "RJ-8": "反映的是社会保险费缴费基数问题",
    }),
}

# township: story, working days since it was received, channel, people
TABLE = """
柳堰镇      registered          0  window    1
柳堰镇      registered          2  window   24
柳堰镇      registered          5  phone     1
柳堰镇      registered          8  12333     3
柳堰镇      supplementing       4  window    1
柳堰镇      accepted            6  window   36
柳堰镇      accepted            3  national 58
柳堰镇      filed              20  window  113
柳堰镇      filed              59  12345    45
柳堰镇      filed              75  petition 67
柳堰镇      filed              12  patrol   18
柳堰镇      assigned           27  window   31
柳堰镇      extended           70  window  148
柳堰镇      suspended          45  national 83
柳堰镇      resumed            64  window   22
柳堰镇      settled-paid        9  window    6
柳堰镇      settled-promised    6  window    1
柳堰镇      settled-filed      47  12345    16
柳堰镇      refused-RJ-2       30  window    1
柳堰镇      refused-RJ-4       44  phone     1
柳堰镇      refused-unheard    90  window    1
柳堰镇      handed-over        15  12345    12
柳堰镇      withdrawn          25  window    1
柳堰镇      closed-paid       130  window   54
柳堰镇      reopened          120  petition 26
石埠镇      registered          3  window    1
石埠镇      accepted            5  12345    15
石埠镇      filed              33  window   96
石埠镇      extended           82  national 120
石埠镇      settled-paid       14  window    9
石埠镇      closed-decided    160  report   31
石埠镇      refused-RJ-1       21  12333     1
竹坞乡      registered          7  window    2
竹坞乡      filed              40  transfer 73
竹坞乡      settled-promised   11  phone     5
竹坞乡      withdrawn-accepted 36  window    1
竹坞乡      closed-decided    140  window   62
竹坞乡      handed-over        28  12345     4
横塘头镇    registered          2  window    1
横塘头镇    filed              26  window   88
横塘头镇    refused-RJ-6       40  window    1
横塘头镇    closed-paid       110  national 41
灯塔岙镇    supplementing       5  12345     1
灯塔岙镇    filed              62  petition 52
灯塔岙镇    settled-paid        4  window   14
灯塔岙镇    reopened-settled   60  window    7
沙角街道    accepted            8  window   30
沙角街道    suspended          55  report   47
沙角街道    withdrawn          12  phone     1
沙角街道    closed-settled    170  window   19
梅园里街道  filed              10  window  128
梅园里街道  settled-paid       18  12345     3
梅园里街道  refused-RJ-7       50  other     1
北桥头街道  registered          4  window   11
北桥头街道  extended-untold    68  window   64
北桥头街道  closed-paid       205  petition 35
杏林洲镇    closed-withdrawn   30  national 27
杏林洲镇    refused-RJ-8       66  window    1
杏林洲镇    resumed            84  window  238
"""
INFORMANTS = ("申屠静", "乐正宁", "濮阳和")  # who reports: invented, and in nobody's roster
HANDOVERS = ("澄溪县", "麓湖区")  # other counties of the city: the first that is not the employer's
