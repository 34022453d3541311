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
    def withheld(cls, facts):
        return facts | {"events": [event | {"title": timeline.RECEIVED, "papers": ""} if event["title"].startswith(timeline.RECEIVED)
                                   else event for event in facts["events"]]}

    @classmethod
    def layout(cls, facts, shrink=0):
        weekday = {event["on"]: f"星期{WEEK[date.fromisoformat(event['on']).weekday()]}" for event in facts["events"]}
        return {"weekday": weekday, "paged": any(event["page"] for event in facts["events"]),
                "strips": [_strip(one, facts["as_of"]) for one in facts["clocks"]]}

    @classmethod
    def sample_details(cls):
        first = date(2026, 10, 14)
        on = [first + timedelta(n) for n in range(85)]
        days = [[d.isoformat(), "event" if d == first else "weekend" if d.weekday() > 4 else "counted", 0] for d in on]
        return {
            "as_of": "2026-11-22",
            "events": [
                _said("2026-10-12", "登记（窗口投诉）", "《劳动保障监察投诉登记表》", "方敏", page="1",
                      basis="受理期限5个工作日，自次日起算，2026年10月19日届满（《浙江省劳动保障监察条例》第二十三条）"),
                _said("2026-10-14", "受理", "《劳动保障监察投诉受理通知书》云溪人社监受字〔2026〕第036号", "陈立", page="24",
                      result="第2个工作日，按期"),
                _said("2026-10-15", "收到材料：考勤照片", "提供人：张𠅤", "方敏", solid=False, page="61-1"),
                _said("2026-11-20", "告知期限3日届满", result="未办", late=True, basis="（《浙江省劳动保障监察条例》第三十条）"),
            ],
            "clocks": [{"label": "调查期限60个工作日", "basis": "《劳动保障监察条例》第十七条", "from": "2026-10-14", "due": "2027-01-06",
                        "met": None, "state": "未到期", "provisional": True, "count": 27, "days": days}],
        }


def _said(on, title, papers="", who="", basis="", result="", late=False, solid=True, page=""):
    return {"on": on, "title": title, "papers": papers, "basis": basis, "who": who, "result": result, "late": late, "solid": solid,
            "page": page}


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
