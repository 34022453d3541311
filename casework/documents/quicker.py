"""What WeasyPrint works out anew for every box, worked out once: a quarter of the time of a paper, and the same bytes.

Read by the render process beside worker.py, so it imports nothing of ours. Each function here answers as the one it stands for
(tests/documents/test_quicker.py compares papers byte by byte); another version of WeasyPrint than the one compared is left as it is.
"""

import sys

VERSION = "70.0"


def apply(weasyprint):
    """Puts them in; False when this WeasyPrint is another one."""
    if weasyprint.__version__ != VERSION:
        return False
    from weasyprint.layout import percent
    from weasyprint.text import fonts, line_break

    weasyprint.css.ComputedStyle.__missing__ = _styles(weasyprint.css)
    for old, new in ((percent.resolve_percentages, _percentages(percent)), (percent.resolve_radii_percentages, _radii(percent)),
                     (line_break._font_style_cache_key, _of_style("font_key", line_break._font_style_cache_key)),
                     (line_break.strut, _of_style("strut", line_break.strut)),
                     (fonts.get_font_description, _of_style("font_description", fonts.get_font_description))):
        _put(old, new)
    return True


def _put(old, new):
    """Wherever WeasyPrint's modules know a function by its name."""
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint"):
            for key, value in list(vars(module).items()):
                if value is old:
                    setattr(module, key, new)


def _styles(css):
    """ComputedStyle.__missing__: most values are those of the parent or the initial ones, which needs none of its questions."""
    from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
    from weasyprint.css.functions import check_math
    from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

    asked = css.ComputedStyle.__missing__
    inherited = {key for key in INHERITED if not key.startswith("text_decoration_") and key != "page"}
    initial = {key: value for key, value in INITIAL_VALUES.items()
               if key not in INHERITED and key not in INITIAL_NOT_COMPUTED and key not in ("page", "position", "float", "display")
               and not key.startswith(("text_decoration_", "__")) and not check_math(value)}
    logical = {}

    def missing(self, key):
        cascaded = self.cascaded
        if key in cascaded:
            return asked(self, key)
        if key in PHYSICAL_FUNCTIONS:
            found = key, self["direction"]
            if found not in logical:
                logical[found] = PHYSICAL_FUNCTIONS[key](block="ttb", inline=found[1])
            if logical[found] in cascaded:
                return asked(self, key)
        if key in initial:
            value = self[key] = initial[key]
            return value
        if key in inherited and self.parent_style is not None:
            value = self.parent_style[key]
            if not check_math(value):
                self[key] = value
                return value
        return asked(self, key)

    return missing


def _percentages(percent):
    """resolve_percentages: one look at each value instead of four calls."""
    from weasyprint.css.functions import check_math
    from weasyprint.css.properties import Dimension

    percentage, adjust, Box, PageBox = percent.percentage, percent.adjust_box_sizing, percent.boxes.Box, percent.boxes.PageBox

    def used(value, style, refer_to):
        if value is None or value == "auto":
            return value
        if type(value) is Dimension and value[1] is not None:
            return refer_to * value[0] / 100 if value[1] == "%" else value[0]
        return percentage(value, style, refer_to)

    def resolve(box, containing_block):
        if isinstance(containing_block, Box):
            width, height = containing_block.width, containing_block.height
        else:
            width, height = containing_block
        across, style = height if isinstance(box, PageBox) else width, box.style
        box.margin_left = used(style["margin_left"], style, width)
        box.margin_right = used(style["margin_right"], style, width)
        box.margin_top = used(style["margin_top"], style, across)
        box.margin_bottom = used(style["margin_bottom"], style, across)
        box.padding_left = used(style["padding_left"], style, width)
        box.padding_right = used(style["padding_right"], style, width)
        box.padding_top = used(style["padding_top"], style, across)
        box.padding_bottom = used(style["padding_bottom"], style, across)
        box.width = used(style["width"], style, width)
        least = used(style["min_width"], style, width)
        box.min_width = 0 if least == "auto" else least
        box.max_width = used(style["max_width"], style, width)
        if height == "auto":
            own = style["height"]
            if own == "auto" or check_math(own) or own.unit == "%":
                box.height = "auto"
            else:
                assert own.unit.lower() == "px"
                box.height = own.value
            least, box.max_height = used(style["min_height"], style, 0), used(style["max_height"], style, percent.inf)
        else:
            box.height = used(style["height"], style, height)
            least, box.max_height = used(style["min_height"], style, height), used(style["max_height"], style, height)
        box.min_height = 0 if least == "auto" else least
        collapse = style["border_collapse"] == "collapse"
        for name in ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width"):
            if not (collapse and hasattr(box, name)):
                setattr(box, name, style[name])
        if style["box_sizing"] != "content-box":
            adjust(box, "width")
            adjust(box, "height")

    return resolve


def _radii(percent):
    """resolve_radii_percentages: no paper of ours has round corners, and they were asked for side by side."""
    asked, none = percent.resolve_radii_percentages, (0, "px")
    names = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))

    def resolve(box):
        style = box.style
        for name in names:
            if none not in style[name]:
                asked(box)
                return
        box.border_top_left_radius = box.border_top_right_radius = (0, 0)
        box.border_bottom_right_radius = box.border_bottom_left_radius = (0, 0)

    return resolve


def _of_style(name, asked):
    """What depends on a style alone, kept with it: a text has one style and a hundred lines."""
    def kept(style, include_size=False):
        known = style.__dict__.setdefault("kept", {})
        found = name, include_size
        if found not in known:
            known[found] = asked(style, include_size) if include_size else asked(style)
        return known[found]

    return kept
