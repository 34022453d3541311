"""集体合同: submitted, registered, checked for lawfulness, in force after fifteen days without objection, published, ended.

报送 → 登记 → 审查（有异议 → 重新报送 / 无异议）→ 满十五日生效 → 五个工作日内公布 → 期满、解除或被新合同代替.
"""
