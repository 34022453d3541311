"""案件办理时间轴: dates proved from what was done and served, with the days of every clock."""

from datetime import date, timedelta

from casework.arrears.documents import CasePaper
from casework.core import clock
from casework.dossiers import timeline

WIDTH, HIGH = 162, 3.4  # mm of the strip; mm of a day that counts
WEEK = "一二三四五六日"


class CaseTimeline(CasePaper):
    code, title, copies = "case-timeline", "案件办理时间轴", ("附卷",)
    renewed = True  # a later one takes the place of an earlier one that was not yet printed in a bound file

    def details(self, case, lines):
        return timeline.facts(case, clock.today())

    @classmethod
    def layout(cls, facts, shrink=0):
        weekday = {event["on"]: f"星期{WEEK[date.fromisoformat(event['on']).weekday()]}" for event in facts["events"]}
        return {"weekday": weekday, "paged": any(event["page"] for event in facts["events"]),
                "strips": [_strip(one, facts["as_of"]) for one in facts["clocks"]]}

    @classmethod
    def sample_details(cls):
        first = date(2026, 10, 14)
        days = [[(first + timedelta(n)).isoformat(), "event" if n == 0 else "weekend" if (first + timedelta(n)).weekday() > 4 else "counted",
                 0] for n in range(85)]
        return {
            "as_of": "2026-11-22",
            "events": [
                {"on": "2026-10-12", "title": "登记（窗口投诉）", "papers": "《劳动保障监察投诉登记表》", "who": "方敏", "result": "", "late": False,
                 "solid": True, "page": "1", "basis": "受理期限5个工作日，自次日起算，2026年10月19日届满（《浙江省劳动保障监察条例》第二十三条）"},
                {"on": "2026-10-14", "title": "受理", "papers": "《劳动保障监察投诉受理通知书》云溪人社监受字〔2026〕第036号", "who": "陈立",
                 "basis": "", "result": "第2个工作日，按期", "late": False, "solid": True, "page": "24"},
                {"on": "2026-10-15", "title": "收到材料：考勤照片", "papers": "提供人：张𠅤", "who": "方敏", "basis": "", "result": "",
                 "late": False, "solid": False, "page": "61-1"},
                {"on": "2026-11-20", "title": "告知期限3日届满", "papers": "", "who": "", "result": "未办", "late": True, "solid": True,
                 "page": "", "basis": "（《浙江省劳动保障监察条例》第三十条）"},
            ],
            "clocks": [{"label": "调查期限60个工作日", "basis": "《劳动保障监察条例》第十七条", "from": "2026-10-14", "due": "2027-01-06",
                        "met": None, "state": "未到期", "provisional": True, "count": 27, "days": days}],
        }


def _strip(one, as_of):
    """Rectangles of the days: (x, width, height, class), names of months: (x, text), and where the clock was met; mm."""
    days = [(date.fromisoformat(on), kind) for on, kind, _ in one["days"]]
    pitch = min(3.0, WIDTH / max(len(days), 1))
    until = date.fromisoformat(one["met"] or as_of)
    boxes = [(round(n * pitch, 2), round(pitch * .82, 2), HIGH if kind in ("counted", "make-up", "event") else HIGH / 2,
              "event" if kind == "event" else "pause" if kind == "suspended" else "off" if kind in ("weekend", "holiday", "rolled")
              else "gone" if on > until else "on") for n, (on, kind) in enumerate(days)]
    months = [(round(n * pitch, 2), f"{on.month}月") for n, (on, _) in enumerate(days) if n == 0 or on.day == 1]
    if len(months) > 1 and months[1][0] - months[0][0] < 8:
        months.pop(0)
    met = next((round(n * pitch + pitch * .41, 2) for n, (on, _) in enumerate(days) if one["met"] and on == until), None)
    return {"boxes": boxes, "months": months, "met": met}
