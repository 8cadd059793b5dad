"""A web server for one folder on loopback, which can also misbehave."""

import functools
import http.server
import threading


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.requests.append(self.path)
        action = self.server.actions.get(self.path)
        if action:
            action(self)
        else:
            super().do_GET()

    def log_message(self, *arguments):
        pass


class Server:
    """`actions` maps a path to a function that answers it in place of the file."""

    def __init__(self, folder, actions=None):
        handler = functools.partial(Handler, directory=str(folder))
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.http.requests = []
        self.http.actions = actions or {}
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/"
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    @property
    def requests(self):
        return self.http.requests

    def stop(self):
        self.http.shutdown()
        self.http.server_close()


def endless(handler):
    """A file that never ends."""
    handler.close_connection = True
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(2_000):
            handler.wfile.write(b" " * 65_536)
    except OSError:
        pass


def cut_off(handler):
    """A file that promises more than comes."""
    handler.close_connection = True
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b'{"signatures": [')


def status(code):
    def answer(handler):
        body = b"no"
        handler.send_response(code)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def redirect(location):
    def answer(handler):
        handler.send_response(302)
        handler.send_header("Location", location)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer
