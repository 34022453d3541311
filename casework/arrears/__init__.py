"""欠薪案件: 登记 →（补正）→ 受理 → 立案 → 结案；不予受理、移送、协调解决、撤回、并案各有去处。"""

BEGINNINGS = {}  # address argument of the counter's form -> (id -> its fields, (id, case) -> None when it was registered)
SPLITTERS = []  # functions (line, fen) -> how much of it goes back to the fund; put here by the fund, empty without one
