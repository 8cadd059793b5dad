"""Word of payments from a payment service written in another language, and the commands that keep the books."""

import json
import subprocess
import sys
import urllib.parse

import pytest

from processes import BROKE, ROOT, USAGE

sys.path.append(str(ROOT / "Tests" / "Interop" / "payments"))
pytest.importorskip("cbor2")
from check_mac_value import check_mac_value  # noqa: E402
from kiosk import ask  # noqa: E402
from test_keys import sealed  # noqa: E402, F401
from test_serve import serving  # noqa: E402

# Published by ECPay for tests.
KEY, IV = "pwFHCqoQZGmho4w6", "EkRm7iFT261dpevs"


def word(trade, amount, number, key=KEY, **changes):
    """What ECPay's server sends of a payment."""
    fields = {
        "MerchantID": "3002607", "MerchantTradeNo": trade, "PaymentDate": "2026/11/26 12:00:00",
        "PaymentType": "Credit_CreditCard", "PaymentTypeChargeFee": "5", "RtnCode": "1", "RtnMsg": "交易成功",
        "SimulatePaid": "0", "StoreID": "", "TradeAmt": str(amount), "TradeDate": "2026/11/26 11:59:00", "TradeNo": number,
        "CustomField1": "", **changes}
    return urllib.parse.urlencode({**fields, "CheckMacValue": check_mac_value(list(fields.items()), key, IV)})


def notify(service, body):
    answer = ask(service.url, "POST", "/pay/ecpay/notify", body=body.encode(),
                 headers={"Content-Type": "application/x-www-form-urlencoded"})
    return answer.status, answer.body.decode()


def payments(world, *arguments):
    return world.programs.portpass("payments", *arguments, "--data", world.data)


def lines(ended):
    return [json.loads(line) for line in ended.output.splitlines()]


def test_money_that_nobody_expected_is_kept_told_of_and_goes_back_once(world):
    with serving(world) as service:
        assert notify(service, word("ELSEWHERE0001", 320, "2611261159000001", key="x" * 16)) == (200, "0|forged")
        assert lines(payments(world, "list", "--books")) == [
            {"received": 0, "receipted": 0, "parts": 0, "surplus": 0, "refunded": 0, "balanced": True}]
        for _ in range(3):
            assert notify(service, word("ELSEWHERE0001", 320, "2611261159000001")) == (200, "1|OK")
        assert notify(service, word("ELSEWHERE0002", 99, "2611261159000002", SimulatePaid="1")) == (200, "1|OK")
        held = lines(payments(world, "list", "--surplus"))
        assert [(p["trade"], p["surplus"], p["method"]) for p in held] == [("ELSEWHERE0001", 320, "ecpay")]
        found = payments(world, "reconcile")
        assert found.status == BROKE and [d["kind"] for d in lines(found)] == ["surplus-held"]

        too_much = payments(world, "refund", held[0]["payment"], "--amount", "321", "--by", "cash")
        assert too_much.is_one_sentence() and too_much.status == BROKE
        begun = payments(world, "refund", held[0]["payment"], "--amount", "320", "--by", "bank")
        assert begun.status == 0 and "refund 1 has begun" in begun.output
        assert [d["kind"] for d in lines(payments(world, "reconcile", "--offline"))] == ["refund-unknown", "surplus-held"]
        assert payments(world, "refunded", "1", "--reference", "T-1").status == 0
        assert lines(payments(world, "list", "--books"))[0] == {
            "received": 320, "receipted": 0, "parts": 0, "surplus": 0, "refunded": 320, "balanced": True}
        assert payments(world, "reconcile").status == 0
        assert world.programs.portpass("audit", "verify", "--data", world.data).status == 0


def test_the_stand_in_is_on_this_machine_and_answers_as_the_real_one_does(world):
    with serving(world) as service:
        assert service.get("/dev/ecpay").status == 200
        fields = [("MerchantID", "3002607"), ("MerchantTradeNo", "NOTHING1"), ("TimeStamp", "1")]
        body = urllib.parse.urlencode([*fields, ("CheckMacValue", check_mac_value(fields, KEY, IV))])
        answer = ask(service.url, "POST", "/dev/ecpay/Cashier/QueryTradeInfo/V5", body=body.encode(),
                     headers={"Content-Type": "application/x-www-form-urlencoded"})
        assert answer.body == b"0|TimeStamp Error"


def test_without_the_service_nobody_is_asked_and_the_books_are_read(world):
    asked = payments(world, "reconcile")
    assert asked.is_one_sentence() and "portpass serve" in asked.errors
    assert payments(world, "reconcile", "--offline").status == 0
    assert lines(payments(world, "list")) == []


@pytest.mark.parametrize("arguments, said", [
    (["record", "PP2612010000000", "--method", "bank", "--reference", "x", "--amount", "1"], "no order's number"),
    (["record", "PP26120100000000", "--method", "bank", "--reference", "x", "--amount", "1"], "there is no order"),
    (["record", "PP26120100000000", "--method", "ecpay", "--reference", "x", "--amount", "1"], "counter, bank or post"),
    (["record", "PP26120100000000", "--method", "bank", "--reference", "x", "--amount", "0"], "1 to 99,999,999"),
    (["release", "PP26120100000000", "--reason", "withdrawn"], "there is no order"),
    (["refund", "1", "--amount", "1", "--by", "cash"], "there is no payment"),
    (["refund", "1", "--amount", "1", "--by", "gold"], "card, bank, cash or post"),
    (["refunded", "1", "--reference", "x"], "there is no refund"),
])
def test_what_can_not_be_is_refused_in_one_sentence(world, arguments, said):
    ended = payments(world, *arguments)
    assert ended.is_one_sentence() and said in ended.errors, ended.errors
    assert ended.status in (BROKE, USAGE)


def test_the_merchant_s_keys_are_sealed_and_serving_needs_our_address(programs, sealed, tmp_path):  # noqa: F811
    import shutil

    data = tmp_path / "register"
    shutil.copytree(sealed / "register", data)
    keys = tmp_path / "keys"
    keys.write_text("abcdefghijklmnop\n0123456789ABCDEF\n")
    options = ["--data", data, "--passphrase-file", sealed / "passphrase"]
    for file, said in [("keys", None), ("short", "16 letters or digits")]:
        (tmp_path / "short").write_text("abc\n")
        ended = programs.portpass("payments", "merchant", "1234567", "--keys-file", tmp_path / file, *options)
        assert ended.status == (0 if said is None else BROKE), ended.errors
        assert said is None or said in ended.errors
    published = tmp_path / "published"
    published.write_text(f"{KEY}\n{IV}\n")
    ended = programs.portpass("payments", "merchant", "3002607", "--keys-file", published, *options)
    assert ended.is_one_sentence() and "everybody can sign" in ended.errors
    for path in data.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"abcdefghijklmnop" not in content and b"0123456789ABCDEF" not in content, path
    assert (data / "keys" / "ecpay.sealed").stat().st_mode & 0o077 == 0
    refused = programs.portpass("serve", "--port", "0", *options)
    assert refused.is_one_sentence() and "--site" in refused.errors
    process = subprocess.Popen(
        [str(programs.portpass_path), "serve", "--port", "0", "--site", "https://pass.example", *map(str, options)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=programs.folder)
    try:
        url = process.stdout.readline().decode().strip().removeprefix("listening on ")
        forged = ask(url, "POST", "/pay/ecpay/notify", body=word("A1", 1, "1").encode())
        assert forged.body == b"0|other-merchant"
        signed = word("A1", 1, "1", MerchantID="1234567")
        assert ask(url, "POST", "/pay/ecpay/notify", body=signed.encode()).body == b"0|forged"
        assert ask(url, "GET", "/dev/ecpay").status == 404
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
