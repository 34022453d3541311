"""举报人: who reported, kept apart. 劳动保障行政部门为举报人保密: never on a case's page, in a search, an export or a paper."""
