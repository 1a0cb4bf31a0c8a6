"""AES and signatures: the published vector, round trips with a library of others', and nothing that is not ours is opened."""

from __future__ import annotations

import base64
import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.crypto import PrpCrypto
from wechatpy.enterprise.crypto import WeChatCrypto

from bot.channels.wecom.crypto import Envelope, Forged, _encrypt, decrypt, read_key

KEY, TOKEN = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "tok1"
SEALED = "Q3stYC6hdFzMh9T8HCvyDA49zqMBjKHMaUfpamX/gjb9wABt32faWYjUHvacdU76n17cEz8DuEdgJufaxBy1tg=="
SIGNED = "5e1e732a2f51dfe932568d6d0bb0e7fd6d4c7ed3"
OURS = Envelope(TOKEN, read_key(KEY))


def test_the_published_vector() -> None:
    assert OURS.seal(b'{"msgid":"M1"}', random=b"0123456789abcdef") == SEALED
    assert OURS.sign("1700000000", "nonce1", SEALED) == SIGNED
    OURS.check(SIGNED, "1700000000", "nonce1", SEALED)
    assert OURS.open(SEALED) == b'{"msgid":"M1"}'


@given(st.binary(max_size=300))
def test_what_is_sealed_is_opened(said: bytes) -> None:
    assert OURS.open(OURS.seal(said)) == said


@given(st.text(max_size=100))
def test_wechatpy_opens_what_we_seal_and_we_what_it_seals(said: str) -> None:
    theirs = PrpCrypto(read_key(KEY))
    text = json.dumps(said)  # wechatpy has no empty words
    assert theirs.decrypt(OURS.seal(text.encode()), "") == text
    assert OURS.open(theirs.encrypt(text, "").decode()) == text.encode()


def test_wechatpy_believes_our_signature_and_we_its() -> None:
    theirs = WeChatCrypto(TOKEN, KEY, "")
    sealed = OURS.seal(b"4611686018427387904")
    assert theirs.check_signature(OURS.sign("17", "n+/", sealed), "17", "n+/", sealed) == "4611686018427387904"
    told = ET.fromstring(theirs.encrypt_message('{"a":1}', "n2", "18"))
    sealed, signature = told.findtext("Encrypt") or "", told.findtext("MsgSignature") or ""
    OURS.check(signature, "18", "n2", sealed)
    assert OURS.open(sealed) == b'{"a":1}'


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_signature_covers_all_four(at: int) -> None:
    said = [SIGNED, "1700000000", "nonce1", SEALED]
    said[at] = said[at][::-1]
    with pytest.raises(Forged):
        OURS.check(*said)


@pytest.mark.parametrize("sealed", ["", "!", "QUJD", base64.b64encode(b"x" * 31).decode(), base64.b64encode(b"x" * 64).decode(), "好"])
def test_what_was_not_sealed_for_us_stays_shut(sealed: str) -> None:
    with pytest.raises(Forged):
        OURS.open(sealed)


def test_another_receiver_is_not_us() -> None:
    with pytest.raises(Forged):
        OURS.open(Envelope(TOKEN, read_key(KEY), "wx5823").seal(b"{}"))


@given(st.binary(max_size=100))
def test_a_file_is_padded_to_thirty_two(content: bytes) -> None:
    key = b"k" * 32
    sealed = _encrypt(key, content)
    assert (len(sealed) % 32, decrypt(key, sealed)) == (0, content)


def test_a_wrong_padding_is_no_file() -> None:
    with pytest.raises(ValueError, match="padding"):
        decrypt(b"k" * 32, _encrypt(b"j" * 32, b"hello"))


@pytest.mark.parametrize("said", ["", "short", "好" * 43, "a" * 44 + "==", KEY[:-1]])
def test_a_wrong_key_is_none(said: str) -> None:
    with pytest.raises(ValueError, match="key of"):
        read_key(said)
