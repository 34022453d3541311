"""What a county may decide about its papers: presets that hold, and what is refused."""

from datetime import date

import pytest

from casework.arrears import documents  # noqa: F401
from casework.core.errors import Refused
from casework.documents import FORMS, Profile, profiles, verifying


@pytest.mark.parametrize("key", ["wuhan", "huairou", "blank"])
def test_the_presets_are_what_a_county_may_enter(key):
    forms = profiles.presets()[key]["forms"]
    assert profiles.checked(forms, FORMS) == forms


@pytest.mark.parametrize("preset, number", [
    ("wuhan", "云溪人社监受字【2026】第0041号"), ("huairou", "云溪人社监受字〔2026〕第41号"), ("blank", "云溪人社监受字〔2026〕第041号")])
def test_a_preset_writes_numbers_its_own_way(preset, number):
    profile = Profile(forms=profiles.presets()[preset]["forms"])
    assert FORMS["acceptance-notice"].paper(profile, 41, date(2026, 3, 2))["number"] == number


@pytest.mark.parametrize("forms", [
    {"nothing": {"title": "x"}}, {"*": {"bracket": "<>"}}, {"*": {"digits": 0}}, {"*": {"digits": True}}, {"*": {"colour": "red"}},
    {"filing-approval": {"copies": [""]}}, {"filing-approval": {"issuer_level": "king"}}, {"filing-approval": {"number_word": "受"}},
])
def test_what_cannot_be_is_refused(forms):
    with pytest.raises(Refused):
        profiles.checked(forms, FORMS)


def test_a_pattern_is_text_and_never_code():
    profile = Profile(forms={"*": {"pattern": "〔{year.__class__}〕{n:04d}号{x}"}})
    assert FORMS["acceptance-notice"].paper(profile, 7, date(2026, 3, 2))["number"] == "云溪人社监受字〔{year.__class__}〕0007号{x}"


def test_only_our_own_codes_lead_to_a_paper(app):
    with app.app_context():
        app.config["PUBLIC_URL"] = "https://ldjc.example.cn/"
        token = verifying.token()
        assert verifying.address(token) == f"HTTPS://LDJC.EXAMPLE.CN/V/{token}"
        assert verifying.token_in(verifying.address(token)) == token == verifying.token_in(f"/v/{token.lower()}")
    assert verifying.token_in("https://elsewhere.example/x") is None and verifying.token_in("") is None
