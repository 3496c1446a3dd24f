"""Answers that are remembered for as long as somebody reads the published file that they are of."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from pipeline.desk.published import Published

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Work = Callable[Concatenate[Published, Given], Answer]


def remembered(size: int) -> Callable[[Work[Given, Answer]], Work[Given, Answer]]:
    """As functools.lru_cache, for functions of a Published; what is remembered goes when that goes."""

    def decorate(work: Work[Given, Answer]) -> Work[Given, Answer]:
        answers: WeakKeyDictionary[Published, OrderedDict[Hashable, Answer]] = WeakKeyDictionary()
        lock = Lock()

        @wraps(work)
        def asked(published: Published, /, *key: Given.args, **kwargs: Given.kwargs) -> Answer:
            with lock:
                own = answers.setdefault(published, OrderedDict())
                if key in own:
                    own.move_to_end(key)
                    return own[key]
            answer = work(published, *key, **kwargs)
            with lock:
                own[key] = answer
                if len(own) > size:
                    own.popitem(last=False)
            return answer

        return asked

    return decorate
