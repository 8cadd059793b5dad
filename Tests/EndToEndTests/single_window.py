"""A single window as docs/single-windows.md has it, for development and for tests: behind a folder, or over HTTPS to whoever shows a
certificate of an authority.

    python3 Tests/EndToEndTests/single_window.py FOLDER    answers what lies in FOLDER/out, until it is stopped
"""

import contextlib
import datetime
import http.server
import ipaddress
import json
import os
import pathlib
import ssl
import sys
import threading
import time

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PROTOCOL = "portpass-windows/1"


def check_digit(number):
    """ISO 6346, from its text and not from our Swift: letters count on from 10 and skip 11, 22 and 33; places weigh powers of two."""
    values = {}
    value = 10
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        if value % 11 == 0:
            value += 1
        values[letter] = value
        value += 1
    total = sum((values[sign] if sign in values else int(sign)) * 2 ** place for place, sign in enumerate(number[:10]))
    return total % 11 % 10


def answer(question, state=None, sequence=1, as_of=None, **changes):
    """The answer to a question; without a state, customs releases even serial numbers, and every crew list is declared."""
    as_of = int(time.time()) if as_of is None else as_of
    subject = question["subject"]
    if state is None:
        state = "declared" if question["window"] == "maritime" else "released" if int(subject["container"][9]) % 2 == 0 else "held"
    made = {
        "protocol": PROTOCOL, "answer": question["question"], "sequence": sequence, "source": "simulator",
        "window": question["window"], "subject": subject, "asOf": as_of, "state": state}
    if state in ("released", "declared"):
        made |= {"since": as_of, "reference": f"SIM/{question['sequence']}"}
    return made | changes


def put(folder, name, content):
    """Puts a reply where it is found: whole or not at all."""
    content = content if isinstance(content, bytes) else json.dumps(content).encode()
    temporary = folder / f".{name}.new"
    temporary.write_bytes(content)
    os.replace(temporary, folder / name)


def questions(folder):
    """What lies there, in the order it was asked."""
    found = [json.loads(path.read_bytes()) for path in (folder / "out").glob("*.json")]
    return sorted(found, key=lambda question: question["sequence"])


def serve_folder(folder):
    (folder / "in").mkdir(parents=True, exist_ok=True)
    while True:
        for path in (folder / "out").glob("*.json"):
            question = json.loads(path.read_bytes())
            put(folder / "in", path.name, answer(question))
            path.unlink()
        time.sleep(1)


class Authority:
    """Makes certificates."""

    def __init__(self, folder, name):
        self.folder, self.name = folder, name
        self.key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = self._signed(subject, self.key.public_key(), 3_650, is_authority=True)
        self.path = self._write(f"{name}.pem", self.certificate.public_bytes(serialization.Encoding.PEM))

    def _write(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        path.chmod(0o600)
        return path

    def _signed(self, subject, key, days, is_authority=False):
        now = datetime.datetime.now(datetime.timezone.utc)
        issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.name)])
        builder = (
            x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
            .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=30))
            .not_valid_after(now + datetime.timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False))
        if is_authority:
            usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
            builder = builder.add_extension(usage, critical=True)
        else:
            builder = builder.add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            builder = builder.add_extension(
                x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        return builder.sign(self.key, hashes.SHA256())

    def issue(self, name, days=30):
        """A certificate and its key, as paths."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        certificate = self._signed(subject, key.public_key(), days)
        return (
            self._write(f"{name}.crt", certificate.public_bytes(serialization.Encoding.PEM)),
            self._write(f"{name}.key", key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())))


class Window:
    """Over HTTPS. What it does with a question is `reply`: it is given the question and says status and body, or does something else."""

    def __init__(self, authority, certificate):
        self.asked = []
        self.reply = lambda question, handler: (200, json.dumps(answer(question)).encode())
        window = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                question = json.loads(body)
                window.asked.append((question, body, dict(self.headers)))
                made = window.reply(question, self)
                if made is None:
                    return
                status, content = made
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass  # A client without a good certificate.

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        context.load_verify_locations(authority)
        context.verify_mode = ssl.CERT_REQUIRED
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"https://127.0.0.1:{self.server.server_address[1]}/cpt"

    def end(self):
        self.server.shutdown()
        self.server.server_close()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        serve_folder(pathlib.Path(sys.argv[1]))
