"""The JSON API: the views of the pages for programs."""

from fastapi import APIRouter

ROUTERS: list[APIRouter] = []
