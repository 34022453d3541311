"""工作台: what waits for a person; tasks 交办 → 办结 / 收回; hand-over slips 列清单 → 双方签字，工作当时移交.

Every feature adds rows through core.slips and what a person holds through core.holdings; none is known here.
"""
