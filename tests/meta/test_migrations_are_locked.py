"""A migration that was shipped is history: databases remember it by its checksum."""

from __future__ import annotations

from storage.migrate import load_migrations
from storage.sqlite.upgrade import FOLDER

SHIPPED = {
    "0001_foundation": "667b2d30f8535d1e",
    "0002_questions": "f350d43bc7b2ea32",
    "0003_server": "ba01ddd1af5863ed",
    "0004_search": "e54c25ab9f1eb8dc",
    "0005_departures": "320f5271e3ea504c",
    "0006_slim_search": "0b929366a995aab1",
    "0007_faq": "974456969d78eaf5",
    "0008_vectors": "0187ab09eb88ac2e",
    "0009_hints": "cae0b150eb5fb3fb",
    "0010_ledger": "cb612898e634921a",
    "0011_announcements": "acdc26cac4f91fe4",
    "0012_sessions": "5126eb3068fe26b3",
    "0013_digest": "ddb443b9949fc6a4",
    "0014_apis": "57f7c66a0f2a1c99",
    "0015_endpoints": "1547911e0be9893c",
    "0016_endpoints_held": "0ab178a2c1db8753",
    "0017_places": "8d70a69b7b8963ab",
    "0018_reach": "37c15b8f37a4e142",
    "0019_text_rules": "6643b3dd1e5c94e5",
    "0020_interactions": "99d1ebe898d1e963",
    "0021_retention": "2c919ae6f2505aee",
    "0022_cards": "89b7bf12830bb44d",
    "0023_session_cards": "2d09730b2af38630",
    "0024_question_cards": "4519c67711b814af",
    "0025_session_events": "f015886e05c1f6fa",
    "0026_suggestion_cards": "d1b3df356f748ada",
    "0027_delivery_data": "ca1d6e78c60bc450",
    "0028_old_columns": "6c5e8a79f5e855cb",
    "0029_pinned_questions": "caad8a193980e0ed",
}
"""The first 16 digits of each migration's checksum; lines are only ever added."""


def test_no_shipped_migration_changes() -> None:
    found = {str(migration): migration.checksum[:16] for migration in load_migrations(FOLDER)}
    changed = [name for name, digits in SHIPPED.items() if found.get(name) != digits]
    assert not changed, (
        f"put storage/migrations/sqlite/{changed[0]}.sql back as it was, and make the change "
        "in a new file with the next free number: databases out there have this one"
    )
    new = {name: digits for name, digits in found.items() if name not in SHIPPED}
    assert not new, f"add to SHIPPED in this test, once its text is final: {new}"


def test_numbers_leave_no_gap() -> None:
    numbers = [migration.number for migration in load_migrations(FOLDER)]
    assert numbers == list(range(1, len(SHIPPED) + 1))
