from pathlib import Path

import pytest

from cogs.core.text import Catalogues
from domain.permissions import PERMISSIONS, Permission

DOCS = Path(__file__).parents[2] / "docs" / "moderators.md"


@pytest.mark.parametrize("permission", PERMISSIONS, ids=lambda permission: permission.name)
def test_each_permission_is_documented_with_its_name_and_reason(permission: Permission) -> None:
    text = Catalogues.load().of("en")
    key = f"server-permission-{permission.name}"
    row = next(line for line in DOCS.read_text("utf-8").splitlines() if permission.name in line)
    assert text(key) in row
    reason = text.attribute(key, "why") or ""
    assert reason.partition(";")[0].replace("`", "") in row.replace("`", "")
