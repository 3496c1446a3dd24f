import sys
from pathlib import Path

import pytest
from commands import bangvang
from workbench import rows

from pipeline.settings import Home

TEXT = "Hội nghị tổng kết phong trào thi đua.\nNăm 2021, Sở Y tế tỉnh Hà Nam được tặng 3 Bằng khen.\n"


@pytest.mark.parametrize("command", [["run", "--no-scrape"], ["extract"]])
def test_articles_that_another_version_has_read_are_read_again(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    for version in ("1-3fa9c2d1", "1-00000000"):
        for module in ("extractors", "extractors.extract"):
            monkeypatch.setattr(sys.modules[module], "EXTRACTOR_VERSION", version)
        result = bangvang(*(["ingest", path] if version == "1-3fa9c2d1" else command), "--home", home.root)
        assert result.exit_code == 0, result.stderr
        assert rows(home.work, "SELECT extractor_version FROM article") == [(version,)]
        assert rows(home.work, "SELECT DISTINCT extractor_version FROM award") == [(version,)]
        assert rows(home.published, "SELECT extractor_version FROM run ORDER BY started_at DESC LIMIT 1") == [
            (version,)
        ]
    assert "nothing new, nothing changed" in result.stdout
