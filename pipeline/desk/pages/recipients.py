"""Rolls of honour of units and persons."""

from fastapi import APIRouter

router = APIRouter()
