"""An envelope opens with the key of its session alone, whole or not at all; browser and server agree on every byte."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.dialogue import envelopes
from underrose.dialogue.envelopes import Unreadable, closed, new_key, opened, public_text

# Made once and written down; the browser makes the same bytes of it in test_capture_browser.
VECTOR = json.loads(Path(__file__).with_name("envelope.json").read_text("utf-8"))
NOTE = "7a0c0d0e-1111-4222-8333-444455556666"
JSON_TEXT = st.dictionaries(st.text(max_size=8), st.text(max_size=400), max_size=7)


def bytes_of(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def text_of(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def test_envelope_that_was_written_down_is_made_and_opened():
    key, own = (envelopes.private_key(bytes.fromhex(VECTOR[name])) for name in ("private", "ephemeral"))
    nonce = bytes.fromhex(VECTOR["nonce"])
    assert public_text(key) == VECTOR["public"]
    assert opened(key, VECTOR["note"], VECTOR["envelope"]) == VECTOR["content"]
    made = envelopes.closed_with(own, nonce, VECTOR["public"], VECTOR["note"], VECTOR["content"])
    assert made == VECTOR["envelope"]


def test_private_key_is_kept_as_bytes():
    key = new_key()
    kept = envelopes.private_bytes(key)
    assert (len(kept), public_text(envelopes.private_key(kept))) == (32, public_text(key))


@settings(max_examples=25, deadline=None)
@given(content=JSON_TEXT)
def test_what_was_closed_is_opened(content):
    key = new_key()
    assert opened(key, NOTE, closed(public_text(key), NOTE, content)) == content


def test_length_tells_only_the_number_of_blocks():
    public = public_text(new_key())
    lengths = {len(closed(public, NOTE, {"words": "x" * number})) for number in range(1, 240)}
    assert len(lengths) == 1


def test_two_envelopes_of_the_same_words_have_nothing_in_common():
    public = public_text(new_key())
    one, other = (bytes_of(closed(public, NOTE, {"words": "same"})) for _ in range(2))
    assert one[:1] == other[:1]
    assert sum(a == b for a, b in zip(one[2:], other[2:], strict=True)) < 12


def test_another_session_opens_nothing():
    key = new_key()
    sealed = closed(public_text(key), NOTE, {"words": "x"})
    for wrong_key, wrong_note in ((new_key(), NOTE), (key, NOTE.replace("7", "8"))):
        with pytest.raises(Unreadable):
            opened(wrong_key, wrong_note, sealed)


@pytest.mark.parametrize("place", [0, 1, 5, 70, 80, 200, -1])
def test_one_changed_bit_opens_nothing(place: int):
    key = new_key()
    raw = bytearray(bytes_of(closed(public_text(key), NOTE, {"words": "x"})))
    raw[place] ^= 1
    with pytest.raises(Unreadable):
        opened(key, NOTE, text_of(bytes(raw)))


@pytest.mark.parametrize(
    "text", ["", "=", "AA", "Ж" * 40, "A" * 400, "A" * 40_000, "\x00", text_of(b"\x01" * 300)]
)
def test_what_is_no_envelope_opens_nothing(text: str):
    with pytest.raises(Unreadable):
        opened(new_key(), NOTE, text)


def test_what_is_inside_must_be_an_object():
    key = new_key()
    for inside in ([1], "words", None, 3):
        with pytest.raises(Unreadable):
            opened(key, NOTE, closed(public_text(key), NOTE, inside))  # type: ignore[arg-type]


@settings(max_examples=40, deadline=None)
@given(raw=st.binary(max_size=300))
def test_any_bytes_open_nothing(raw):
    with pytest.raises(Unreadable):
        opened(new_key(), NOTE, text_of(raw))
