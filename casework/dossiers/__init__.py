"""案卷: what a matter leaves on paper, in the order of the file, under one page count; 整理 → 评查 → 装订 → 归档."""
