"""The dated tables: what is shipped beside this file, and what an office lays over it. One frozen value, passed on."""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from casework.law.calendar import Calendar


@dataclass(frozen=True)
class Tables:
    """Everything that rules look up."""

    calendar: Calendar

    def overlay(self, rows):
        """These tables with an office's rows over them, later rows last.

        A row has .table, .key, .value, .source. Table "holidays": key "2027", value {"notice": "国办发明电…" or
        null, "holidays": [as in holidays.toml, ISO dates]}; it replaces the whole year.
        """
        calendar = self.calendar
        for row in rows:
            if row.table == "holidays":
                calendar = calendar.with_year(int(row.key), row.value.get("notice"), row.value["holidays"])
        return replace(self, calendar=calendar)


@cache
def seed():
    """The shipped tables."""
    with (Path(__file__).parent / "holidays.toml").open("rb") as file:
        years = tomllib.load(file)["year"]
    calendar = Calendar()
    for row in years:
        calendar = calendar.with_year(row["year"], row.get("notice"), row["holidays"])
    return Tables(calendar)
