import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.load import BrokenReply, drive

LONG_ENOUGH = 30.0


class Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = self.path.encode()
        self.send_response(404 if self.path == "/nowhere" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.path == "/silent":
            self.close_connection = True
            return
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def echo_server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def get(path):
    return f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode()


def test_load_sends_every_script_to_its_end():
    with echo_server() as port:
        scripts = [iter([get("/a"), get("/nowhere")]), iter([get("/b")])]
        load = drive(port, scripts, seconds=LONG_ENOUGH, keep=True)
    assert load.statuses == {200: 2, 404: 1}
    assert sorted((reply.script, reply.status, reply.body) for reply in load.replies) == [
        (0, 200, b"/a"),
        (0, 404, b"/nowhere"),
        (1, 200, b"/b"),
    ]
    assert load.bytes_down == sum(len(reply.head) + 4 + len(reply.body) for reply in load.replies)


def test_load_stops_a_script_without_end_when_time_is_over():
    with echo_server() as port:
        load = drive(port, [iter(lambda: get("/a"), None)], seconds=0)
    assert (load.requests, load.replies) == (1, [])


def test_load_reads_a_reply_that_comes_in_pieces():
    path = "/" + "x" * 60_000
    with echo_server() as port:
        load = drive(port, [iter([get(path)])], seconds=LONG_ENOUGH, keep=True)
    assert load.replies[0].body == path.encode()


def test_load_refuses_to_count_a_reply_that_breaks_off():
    with echo_server() as port, pytest.raises(BrokenReply):
        drive(port, [iter([get("/silent")])], seconds=LONG_ENOUGH)
