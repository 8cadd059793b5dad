"""The check values that the program's own tests go by (check_mac_values.json) are what Python makes of the document.

`python3 Tests/Interop/payments/test_check_mac_value.py` writes the file anew.
"""

import json
import pathlib
import random
import string
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from check_mac_value import check_mac_value

KEY, IV = "pwFHCqoQZGmho4w6", "EkRm7iFT261dpevs"
FILE = pathlib.Path(__file__).with_name("check_mac_values.json")

PUBLISHED = [
    ("TradeDesc", "促銷方案"), ("PaymentType", "aio"), ("MerchantTradeDate", "2023/03/12 15:30:23"),
    ("MerchantTradeNo", "ecpay20230312153023"), ("MerchantID", "3002607"),
    ("ReturnURL", "https://www.ecpay.com.tw/receive.php"), ("ItemName", "Apple iphone 15"), ("TotalAmount", "30000"),
    ("ChoosePayment", "ALL"), ("EncryptType", "1"),
]


def cases():
    """The published example, every printable ASCII character, and texts of many scripts, the same in every run."""
    dice = random.Random(20261126)
    yield PUBLISHED
    yield [("A", "".join(chr(code) for code in range(0x20, 0x7F))), ("b", ""), ("a_b", "x"), ("aB", "y")]
    scripts = string.ascii_letters + string.digits + "港區通行證繳費éÀßĞİ ñđữหมีпр-_.!*()~'\"#%+/:@[]{}|\\^`<>?;,$"
    for _ in range(40):
        names = {"".join(dice.choices(string.ascii_letters, k=8)).lower(): 0 for _ in range(dice.randint(1, 12))}
        yield [(dice.choice([name, name.upper(), name.title()]), "".join(dice.choices(scripts, k=dice.randint(0, 30))))
               for name in names]


def values():
    return [{"fields": [list(field) for field in fields], "value": check_mac_value(fields, KEY, IV)} for fields in cases()]


def test_the_published_example():
    assert check_mac_value(PUBLISHED, KEY, IV) == "6C51C9E6888DE861FD62FB1DD17029FC742634498FD813DC43D4243B5685B840"


def test_the_file_is_what_python_makes():
    assert json.loads(FILE.read_text(encoding="utf-8")) == values()


def test_order_does_not_matter():
    for fields in cases():
        assert check_mac_value(fields[::-1], KEY, IV) == check_mac_value(fields, KEY, IV)


if __name__ == "__main__":
    FILE.write_text(json.dumps(values(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
