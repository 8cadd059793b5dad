"""ECPay's CheckMacValue (developers.ecpay.com.tw/?p=2902), from the document and not from our program."""

import hashlib
import urllib.parse

# The only characters that .NET leaves as they are and quote_plus does not, and the one that it is the other way round with.
LEFT_ALONE = "!*()"


def encoded(text):
    return urllib.parse.quote_plus(text, safe=LEFT_ALONE).replace("~", "%7e").lower()


def check_mac_value(fields, key, iv):
    """`fields`: pairs of name and value, without the check value."""
    ordered = sorted(fields, key=lambda field: field[0].lower())
    joined = "&".join([f"HashKey={key}", *(f"{name}={value}" for name, value in ordered), f"HashIV={iv}"])
    return hashlib.sha256(encoded(joined).encode()).hexdigest().upper()
