"""TLS: what does not hold is named, and an exception is one source's, and told."""

import ssl
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from hostile import PAGE
from small_site import Answer, serving
from visiting import visited

from schemas import Article, Issue, Source

KEYS = Path(__file__).with_name("tls")


class Secure(SimpleHTTPRequestHandler):
    """One listing and one article."""

    def do_GET(self) -> None:
        body = {"/tin": b"<a href='/bai-1.html'>tin</a>", "/bai-1.html": PAGE}.get(self.path, b"")
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class Server(ThreadingHTTPServer):
    """Says nothing of a client that refuses."""

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@pytest.fixture
def base() -> Iterator[str]:
    """A site whose certificate nobody has signed."""
    server = Server(("127.0.0.1", 0), Secure)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(KEYS / "cert.pem", KEYS / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"https://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def source(base: str, **values: object) -> Source:
    given: dict[str, object] = {
        "name": "bao-kin", "title": "Báo kín", "listings": [base + "/tin"], "article_pattern": r"/bai-\d+\.html",
        "delay_seconds": 0, "allow_private": True,
    }  # fmt: skip
    return Source.model_validate(given | values)


def test_a_certificate_that_nobody_signed_is_refused_by_name(base: str, tmp_path: Path) -> None:
    (issue,) = [item for item in visited(source(base), tmp_path) if isinstance(item, Issue)]
    assert issue.code == "fetch-tls"
    assert "self-signed certificate" in issue.message


def test_an_exception_is_visible_each_time(base: str, tmp_path: Path) -> None:
    items = visited(source(base, tls_exception="chứng chỉ hết hạn từ 2024, đã báo Sở"), tmp_path)
    assert [item.doc for item in items if isinstance(item, Article)] == ["bai-1"]
    (issue,) = [item for item in items if isinstance(item, Issue)]
    assert (issue.code, issue.subject) == ("tls-exception", "bao-kin")
    assert "đã báo Sở" in issue.message


def test_the_exception_of_one_source_is_none_of_another_on_the_same_host(base: str, tmp_path: Path) -> None:
    careless = source(base, name="bao-ho", tls_exception="chứng chỉ hết hạn từ 2024")
    items = visited([careless, source(base)], tmp_path)
    assert {item.source for item in items if isinstance(item, Article)} == {"bao-ho"}
    assert {item.code for item in items if isinstance(item, Issue)} == {"tls-exception", "fetch-tls"}


def test_an_exception_does_not_hold_for_other_hosts_that_the_source_leads_to(base: str, tmp_path: Path) -> None:
    with serving() as site:
        site.put("/tin", "<a href='/bai-1.html'>tin</a>")
        site.put("/bai-1.html", Answer(b"", 302, {"Location": base + "/bai-1.html"}))
        careless = source(site.base, tls_exception="chứng chỉ hết hạn từ 2024")
        items = visited(careless, tmp_path)
        assert [item.code for item in items if isinstance(item, Issue)] == ["tls-exception", "fetch-tls"]
        named = careless.model_copy(update={"hosts": (base.removeprefix("https://"),)})
        items = visited(named, tmp_path / "named")
        assert [item.code for item in items if isinstance(item, Issue)] == ["tls-exception"]
