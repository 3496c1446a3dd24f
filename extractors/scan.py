"""Matches of a long pattern, looked for only where one may begin.

`re` tries every branch of a pattern at every letter, unless all branches open with a plain letter: then it runs to the
next such letter. A short pattern of plain letters therefore leads the long one.
"""

import re
from collections.abc import Iterator


def matches(openers: re.Pattern[str], pattern: re.Pattern[str], folded: str) -> Iterator[re.Match[str]]:
    """As `pattern.finditer(folded)`. `openers` must match wherever `pattern` does; or with a group, right before."""
    position = 0
    for opener in openers.finditer(folded):
        start = opener.end() if opener.lastindex else opener.start()
        if start >= position and (match := pattern.match(folded, start)):
            position = match.end()
            yield match
