"""The log of reviews, and publishing what was ruled."""

from fastapi import APIRouter

router = APIRouter()
