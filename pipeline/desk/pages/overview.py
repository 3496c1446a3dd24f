"""The dashboard: awards by year, title, level and province; the map; the health of sources."""

from fastapi import APIRouter

router = APIRouter()
