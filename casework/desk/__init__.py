"""工作台: what waits for a person, tasks, hand-over. Every feature adds rows through core.slips; none is known here."""
