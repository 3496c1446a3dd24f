"""The spaCy pipeline shows what its components found as spans of the document."""

from extractors.nlp import COMPONENTS, read

TEXT = "Năm 2019, bác sĩ Trần Thị Hạnh và 03 tập thể được Sở Y tế tỉnh Bắc Giang tặng Giấy khen."


def test_each_component_shows_its_finds_as_spans_of_the_text() -> None:
    doc = read(TEXT)
    shown = {name: [span.text for span in spans] for name, spans in doc._.mentions.items()}
    assert doc.text == TEXT
    assert set(COMPONENTS) < set(shown)
    assert shown["titles"] == ["Giấy khen"]
    assert shown["years"] == ["Năm 2019"]
    assert shown["counts"] == ["03 tập thể"]
    assert shown["people"] == ["Trần Thị Hạnh"]
    assert shown["units"] == ["Sở Y tế tỉnh Bắc Giang"]


def test_spans_keep_the_offsets_of_the_mentions() -> None:
    doc = read(TEXT)
    found = doc._.reading.found
    assert [(span.start_char, span.end_char) for span in doc._.mentions["years"]] == [
        (year.start, year.end) for year in found.years
    ]
