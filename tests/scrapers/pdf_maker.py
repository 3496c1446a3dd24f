"""Write small PDFs with Vietnamese text, so that no binary lies in the repository."""

TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
6 beginbfrange <0000> <00FF> <0000> <0100> <01FF> <0100> <0300> <03FF> <0300> <1E00> <1EFF> <1E00>
<2000> <20FF> <2000> <2200> <22FF> <2200> endbfrange
endcmap end end"""


def make_pdf(pages: list[list[str]]) -> bytes:
    """A PDF whose pages print the given lines, one below the other."""
    return pdf_of([b"".join(text(40, 760 - 20 * row, line) for row, line in enumerate(lines)) for lines in pages])


def text(x: float, y: float, line: str, size: int = 10) -> bytes:
    """What draws `line` from (x, y), counted from the foot of the page; a character is half its size wide."""
    return f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{line.encode('utf-16-be').hex()}> Tj ET\n".encode()


def rule(x0: float, y0: float, x1: float, y1: float) -> bytes:
    """What draws a line."""
    return f"{x0} {y0} m {x1} {y1} l S\n".encode()


def table(top: float, widths: list[float], rows: list[list[str]], x: float = 40) -> bytes:
    """What draws a ruled table; a line end in a cell begins a new line there."""
    edges = [x + sum(widths[:n]) for n in range(len(widths) + 1)]
    drawn, y = [rule(edges[0], top, edges[-1], top)], top
    for row in rows:
        height = 8 + 12 * max(cell.count("\n") + 1 for cell in row)
        drawn += [
            text(edge + 3, y - 12 - 12 * n, line)
            for edge, cell in zip(edges, row, strict=False)
            for n, line in enumerate(cell.split("\n"))
        ]
        drawn += [rule(edge, y, edge, y - height) for edge in edges]
        y -= height
        drawn.append(rule(edges[0], y, edges[-1], y))
    return b"".join(drawn)


def pdf_of(contents: list[bytes], *, turn: int = 0, box: str = "0 0 900 800", images: tuple[bytes, ...] = ()) -> bytes:
    """A PDF whose pages are drawn by `contents`; image n is /In there."""
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(contents)))
    first = 10 + 2 * len(contents)
    pictures = " ".join(f"/I{n} {first + n} 0 R" for n in range(len(images)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /U /Encoding /Identity-H /DescendantFonts [4 0 R]"
        b" /ToUnicode 5 0 R >>",
        4: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /U /DW 500 /FontDescriptor 6 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        5: _stream(TO_UNICODE),
        6: b"<< /Type /FontDescriptor /FontName /U /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800"
        b" /Descent -200 /CapHeight 700 /StemV 80 >>",
    }
    for number, content in enumerate(contents):
        page = 10 + 2 * number
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Rotate {turn} /Contents {page + 1} 0 R"
            f" /Resources << /Font << /F 3 0 R >> /XObject << {pictures} >> >> >>"
        ).encode()
        objects[page + 1] = _stream(content)
    return _file(objects | {first + n: image for n, image in enumerate(images)})


def image(width: int, height: int, jpeg: bytes) -> bytes:
    """A grey JPEG as an object that a page can draw."""
    return (
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
        b" /Filter /DCTDecode /Length %d >> stream\n%s\nendstream" % (width, height, len(jpeg), jpeg)
    )


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >> stream\n%s\nendstream" % (len(data), data)


def _file(objects: dict[int, bytes]) -> bytes:
    body, places = b"%PDF-1.4\n", {}
    for number, content in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj %s endobj\n" % (number, content)
    size = max(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size))
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + b"xref\n0 %d\n" % size + table + trailer
