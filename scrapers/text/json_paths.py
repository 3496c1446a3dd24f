"""Values in JSON by dotted paths."""

import json


def json_value(body: bytes) -> object:
    """The value that `body` holds. Raises ValueError when it is no JSON, or nests without end."""
    try:
        found: object = json.loads(body)
    except RecursionError as error:
        raise ValueError("nests without end") from error
    return found


def value_at(value: object, path: str) -> object:
    """What stands at `path`, keys joined by dots, numbers counting in lists; None when there is nothing."""
    for key in path.split(".") if path else ():
        if isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        elif isinstance(value, dict):
            value = value.get(key)
        else:
            return None
    return value
