"""A mail server (aiosmtpd) that keeps what it takes, and spoils what it is told to."""

import asyncio
import contextlib
import email
import email.policy
import socket
import ssl
import threading
import time

import pytest

aiosmtpd = pytest.importorskip("aiosmtpd.controller")
from aiosmtpd.smtp import SMTP, AuthResult  # noqa: E402
from patience import SECONDS  # noqa: E402


class Mailbox:
    """`at(moment, envelope)` is asked at each `RCPT` and `DATA`: a reply instead of the good one, "cut" to hang up, seconds to
    wait before going on, or None."""

    def __init__(self, tls=None, users=None):
        self.taken = []
        self.seen = []
        self.at = lambda moment, envelope: None
        self.arrived = threading.Condition()
        authenticator = None
        if users is not None:
            def authenticator(server, session, envelope, mechanism, data):
                self.seen.append("AUTH")
                return AuthResult(success=users.get(data.login.decode()) == data.password.decode())
        mailbox = self

        class Server(SMTP):
            async def smtp_QUIT(self, arg):
                mailbox.seen.append("QUIT")
                mailbox.at("QUIT", None)
                await super().smtp_QUIT(arg)

        class Controller(aiosmtpd.Controller):
            def factory(self):
                return Server(
                    self.handler, require_starttls=False, authenticator=authenticator,
                    auth_required=users is not None, auth_require_tls=False, enable_SMTPUTF8=False)

        # The controller speaks to itself once, and so has to be told a port.
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, ssl_context=tls)

    async def _spoilt(self, moment, server, envelope):
        self.seen.append(moment)
        wish = self.at(moment, envelope)
        if isinstance(wish, (int, float)):
            await asyncio.sleep(wish)
            wish = None
        if wish == "cut":
            server.transport.abort()
            return "421 cut"
        return wish

    async def handle_RCPT(self, server, session, envelope, address, options):
        wish = await self._spoilt("RCPT", server, envelope)
        if wish is None:
            envelope.rcpt_tos.append(address)
        return wish or "250 fine"

    async def handle_DATA(self, server, session, envelope):
        wish = await self._spoilt("DATA", server, envelope)
        if wish is not None:
            return wish
        with self.arrived:
            self.taken.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
            self.arrived.notify_all()
        after = await self._spoilt("KEPT", server, envelope)
        return after or "250 kept"

    @property
    def recipients(self):
        return [to for _, recipients, _ in self.taken for to in recipients]

    def mail(self, place=-1):
        return email.message_from_bytes(self.taken[place][2], policy=email.policy.default)

    def wait_for(self, condition, seconds=SECONDS):
        deadline = time.monotonic() + seconds
        with self.arrived:
            while not condition():
                left = deadline - time.monotonic()
                assert left > 0, (self.seen, self.recipients)
                self.arrived.wait(min(left, 0.2))


@contextlib.contextmanager
def serving_mail(certificate=None, **options):
    """With TLS from the first byte where a certificate and its key are given."""
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
    mailbox = Mailbox(tls=context, **options)
    mailbox.controller.start()
    try:
        yield mailbox
    finally:
        mailbox.controller.stop()
