import gzip
import json
import zlib

import pytest

from bench import wire
from bench.arrange import Seat
from bench.load import Reply
from bench.sittings import body_of, in_order, opened, saving, spread_over

SEAT = Seat("abcdefgh", "0.token")
OPEN = {
    "lease": "a1",
    "paper_digest": "d1",
    "deadline": 9,
    "state": "working",
    "paper": {
        "sections": [
            {
                "items": [
                    {"id": "i1", "options": [{"id": "o1"}, {"id": "o2"}]},
                    {"id": "i2", "parts": [{"id": "p1", "options": [{"id": "o3"}]}, {"id": "p2"}]},
                ]
            }
        ]
    },
}


def reply(script=0, body=b"", head=b"HTTP/1.1 200 OK"):
    return Reply(script, 200, head, body)


@pytest.mark.parametrize(("requests", "connections"), [(7, 3), (3, 3), (2, 5), (1, 1)])
def test_replies_come_back_in_the_order_of_the_requests(requests, connections):
    sent = [str(number).encode() for number in range(requests)]
    scripts = spread_over(sent, connections)
    came = [reply(number, request) for number, script in enumerate(scripts) for request in script]
    assert [one.body for one in in_order(came, connections)] == sent


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [(b"gzip", gzip.compress(b"paper", mtime=0)), (b"deflate", zlib.compress(b"paper")), (b"identity", b"paper")],
)
def test_body_is_unpacked_as_its_head_says(encoding, packed):
    assert body_of(reply(body=packed, head=b"HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding)) == b"paper"


def test_opened_answers_every_item_and_every_part_of_a_case():
    one = opened(SEAT, reply(body=json.dumps(OPEN).encode()))
    assert one.answers == (("i1", "o1"), ("p1", "o3"), ("p2", "社区事务受理服务中心"))
    assert (one.lease, one.digest, one.known) == ("a1", "d1", {"deadline": 9, "state": "working"})


def test_saving_counts_the_seqs_up_one_answer_at_a_time():
    script = saving(opened(SEAT, reply(body=json.dumps(OPEN).encode())), first_seq=4)
    posted = [json.loads(next(script).partition(b"\r\n\r\n")[2]) for _ in range(2)]
    assert [[entry["seq"] for entry in post["entries"]] for post in posted] == [[4], [5]]
    assert [(post["lease"], post["deadline"], post["state"]) for post in posted] == [("a1", 9, "working")] * 2


def test_request_states_the_length_of_its_body():
    request = wire.post("/sittings/x/journal", b'{"a":1}', cookie="sitting_x=1")
    head, _, body = request.partition(b"\r\n\r\n")
    assert (b"Content-Length: 7" in head, b"Cookie: sitting_x=1" in head, body) == (True, True, b'{"a":1}')
