"""Samples, and how right the facts are."""

from fastapi import APIRouter

router = APIRouter()
