"""Facts to check, the least sure first, with filters, counts and files of what is seen."""

from fastapi import APIRouter

router = APIRouter()
