import pytest

from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.language import ENGLISH, language_of, languages_of, participant_in
from underrose.methods.attribution.passages import passage


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The participants agreed that the text was not ready, and that more would be needed.", "English"),
        ("Les participants ont convenu que le texte n'était pas prêt et que des efforts sont nécessaires.", "French"),
        ("Los participantes coincidieron en que el texto no estaba listo y que se necesita más tiempo.", "Spanish"),
        ("Die Teilnehmenden waren sich einig, dass der Text noch nicht fertig ist und dass es mehr braucht.", "German"),
        ("Os participantes concordaram que o texto não estava pronto e que seria preciso mais tempo para isso.", "Portuguese"),
        ("I partecipanti hanno convenuto che il testo non era pronto e che sono necessari più sforzi.", "Italian"),
        ("De deelnemers waren het erover eens dat de tekst niet klaar was en dat er meer nodig is.", "Dutch"),
        ("اتفق المشاركون على أن النص لم يكن جاهزا", "Arabic or Persian"),
        ("与会者一致认为案文尚未准备好。", "Chinese"),
        ("参加者は文書がまだ準備できていないことに同意した。", "Japanese"),
        ("참가자들은 문서가 준비되지 않았다는 데 동의했다.", "Korean"),
        ("המשתתפים הסכימו שהטקסט אינו מוכן", "Hebrew"),
        ("A list: Amina Otieno, Kenya; Bodil Lindqvist, Sweden; Chidi Okafor, Nigeria; Edda Gunnarsdottir, Iceland", "English"),
        ("Title", "English"),
    ],
)  # fmt: skip
def test_language_of_a_paragraph(text, language):
    assert language_of(fold(text)) == language


def test_language_not_known_is_said_to_be_unknown():
    basque = (
        "Parte hartzaileek adostu zuten testua ez zegoela prest eta lan gehiago behar zela, bereziki ibaien babesari "
        "eta herritarren eskubideei buruz, baina ez zuten beste batzarrik deitu nahi izan aurten bertan"
    )
    assert language_of(fold(basque)) != ENGLISH


def test_languages_of_a_passage_have_their_places():
    french = "Les participants ont convenu que le texte n'était pas prêt et que des efforts sont nécessaires."
    text = f"The text was not ready.\n\n{french}\n\nIt was over."
    (place,) = languages_of(passage(text))["French"]
    assert text[place[0] : place[1]] == french


def test_participant_in_a_language_not_known_is_english():
    assert participant_in("Chinese") == "a participant"
    assert participant_in("French") != "a participant"
