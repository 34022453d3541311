"""One paper that was made wrongly and is void, so that its number is explained on the list."""

from casework.core.matter import Matter
from casework.documents import store
from casework.documents.store import Printed
from casework.extensions import db
from casework.seed import city as town


def build(city):
    home = city.areas[town.HOME]
    paper = db.session.scalar(
        db.select(Printed).join(Matter, Matter.id == Printed.matter_id)
        .where(Matter.area_id == home.id, Printed.code == "supplement-notice").order_by(Printed.id).limit(1))
    if paper:
        store.void(paper, reason="补正事项列错", by=city.deciders[town.HOME][0])
