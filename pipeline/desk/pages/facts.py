"""One fact beside its source, and rulings on it."""

from fastapi import APIRouter

router = APIRouter()
