"""Somebody who is told how a run ended: a web server and a mail server on loopback ports."""

import json
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class WebListener:
    """What was asked for, with what was posted."""

    base: str
    status: int = 200
    asked: list[str] = field(default_factory=list)
    posted: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def _served(server: socketserver.BaseServer) -> Iterator[None]:
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def web_listener() -> Iterator[WebListener]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append(self.path)
            self.send_response(told.status)
            self.end_headers()

        def do_POST(self) -> None:
            told.posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told = WebListener(f"http://127.0.0.1:{server.server_port}")
    with _served(server):
        yield told


@dataclass
class MailListener:
    """The letters that came, and to whom."""

    port: int
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    takes_password: bool = True


class _Smtp(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321, and AUTH PLAIN) as smtplib speaks."""

    told: MailListener

    def handle(self) -> None:
        self._say("220 test")
        while line := self.rfile.readline().decode().strip():
            self.told.said.append(line)
            self._answer(line, line.upper().partition(" ")[0])

    def _answer(self, line: str, word: str) -> None:
        if word == "RCPT":
            self.told.recipients.append(line.partition("<")[2].rstrip(">"))
        if word == "DATA":
            self._say("354 go on")
            self.told.letters.append(self._letter())
        auth = "235 fine" if self.told.takes_password else "535 wrong password"
        self._say({"EHLO": "250-test\r\n250 AUTH PLAIN", "AUTH": auth, "QUIT": "221 bye"}.get(word, "250 fine"))

    def _letter(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        letter = message_from_bytes(b"".join(lines), policy=default)
        assert isinstance(letter, EmailMessage)
        return letter

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_listener() -> Iterator[MailListener]:
    handler = type("Handler", (_Smtp,), {})
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    told = handler.told = MailListener(server.server_address[1])  # type: ignore[attr-defined]
    with _served(server):
        yield told
