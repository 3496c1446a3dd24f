"""Sources and how they are."""

from fastapi import APIRouter

router = APIRouter()
