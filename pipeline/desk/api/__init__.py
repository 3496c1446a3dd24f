"""The JSON API: the views of the pages for programs."""

from fastapi import APIRouter

from pipeline.desk.api import accuracy, fact, facts, overview

ROUTERS: list[APIRouter] = [module.router for module in (facts, fact, accuracy, overview)]
