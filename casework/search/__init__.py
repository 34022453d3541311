"""查找: one box for people, employers, cases and papers."""
