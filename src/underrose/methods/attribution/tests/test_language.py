import pytest

from underrose.methods.attribution.language import (
    ENGLISH,
    UNKNOWN,
    language_around,
    language_of,
    languages,
    languages_of,
    participant_in,
)
from underrose.methods.attribution.passages import passage

SENTENCES = [
    ("Les participants ont convenu que le texte n'était pas prêt et que des efforts sont nécessaires.", "French"),
    ("Nous ne pouvons pas accepter ce texte dans sa forme actuelle.", "French"),
    ("Los participantes coincidieron en que el texto no estaba listo y que se necesita más tiempo.", "Spanish"),
    ("El texto todavía no está listo para la firma.", "Spanish"),
    ("Die Teilnehmenden waren sich einig, dass der Text noch nicht fertig ist und dass es mehr braucht.", "German"),
    ("Darüber wird erst nach der Pause gesprochen.", "German"),
    ("Os participantes concordaram que o texto não estava pronto e que seria preciso mais tempo para isso.", "Portuguese"),
    ("I partecipanti hanno convenuto che il testo non era pronto e che sono necessari più sforzi.", "Italian"),
    ("De deelnemers waren het erover eens dat de tekst niet klaar was en dat er meer nodig is.", "Dutch"),
    ("Katılımcılar metnin henüz hazır olmadığı ve daha çok zaman gerektiği konusunda anlaştı.", "Turkish"),
    ("Washiriki walikubaliana kuwa maandishi hayo bado si tayari na kazi zaidi inahitajika.", "Swahili"),
    ("Uczestnicy zgodzili się, że tekst nie jest jeszcze gotowy.", "Polish"),
    ("Các đại biểu đồng ý rằng văn bản chưa sẵn sàng và cần thêm thời gian cho việc này.", "Vietnamese"),
    ("اتفق المشاركون على أن النص لم يكن جاهزا.", "Arabic or Persian"),
    ("Участники согласились, что текст ещё не готов.", "Russian or another language in Cyrillic letters"),
    ("与会者一致认为案文尚未准备好。", "Chinese"),
    ("参加者は文書がまだ準備できていないことに同意した。", "Japanese"),
    ("참가자들은 문서가 준비되지 않았다는 데 동의했다.", "Korean"),
    ("המשתתפים הסכימו שהטקסט אינו מוכן.", "Hebrew"),
]  # fmt: skip

ENGLISH_ALONE = [
    "The participants agreed that the text was not ready, and that more would be needed.",
    "A list: Amina Otieno, Kenya; Bodil Lindqvist, Sweden; Chidi Okafor, Nigeria; Edda Gunnarsdottir, Iceland",
    "Title",
    "No, as a matter of fact I do. So do we, as a rule; no one has a say in it.",
    "Maria da Silva dos Santos and João de Souza e Melo spoke as one, no more and no less.",
    "The Comité de la Ville de Paris pour les droits humains had asked for a copy of the minutes.",
    "Professor van der Berg and Dr von Trapp came from the Universidad de los Andes y del Mar.",
    "It is, de facto, a coup d'état, and so a cliché; the status quo ante is no alternative.",
    "Amina Otieno (أمينة أوتيينو), Wong Mei Ling (黄美玲), Ivan Petrov (Иван Петров) and Eleni Pappa (Ελένη Παππά)",
    "| محمد بن أحمد الخطيب | Mohammed Al-Khatib |\n| Иванов Иван Иванович, Петров Пётр | Ivanov, Petrov |",
    "See https://example.org/les/droits/de/la/ville/et/du/pays.html and mail le.maire@ville.example.",
    "She spelt it O t i e n o, with an o at the end.",
]

FRAME = "The group returned to the draft after lunch. {} Nobody objected to the order, and the chair closed the session."


@pytest.mark.parametrize(("text", "language"), SENTENCES)
def test_language_of_a_sentence(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize("text", ENGLISH_ALONE)
def test_names_and_borrowed_words_make_no_other_language(text):
    assert languages_of(passage(text)) == {}
    assert languages_of(passage(FRAME.format(text))) == {}


@pytest.mark.parametrize(("text", "language"), SENTENCES)
def test_one_sentence_amid_english_is_named_with_its_place(text, language):
    whole = FRAME.format(text)
    found = languages_of(passage(whole))
    assert list(found) == [language]
    ((start, end),) = found[language]
    assert whole[start:end].rstrip(".。") == text.rstrip(".。")


def test_quotation_in_another_language_is_named_with_its_place():
    said = "nous ne pouvons pas accepter ce texte dans sa forme actuelle"
    text = (
        f"One participant from the delegation put it plainly in the afternoon: “{said}”, and left the room."
    )
    ((start, end),) = languages_of(passage(text))["French"]
    assert text[start:end].strip("”") == said


def test_decomposed_letters_are_read():
    text = "Les délégués ont répété que la réunion était déjà terminée."
    decomposed = "".join({"é": "e\u0301"}.get(letter, letter) for letter in text)
    assert list(languages_of(passage(decomposed))) == ["French"]


def test_language_not_known_is_said_to_be_unknown():
    basque = (
        "Parte hartzaileek adostu zuten testua ez zegoela prest eta lan gehiago behar zela, bereziki ibaien babesari "
        "eta herritarren eskubideei buruz, baina ez zuten beste batzarrik deitu nahi izan aurten bertan"
    )
    assert list(languages_of(passage(FRAME.format(f"{basque}.")))) == [UNKNOWN]


def test_languages_of_a_passage_have_their_places():
    french = "Les participants ont convenu que le texte n'était pas prêt et que des efforts sont nécessaires."
    text = f"The text was not ready.\n\n{french}\n\nIt was over."
    (place,) = languages_of(passage(text))["French"]
    assert text[place[0] : place[1]] == french


def test_sentences_of_one_language_that_follow_one_another_are_one_place():
    one, other = "Le texte n'est pas prêt pour la signature.", "Nous en parlerons encore avec les autres."
    assert len(languages_of(passage(f"{one} {other}"))["French"]) == 1


def test_short_sentence_is_of_the_language_around_it():
    text = "Les délégués ont répété que la réunion était terminée. Merci, Grace. Nous en parlerons avec les autres demain."
    assert language_around(text, text.index("Grace")) == "French"
    assert language_around(FRAME.format("Thanks, Grace."), 46) == ENGLISH


def test_every_language_says_how_it_calls_a_participant():
    assert all(one.participant for one in languages().values())
    assert all(one.strong for name, one in languages().items() if name != ENGLISH)


def test_participant_in_a_language_not_known_is_english():
    assert participant_in("Chinese") == "a participant"
    assert participant_in("French") != "a participant"
