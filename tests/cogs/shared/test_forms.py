from __future__ import annotations

import pytest

from cogs.shared.features import Features
from cogs.shared.forms import Form, _filled_in


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
    features = Features()
    features.add_forms(Ask)
    assert features.forms == {"test:ask": Ask}


def test_two_forms_of_one_name_stop_the_start() -> None:
    features = Features()
    with pytest.raises(ValueError, match="'test:ask' is registered twice"):
        features.add_forms(Ask, AskAgain)
