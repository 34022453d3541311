"""用人单位、劳动者: the people and firms that every feature after this one speaks of."""

PANELS = []  # functions (employer, user) -> (id, title, markup) or None: what later features show on an employer's page
