"""What stands between a gate and its service, and spoils what goes through in the ways that networks do.

A proxy on loopback that knows where a request and an answer begin and end, so that a fault falls on an exact byte. The
fault can be changed at any time and counts from the next request; a connection that hangs in the old one stays hanging
until the gate gives it up, as on a real line.
"""

import contextlib
import http.client
import itertools
import re
import select
import socket
import struct
import threading
import urllib.parse

PAGE = b"<html><body>Please sign in to the harbour Wi-Fi</body></html>"


class Exchange:
    """One request of the gate, and the connection that its answer is to go back on."""

    def __init__(self, proxy, connection, request):
        self.proxy = proxy
        self.connection = connection
        self.request = request
        line = request.split(b"\r\n", 1)[0].decode("latin-1")
        self.method, self.path = line.split(" ")[:2]
        self.tag = re.search(rb"\r\nif-none-match: ([^\r]*)\r\n", request.split(b"\r\n\r\n")[0] + b"\r\n", re.IGNORECASE)
        self.goes_on = True

    def fetched(self, size=None):
        """What the service says to the request, or to its first bytes: nothing then."""
        with self.proxy.to_service() as service:
            service.sendall(self.request[:size])
            if size is not None:
                return b""
            answer = http.client.HTTPResponse(service, method=self.method)
            answer.begin()
            body = answer.read()
            head = f"HTTP/1.1 {answer.status} {answer.reason}\r\n" + "".join(
                f"{name}: {value}\r\n" for name, value in answer.getheaders()
                if name.lower() not in ("connection", "keep-alive", "transfer-encoding", "content-length"))
            length = "" if answer.status == 304 else f"Content-Length: {len(body)}\r\n"
            return (head + length + "\r\n").encode("latin-1") + body

    def send(self, content):
        self.connection.sendall(content)

    def reply(self, status, body=b"", **fields):
        head = f"HTTP/1.1 {status} {http.client.responses[status]}\r\nContent-Length: {len(body)}\r\n" + "".join(
            f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
        self.send(head.encode() + b"\r\n" + body)

    def hang(self, seconds=None):
        """Waits until the gate has gone, or so long; says whether it is still there."""
        gone, _, _ = select.select([self.connection], [], [], seconds)
        self.goes_on = not gone
        return not gone

    def end(self):
        self.goes_on = False

    def reset(self):
        """The next thing that the gate hears is a RST."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.goes_on = False


class Proxy:
    def __init__(self, service_url, address="127.0.0.1"):
        """`address` is the one that the service sees, of 127.0.0.0/8: it rations what comes from one."""
        place = urllib.parse.urlsplit(service_url)
        self.service = (place.hostname, place.port)
        self.address = address
        self.fault = nothing
        #: What was asked, and what of it while there was a fault, as (method, path without the query).
        self.asked, self.spoiled = [], []
        self._open = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def to_service(self):
        return socket.create_connection(self.service, timeout=30, source_address=(self.address, 0))

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self._open.add(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        try:
            while request := self._read(connection):
                exchange, fault = Exchange(self, connection, request), self.fault
                what = exchange.method, exchange.path.partition("?")[0]
                self.asked.append(what)
                if fault is not nothing:
                    self.spoiled.append(what)
                fault(exchange)
                if not exchange.goes_on:
                    return
        except (OSError, http.client.HTTPException):
            pass  # one of the two has gone: nobody is there to be told
        finally:
            with self._lock:
                self._open.discard(connection)
            connection.close()

    @staticmethod
    def _read(connection):
        """One request, head and body; empty when the gate has gone."""
        request = b""
        while b"\r\n\r\n" not in request:
            piece = connection.recv(65_536)
            if not piece:
                return b""
            request += piece
        head, _, body = request.partition(b"\r\n\r\n")
        length = re.search(rb"\r\ncontent-length: (\d+)", head, re.IGNORECASE)
        missing = (int(length[1]) if length else 0) - len(body)
        while missing > 0:
            piece = connection.recv(min(missing, 65_536))
            if not piece:
                return b""
            request += piece
            missing -= len(piece)
        return request

    def close(self):
        # A thread that waits in accept or recv wakes when its socket is shut down, not when it is closed.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


# Faults: what becomes of one exchange


def nothing(exchange):
    exchange.send(exchange.fetched())


def late(exchange):
    """Three seconds each way, as over a satellite with a queue before it."""
    if exchange.hang(3):
        exchange.send(exchange.fetched())


def request_cut(exchange):
    """The service gets the head and some of the body; the gate hears that the connection is over."""
    exchange.fetched(len(exchange.request) - 20)
    exchange.end()


def refused(exchange):
    """Nothing of the request went on."""
    exchange.reset()


def answer_lost(exchange):
    """The service has done what it was asked, and the gate hears a reset instead of the answer."""
    exchange.fetched()
    exchange.reset()


def answer_cut(exchange):
    """The head and half of the body, then a reset."""
    exchange.send(_half(exchange.fetched()))
    exchange.reset()


def answer_short(exchange):
    """The same, and the connection is closed as if all were well."""
    exchange.send(_half(exchange.fetched()))
    exchange.end()


def _half(answer):
    head, _, body = answer.partition(b"\r\n\r\n")
    return head + b"\r\n\r\n" + body[:len(body) // 2] if body else head[:len(head) // 2]


def answer_garbled(exchange):
    """One bit in the middle of the body is another."""
    answer = bytearray(exchange.fetched())
    body = answer.index(b"\r\n\r\n") + 4
    if body < len(answer):
        answer[(body + len(answer)) // 2] ^= 1
    exchange.send(bytes(answer))


def asked_twice(exchange):
    """A middlebox that lost the first answer and asked once more by itself."""
    exchange.fetched()
    exchange.send(exchange.fetched())


def dripping(exchange):
    """A byte a second."""
    for byte in exchange.fetched():
        exchange.send(bytes([byte]))
        if not exchange.hang(1):
            return


def endless(exchange):
    """Pieces that go on for ever, faster than anybody gives up."""
    exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        exchange.send(b"1000\r\n" + b" " * 4_096 + b"\r\n")


def enormous(exchange):
    """A terabyte is announced, and begins."""
    exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000000000\r\n\r\n")
    for _ in itertools.count():
        exchange.send(b" " * 65_536)


def silent(exchange):
    """A black hole: the request is taken, and nothing ever comes."""
    exchange.hang()


def portal(exchange):
    """Whatever is asked for, the page where one signs in comes, and says that all is well."""
    exchange.reply(200, PAGE, Content_Type="text/html; charset=utf-8")


def portal_elsewhere(exchange):
    """The same by a redirect, which libcurl follows for files."""
    if exchange.path.startswith("/login"):
        exchange.reply(200, PAGE, Content_Type="text/html; charset=utf-8")
    else:
        exchange.reply(302, Location=exchange.proxy.url + "/login?from=" + urllib.parse.quote(exchange.path, safe=""))


def unchanged(exchange):
    """A cache that has lost its mind: nothing ever changed, whether or not that was the question."""
    exchange.reply(304, **({"ETag": exchange.tag[1].decode()} if exchange.tag else {}))


def broken(exchange):
    exchange.reply(502, PAGE, Content_Type="text/html")


class Stale:
    """A cache that keeps the first answer to everything and gives it for ever, also to what is sent."""

    def __init__(self):
        self.kept = {}

    def __call__(self, exchange):
        key = exchange.method, exchange.path.partition("?")[0]
        if key not in self.kept:
            self.kept[key] = exchange.fetched()
        exchange.send(self.kept[key])


class Flaky:
    """Every so many answers to one question one is lost, after the service has done what it was asked."""

    def __init__(self, what, every):
        self.what = what
        self.every = every
        self.count = 0

    def __call__(self, exchange):
        if (exchange.method, exchange.path.partition("?")[0]) != self.what:
            return nothing(exchange)
        self.count += 1
        return nothing(exchange) if self.count % self.every else answer_lost(exchange)
