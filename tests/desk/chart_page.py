"""A page of charts under the desk's own policy."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.desk.headers import HEADERS

STATIC = Path(__file__).resolve().parents[2] / "pipeline" / "desk" / "static"
PAGE = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>Biểu đồ</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/vendor/fonts.css">
<link rel="stylesheet" href="/desk.css"><link rel="stylesheet" href="/charts.css">
<link rel="stylesheet" href="/map.css">
<script src="/vendor/echarts/echarts.min.js" defer></script>
<script src="/charts.js" defer></script>
</head><body><main><h1>Biểu đồ</h1>{body}</main></body></html>"""


def figure(kind: str, title: str, rows: list[list[str]]) -> str:
    """A chart's figure as the pages write it: a title, and the table in a fold."""
    heads = "".join(f'<th scope="col">{cell}</th>' for cell in rows[0])
    lines = "".join(
        f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>' for row in rows[1:]
    )
    return (
        f'<figure class="chart" data-chart="{kind}"><figcaption>{title}</figcaption><details>'
        f"<summary>Bảng số liệu</summary><table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"
        "</details></figure>"
    )


@contextmanager
def served(body: str, lang: str = "vi") -> Iterator[str]:
    """The address of a page with this body; assets come from the desk's static folder."""
    page = PAGE.replace("{lang}", lang).replace("{body}", body).encode()
    handler = functools.partial(_Handler, page)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, page: bytes, *args: object) -> None:
        self.page = page
        super().__init__(*args, directory=str(STATIC))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if self.path != "/":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.page)

    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_args: object) -> None:
        """Nothing: pytest's output is for results."""
