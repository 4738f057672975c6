"""What the options of `/endpoint` offer to choose from."""

from __future__ import annotations

from discord.app_commands import Choice, locale_str

from cogs.endpoints.actions.finding import Which
from domain.contracts.model import ROOTS
from domain.endpoints.records import Side, State
from domain.endpoints.shapes import METHODS as REST_METHODS

METHODS = [Choice(name=method, value=method) for method in (*REST_METHODS, *ROOTS)]
STATES = [
    Choice(name=locale_str("requested", key="endpoints-choice-requested"), value=State.REQUESTED),
    Choice(name=locale_str("accepted", key="endpoints-choice-accepted"), value=State.ACCEPTED),
    Choice(name=locale_str("agreed", key="endpoints-choice-agreed"), value=State.AGREED),
    Choice(name=locale_str("building", key="endpoints-choice-building"), value=State.BUILDING),
    Choice(name=locale_str("live", key="endpoints-choice-live"), value=State.LIVE),
    Choice(name=locale_str("verified", key="endpoints-choice-verified"), value=State.VERIFIED),
    Choice(name=locale_str("declined", key="endpoints-choice-declined"), value=State.DECLINED),
    Choice(name=locale_str("blocked", key="endpoints-choice-blocked"), value=State.BLOCKED),
    Choice(
        name=locale_str("deprecated", key="endpoints-choice-deprecated"), value=State.DEPRECATED
    ),
]
WHICH = [
    Choice(name=locale_str("all", key="endpoints-which-all"), value=Which.ALL),
    Choice(name=locale_str("mine, on either side", key="endpoints-which-mine"), value=Which.MINE),
    Choice(name=locale_str("what I asked for", key="endpoints-which-asked"), value=Which.ASKED),
    Choice(name=locale_str("what I build", key="endpoints-which-built"), value=Which.BUILT),
    Choice(
        name=locale_str("waiting for the frontend", key="endpoints-which-frontend"),
        value=Which.FRONTEND,
    ),
    Choice(
        name=locale_str("waiting for the backend", key="endpoints-which-backend"),
        value=Which.BACKEND,
    ),
    Choice(name=locale_str("overdue", key="endpoints-which-overdue"), value=Which.OVERDUE),
    Choice(name=locale_str("mine that are overdue", key="endpoints-which-late"), value=Which.LATE),
]
SIDES = [
    Choice(name=locale_str("who builds it", key="endpoints-side-builder"), value=Side.BUILDER),
    Choice(
        name=locale_str("who asked for it", key="endpoints-side-requester"), value=Side.REQUESTER
    ),
]
