"""The box for read-only SQL."""

from fastapi import APIRouter

router = APIRouter()
