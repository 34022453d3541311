"""计算器: every rule of the law as a page that needs no case: typed, worked out step by step, printed, or kept in a case's file."""
