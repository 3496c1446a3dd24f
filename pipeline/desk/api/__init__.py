"""The JSON API: the views of the pages for programs."""

from fastapi import APIRouter

from pipeline.desk.api import fact, facts

ROUTERS: list[APIRouter] = [facts.router, fact.router]
