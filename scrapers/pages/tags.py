"""Names of HTML elements by what they do to a line."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CAPTIONS = ("figcaption", "caption")
BOLD = ("b", "strong")
PARTS_OF_TABLE = ("td", "th", "tr", "tbody", "thead", "tfoot")
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "nobr",
        "o:p",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "st1:place",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
