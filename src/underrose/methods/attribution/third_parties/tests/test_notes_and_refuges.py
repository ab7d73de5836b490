"""People outside the room in notes, behind trades that no list holds, and where somebody hides them."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.third_parties import ThirdParties

LAYER = ThirdParties()


def found(text):
    return [(text[hit.start : hit.end], hit.variant) for hit in LAYER.find(passage(text))]


@pytest.mark.parametrize(
    ("text", "said", "kind"),
    [
        ("– boy, 9, found under the stairs of the mill at Korsun; speaks to nobody", "boy, 9", "sufferer"),
        (
            "nurse, sacked in May for counting the empty cylinders at the district hospital",
            "nurse, sacked",
            "worker",
        ),
        ("old weaver, beaten by the foreman's men on pay day: photos with Amal", "old weaver", "worker"),
        ("victim 2 – seamstress, 23, miscarried on the line, line chief laughed", "seamstress, 23", "worker"),
        ("(the porter's niece, who typed the list, is in the city now)", "s niece", "kin"),
        ("the widow (Kafr Nabl) no longer opens the door, pls no visits", "the widow", "kin"),
        ("Source: clerk in the land registry at Mansa, wishes to remain unnamed", "clerk", "worker"),
    ],
)
def test_notes_leave_the_article_out(text, said, kind):
    assert any(words.startswith(said) and one == kind for words, one in found(text)), found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Judge, Norland: suspects released within a day",
        "Driver: 7 a.m. at the gate. Bags in the van.",
        "cook, cleaner, driver – all paid, receipts in the folder",
        "Nurse retention, police recruitment, school meals: all left for tomorrow.",
        "Victim support, witness protection: see annex.",
        "The Head Nurse of the Ashfield Hospital was heard first.",
    ],
)
def test_labels_and_matters_of_notes_are_nobody_outside_the_room(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A gauger at the lower lock near Osk who copied the meter has lost his post.", "A gauger"),
        ("The tanner who kept the second set of books has not been heard from since.", "The tanner"),
        ("A farrier whose shed was burnt for signing the petition now sleeps in his van.", "A farrier"),
    ],
)
def test_a_trade_of_no_list_is_somebodys_before_who(text, said):
    assert [words for words, _ in found(text) if words.startswith(said)], found(text)


@pytest.mark.parametrize(
    "text",
    [
        "A previous minister who was a target of reports that leaked agreed.",
        "Their jobs, who were laid off, were lost in Canada.",
        "The interpreter who arrived late was given the small booth.",
        "The chair, who had fled the first draft, came back to the second.",
    ],
)
def test_offices_and_plurals_before_who_are_nobody_outside_the_room(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Two women and a baby were lodged in the loft above the bakery at Ostrov.",
            "the loft above the bakery at Ostrov",
        ),
        (
            "They keep the girl in a room behind the pharmacy at Dolina.",
            "a room behind the pharmacy at Dolina",
        ),
        ("Three of the girls now live with a piano teacher in the upper town.", "a piano teacher"),
        ("The shelter in the old tannery at Lom takes women only.", "The shelter"),
        ("Three deserters slept under the stage of the theatre at Lubny all winter.", "the stage"),
    ],
)
def test_where_people_at_risk_were_lodged_is_a_place_of_refuge(text, said):
    assert [words for words, kind in found(text) if words.startswith(said) and kind == "refuge"], found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Families were invited to the reception on the second evening.",
        "The children of participants stayed in the hotel opposite the station.",
        "Patients should be kept in the ward nearest to the door.",
        "The boxes were moved to the storeroom behind the stage in Geneva.",
    ],
)
def test_where_others_stayed_is_no_refuge(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The typist at the mess has asked not to be named.",
        "Our copy comes from a typist in the governor's office who would lose her post.",
        "The informant is the stepson of the quarry owner.",
        "Since the flood the smith's widow lives above the forge.",
        "The family at number 31 had a visit at dawn.",
        "The driver of the relief team shot in 2016 had refused to go.",
        "You may wish to know that the ten-year-old who lost an arm in the mill last May now writes.",
        "Our thanks, which cannot be public, go to the typist who left the drawer open.",
        "The son of the driver is our source; do not forward this.",
        "An old woman in Gori keeps the shoes of the man they took from her yard.",
        "A clerk at the harbour office passed the second list on to us.",
        "The sisters who saw the blaze from the orchard in May were never found.",
        "Case: deaf tailor, 2 yrs w/out trial, Fort prison",
        "The smith's wife identified him by his belt.",
        "Her uncle prints the leaflets in a garage behind the stadium.",
        "A woman we cannot name took the samples out in a lunch tin; she had carried them for months.",
        "The neighbour who called the ambulance was questioned for nine hours.",
        "An informer inside the registry sells the lists for a carton of cigarettes.",
        "The cook paid for it; should this come out, the baker's boy at the mess will lose his job.",
    ],
)
def test_what_is_asked_to_be_kept_and_what_befell_tells_of_somebody(text):
    assert found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Somebody who defends people charged under that law in Lahore warned against naming the accused in appeals.",
        "A flood warning travels at the speed of the one cousin who owns a telephone.",
        "As Paz told the plenary, a letter in French is the work of a neighbour.",
        "Clara Barton counted the dead by name, and an army was annoyed.",
        "In many valleys the only person with a diploma comes from elsewhere and leaves in June.",
        "The pump that stops, the school that closes, the nurse who leaves: that was the theme.",
        "Mr. Chair, the canteen was raided in Vancouver.",
        "Anyone accused or convicted of hitting a child will be known to the services.",
        "It was a relief to hear a person from Western Europe concede that the maps were wrong.",
        "If a medic is stopped at a checkpoint, the minutes lost are entered nowhere.",
        "The caretaker found the lost scarf in the hall on Friday.",
        "The judge asked how a witness hides in a village of forty.",
        "The interpreter from the second booth had lost her voice on Tuesday.",
        "A farmer who loses a harvest in May borrows until September.",
        "The police officer next to me had lost a brother.",
        "My neighbour at dinner came from Oslo and had missed two trains.",
        "The gardener who planted the roses behind the hall was thanked.",
        "In the film a soldier deserts and is hidden by nuns above a bakery.",
        "The youngest child of the meeting, as she called the annex, was adopted at noon.",
        "A man who prints schoolbooks in Kazakhstan has forty tonnes of them in a cellar.",
        "Our Malay lawyer had a sharper view of custody than our Malay policeman.",
        "The person from Lombok told it through tears: her circle has lived in a barracks for years.",
        "Participants met the mayor in the town hall on Thursday.",
        "We are thankful for the farmers who worked through the raids.",
        "A witness who is not protected will not speak twice.",
        "Somebody in the room works in Asia; a long silence followed.",
    ],
)
def test_what_is_said_of_others_makes_nobody_findable(text):
    assert found(text) == []


def test_a_person_and_the_trade_behind_the_comma_are_one():
    text = "The grocer's brother, a driver at the mint, warns the choir whenever a raid is near."
    assert len(found(text)) == 1


def test_a_place_of_refuge_goes_with_the_way_there():
    text = "They keep the girl in a room behind the pharmacy at Dolina."
    (hit,) = LAYER.find(passage(text))
    worded = [text[: fix.start] + fix.wording + text[fix.end :] for fix in hit.fixes]
    assert worded[0] == "They keep the girl in a place of safety."
