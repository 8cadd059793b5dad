"""A line that counts what goes over it, by what it was about."""

import collections
import select
import socket
import struct
import threading
import urllib.parse

#: Offsets of the segments sent and received in Linux's struct tcp_info.
SEGMENTS = struct.Struct("=II")
SEGMENTS_AT = 136
#: IPv4, TCP, and its timestamps.
SEGMENT_HEAD = 20 + 20 + 12


class Count:
    def __init__(self):
        self.requests = self.up = self.down = 0

    @property
    def all(self):
        return self.up + self.down


class CountingLine:
    """Passes on what a gate and a service say to each other, byte by byte.

    A gate asks one thing at a time on a connection: everything from one request's first byte to the next one's belongs to it.
    """

    def __init__(self, service_url):
        place = urllib.parse.urlsplit(service_url)
        self._service = (place.hostname, place.port)
        self._counts = collections.defaultdict(Count)
        self._lock = threading.Lock()
        self._segments = 0
        self._open = set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def counts(self):
        """What was counted until now, and the bytes of TCP and IP around it."""
        with self._lock:
            segments = self._segments + sum(map(self._segments_of, self._open))
            found = {}
            for name, count in self._counts.items():
                found[name] = Count()
                found[name].__dict__.update(count.__dict__)
            return found, segments * SEGMENT_HEAD

    def _accept(self):
        while True:
            try:
                gate, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(gate,), daemon=True).start()

    def _serve(self, gate):
        with gate, socket.create_connection(self._service) as service:
            with self._lock:
                self._open.add(gate)
            try:
                self._pass_on(gate, service)
            except OSError:
                pass  # one of the two has gone
            finally:
                with self._lock:
                    self._open.discard(gate)
                    self._segments += self._segments_of(gate)

    def _pass_on(self, gate, service):
        count = None
        while True:
            ready, _, _ = select.select([gate, service], [], [])
            for side in ready:
                piece = side.recv(65_536)
                if not piece:
                    return
                with self._lock:
                    if side is gate and piece.startswith((b"GET ", b"POST ")):
                        count = self._counts[self._about(piece.split(b" ", 2)[1].decode("latin-1"))]
                        count.requests += 1
                    if side is gate:
                        count.up += len(piece)
                    else:
                        count.down += len(piece)
                (service if side is gate else gate).sendall(piece)

    @staticmethod
    def _about(path):
        for part, name in (
                ("timestamp.json", "looks for newer trust"), ("/metadata/", "metadata"), ("/targets/", "targets"),
                ("/presence", "presence"), ("/journal", "journals"), ("/photos", "photos"), ("/enrolment", "enrolment")):
            if part in path:
                return name
        return "other"

    @staticmethod
    def _segments_of(connection):
        told = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, SEGMENTS_AT + SEGMENTS.size)
        return sum(SEGMENTS.unpack_from(told, SEGMENTS_AT))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for connection in self._open:
                connection.shutdown(socket.SHUT_RDWR)
