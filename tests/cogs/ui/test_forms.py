from __future__ import annotations

import pytest

from cogs.ui.client import Form, Registry
from cogs.ui.forms import _filled_in


class Ask(Form, name="test:ask"): ...


class AskAgain(Form, name="test:ask"): ...


def test_fields_are_read_from_rows_and_labels() -> None:
    submitted = [
        {"type": 1, "components": [{"type": 4, "custom_id": "title", "value": "Why?"}]},
        {"type": 18, "component": {"type": 4, "custom_id": "details", "value": ""}},
        {"type": 18, "component": {"type": 3, "custom_id": "topics", "values": ["a", "b"]}},
        {"type": 10, "id": 5},
    ]
    assert dict(_filled_in(submitted)) == {"title": "Why?", "details": "", "topics": ["a", "b"]}


def test_a_form_is_found_by_its_name() -> None:
    registry = Registry()
    registry.add_forms(Ask)
    assert registry.forms == {"test:ask": Ask}


def test_two_forms_of_one_name_stop_the_start() -> None:
    registry = Registry()
    with pytest.raises(ValueError, match=r"test:ask.* is registered twice"):
        registry.add_forms(Ask, AskAgain)
