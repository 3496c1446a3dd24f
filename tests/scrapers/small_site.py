"""A small web site on a loopback port."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from schemas import Source


@dataclass
class Answer:
    """What the server says to one request."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})


@dataclass
class Site:
    """Answers by path; the last one of a list is given again and again."""

    base: str
    answers: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    asked: list[str] = field(default_factory=list)
    request_headers: list[dict[str, str]] = field(default_factory=list)

    def put(self, path: str, *answers: Answer | str | bytes) -> str:
        """Serve `answers` one after the other at `path`; the address is returned."""
        self.answers[path] = [
            given if isinstance(given, Answer) else Answer(given.encode() if isinstance(given, str) else given)
            for given in answers
        ]
        return self.base + path

    def source(self, **values: object) -> Source:
        """A source that reads this site."""
        given: dict[str, object] = {
            "name": "bao-thu",
            "title": "Báo thử",
            "listings": [self.base + "/tin"],
            "article_pattern": r"/bai-\d+\.html",
            "delay_seconds": 0,
            "allow_private": True,
        }
        return Source.model_validate(given | values)


@contextmanager
def serving() -> Iterator[Site]:
    """A site while it is being served."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            served.request_headers.append(dict(self.headers.items()))
            left = served.answers.get(self.path) or [Answer(b"not here", 404)]
            answer = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(answer.status)
            for name, value in ({"Content-Length": str(len(answer.body))} | answer.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = Site(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
