"""劳动合同: who works for whom since when, what was signed, changed and ended, and what the law says to it.

登记 → 续订 / 变更 / 更正 / 中止 → 解除 / 终止; every registration and change is reviewed (合同体检).
"""
