"""Gatherings of the demonstration: one that goes on, one that is over; who was elected. The hours are among the figures."""

from datetime import datetime, time, timedelta

from casework.arrears import queries, representatives
from casework.arrears.models import Case, State
from casework.extensions import db
from casework.gatherings import actions
from casework.seed.city import HOME


def build(city, today):
    inspector, (leader, county) = city.inspectors[HOME][0], city.deciders[HOME][:2]
    home = city.areas[HOME]
    case = max((c for c in db.session.scalars(queries.every_case().where(Case.state == State.FILED)).unique()
                if c.area.path.startswith(home.path)), key=lambda c: queries.sums(c).workers)
    representatives.elect(case=case, workers=[worker.id for worker in queries.claimants(case)[:4]], on=today, by=inspector)
    began = datetime.combine(today - timedelta(days=1), time(8, 10))
    one = actions.raise_(by=inspector, case=case, noticed_at=began, place=case.work_place or f"{HOME}人民政府门前", people=38,
                         amount_fen=queries.sums(case).owed_by_employer or None, wants="要求付清工资，由总承包单位到场说明",
                         handled="监察员到场登记，劝导离开道路")
    actions.report(one, by=inspector, at=began + timedelta(minutes=70), people=38, text="已请双方到镇政府会议室，秩序平稳")
    actions.report(one, by=leader, at=began + timedelta(hours=5), people=26, reached="county", to_whom=county.body.name,
                   text="总承包单位同意三日内先付两个月工资，劳动者代表四人留下核对花名册")
    over = actions.raise_(by=inspector, area=home, noticed_at=began - timedelta(days=20), place=f"{HOME}工业路口", people=14,
                          employer_name="演示沿街餐饮店", wants="要求结清停业前的工资")
    actions.report(over, by=inspector, at=over.noticed_at + timedelta(minutes=50), people=14, text="店主到场，同意当天付清")
    actions.end(over, by=inspector, at=over.noticed_at + timedelta(hours=6), text="十四人当场领清工资并签收，散去")
