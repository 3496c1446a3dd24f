"""Write small PDFs with Vietnamese text, so that no binary lies in the repository."""

TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap end end"""


def make_pdf(pages: list[list[str]]) -> bytes:
    """A PDF whose pages print the given lines, one below the other."""
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(pages)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /U /Encoding /Identity-H /DescendantFonts [4 0 R]"
        b" /ToUnicode 5 0 R >>",
        4: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /U /DW 500 /FontDescriptor 6 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        5: _stream(TO_UNICODE),
        6: b"<< /Type /FontDescriptor /FontName /U /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800"
        b" /Descent -200 /CapHeight 700 /StemV 80 >>",
    }
    for number, lines in enumerate(pages):
        page, content = 10 + 2 * number, 11 + 2 * number
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Contents {content} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>"
        ).encode()
        objects[content] = _stream(_drawn(lines))
    return _file(objects)


def _drawn(lines: list[str]) -> bytes:
    shown = (f"1 0 0 1 40 {760 - 20 * row} Tm <{line.encode('utf-16-be').hex()}> Tj" for row, line in enumerate(lines))
    return ("BT /F 10 Tf " + "\n".join(shown) + " ET").encode()


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >> stream\n%s\nendstream" % (len(data), data)


def _file(objects: dict[int, bytes]) -> bytes:
    body, places = b"%PDF-1.4\n", {}
    for number, content in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj %s endobj\n" % (number, content)
    size = max(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size))
    trailer = b"trailer << /Size %d /Root 1 0 R >> startxref %d %%%%EOF" % (size, len(body))
    return body + b"xref\n0 %d\n" % size + table + trailer
