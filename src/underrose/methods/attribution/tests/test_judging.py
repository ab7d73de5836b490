import pytest

from underrose.methods.attribution.judging import Judge
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.values import Hit, Leak, Person, Policy, Roster
from underrose.methods.disclosure import Regime

ALIKE = Roster(
    tuple(
        Person(key=str(at), name=f"Person {at}", countries=("Fiji",), bodies=(f"Body {at}",))
        for at in range(6)
    )
    + tuple(
        Person(key=str(at), name=f"Person {at}", countries=(f"Land {at}",), bodies=("Office",))
        for at in range(6, 12)
    )
    + (Person(key="12", name="Staff", counts=False),)
)
COUNTRY, BODY, MIXED = 0b111111, 0b111111 << 6, 0b111 | 0b111 << 6
SOMETHING = passage("something was said")


def _why(hit, *regimes, roster=ALIKE, k=5, text=SOMETHING):
    return Judge(roster, Policy(regimes=regimes or (Regime.off_the_record,), k=k)).why(hit, text, 0, str)


def _described(who, **said):
    return Hit(
        start=0, end=9, leak=Leak.one_clause, who=who, said={axis: (value,) for axis, value in said.items()}
    )


def test_why_of_enough_people_who_differ_is_none():
    assert _why(_described(MIXED, role="diplomat")) is None


def test_why_of_enough_people_of_one_country_or_body():
    assert "one country" in _why(_described(COUNTRY, region="Oceania"))
    assert "one body" in _why(_described(BODY, role="officer"))


def test_why_of_one_country_that_the_text_itself_says():
    assert _why(_described(COUNTRY, country="Fiji")) is None


def test_why_counts_those_alone_who_count():
    assert "4 of the 12" in _why(_described(0b1111 | 1 << 12, role="diplomat"))


def test_why_of_what_nobody_fits_is_none():
    assert _why(_described(0, country="Peru")) is None
    assert _why(_described(1 << 12, role="guide")) is None


def test_why_of_a_post_that_many_hold_is_none():
    post = Hit(start=0, end=9, leak=Leak.contact_or_post, who=MIXED, variant="post")
    assert _why(post) is None
    assert _why(post, k=7) is not None


@pytest.mark.parametrize("regime", list(Regime))
def test_why_of_a_speakers_name_follows_the_table_of_regimes(regime):
    text = passage("Person 1 said so.")
    hit = Hit(start=0, end=8, leak=Leak.named, who=0b10)
    is_free = regime in {Regime.on_the_record, Regime.presentations}
    assert (_why(hit, regime, text=text) is None) is is_free


@pytest.mark.parametrize("regime", list(Regime))
def test_why_of_a_label_follows_the_table_of_regimes(regime):
    hit = _described(MIXED, region="Africa")
    is_never = regime in {Regime.rule_without_country, Regime.private, Regime.undisclosed}
    assert (_why(hit, regime) is not None) is is_never


def test_why_of_copied_words_on_the_record_is_none():
    hit = Hit(start=0, end=9, leak=Leak.verbatim)
    assert _why(hit, Regime.on_the_record) is None
    assert _why(hit, Regime.chatham_house_rule) is not None


def test_why_of_a_third_party_is_asked_under_every_regime():
    assert all(_why(Hit(start=0, end=9, leak=Leak.third_party), regime) for regime in Regime)


def test_why_of_a_frame_needs_few_people():
    assert _why(Hit(start=0, end=9, leak=Leak.speaks, who=0b1)) is not None
    assert _why(Hit(start=0, end=9, leak=Leak.speaks, who=MIXED)) is None
    assert _why(Hit(start=0, end=9, leak=Leak.speaks)) is None


def test_part_of_somebody_counts_for_them_and_hides_nobody():
    """Entry 5 is the alias of whoever stands at place 0; entry 6 that of somebody of the staff."""
    parts = (
        Person(key="alias", part_of="0", counts=False),
        Person(key="staff", counts=False),
        Person(key="of staff", part_of="staff", counts=False),
    )
    roster = Roster((*(Person(key=str(number)) for number in range(5)), *parts))
    judge = Judge(roster, Policy())
    asked = {0b100000: 1, 0b100010: 1, 0b111110: 4, 0b10000000: 0, 0b10100000: 1}
    assert {who: judge.k(Hit(start=0, end=1, leak=Leak.named, who=who)) for who in asked} == asked
    slot = Hit(start=0, end=7, leak=Leak.linked, who=0b100000)
    assert judge.why(slot, SOMETHING, 0, str) == "It can mean only one of the 5 people in the room."
