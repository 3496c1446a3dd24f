"""An article with all its facts: adding one that was missed, saying that it is fully checked, the archived original."""

from fastapi import APIRouter

router = APIRouter()
