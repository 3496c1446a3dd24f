"""`python tests/desk/pictures.py HOME FOLDER`: pictures of the desk for docs/, of a published home."""

import sys
from pathlib import Path

from browser import Watched, chromium, served
from playwright.sync_api import Page

from pipeline.settings import Home

DESK, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 800}


def main() -> None:
    """Take them all."""
    home, folder = Home(Path(sys.argv[1])), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    with served(home) as desk, chromium() as browser:
        page = Watched(browser, viewport=DESK).page
        take(page, f"{desk}/queue", folder / "queue.png")
        page.locator(".fact a.name").nth(2).click()
        page.wait_for_load_state("networkidle")
        fact = page.url
        take(page, fact, folder / "fact.png")
        take(page, fact.replace("?", "/correct?") if "?" in fact else f"{fact}/correct", folder / "correct.png")
        for name, path in (
            ("overview", "/"),
            ("accuracy", "/accuracy"),
            ("recipients", "/recipients"),
            ("log", "/reviews"),
        ):
            take(page, f"{desk}{path}", folder / f"{name}.png")
        page.goto(f"{desk}/recipients")
        page.locator("main a[href^='/recipients/unit']").first.click()
        take(page, page.url, folder / "roll.png")
        phone = Watched(browser, viewport=PHONE).page
        take(phone, fact, folder / "phone-fact.png")
        take(phone, f"{desk}/", folder / "phone-overview.png")


def take(page: Page, address: str, file: Path) -> None:
    """One picture, when nothing moves any more."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=file)


if __name__ == "__main__":
    main()
