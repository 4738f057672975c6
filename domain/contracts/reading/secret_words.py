"""What gives access, told by how it looks and by what it is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

REDACTED = "REDACTED"
REDACTED_EMAIL = "user@example.com"


@dataclass(frozen=True, slots=True)
class Look:
    """A kind of secret that is recognised wherever it stands; group 1, if any, is it."""

    kind: str
    pattern: re.Pattern[str]
    must_look_random: bool = False
    """Whether words of a sentence look like it otherwise: "Bearer authentication"."""


LOOKS = (
    Look("jwt", re.compile(r"\beyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?")),
    Look(
        "private-key",
        re.compile(
            r"-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]{0,10000}?(?:-----END [A-Z ]*KEY-----|\Z)"
        ),
    ),
    Look(
        "key",
        re.compile(
            r"\b(?:AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{30,}|gh[pousr]_[A-Za-z0-9]{20,}"
            r"|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[abprs]-[A-Za-z0-9-]{10,}"
            r"|[sprw]k_(?:live|test)_[A-Za-z0-9]{10,}|sk-[A-Za-z0-9_-]{20,}|SG\.[A-Za-z0-9_-]{16,}"
            r"\.[A-Za-z0-9_-]{16,}|PMAK-[A-Za-z0-9-]{20,}|CHASECK(?:_TEST)?-[A-Za-z0-9]{10,}"
            r"|FLWSECK(?:_TEST)?-[A-Za-z0-9-]{10,})"
        ),
    ),
    Look("token", re.compile(r"\b[MNO][A-Za-z0-9_-]{23,28}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}")),
    Look(
        "password", re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{0,100}:([^\s/@:{}]{1,100})@")
    ),
    Look(
        "token",
        re.compile(r"(?i)\b(?:bearer|basic|token|jwt)\s+([A-Za-z0-9._~+/-]{12,}=*)"),
        must_look_random=True,
    ),
    Look(
        "password",
        re.compile(
            r"(?i)[\"']?\b(?:[a-z_]*passw(?:or)?d|passwd|pwd|[a-z_]*secret|[a-z_]*api_?-?key"
            r"|(?:access|refresh|auth|csrf|session|id)_?-?token|token)[\"']?\s*[:=]\s*[\"']([^\"'\s]{3,500})[\"']"
        ),
    ),
    Look(
        "token",
        re.compile(
            r"(?i)[?&](?:access_token|token|api_?key|key|secret|password|sig|signature)=([^&\s#]{6,500})"
        ),
    ),
)
"""Tried in this order; each pattern's runs are bounded, so that no text takes long."""

EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}\b")
MADE_UP_DOMAINS = re.compile(
    r"(?i)@(?:[a-z0-9-]+\.)*(?:example\.(?:com|org|net|edu)|example|test|invalid|localhost"
    r"|domain\.com|email\.com|mail\.com|yourdomain\.com|host\.com)$"
)
NAMES = {
    "password": ("password", "passwd", "pwd", "passphrase", "passcode", "pin", "otp"),
    "token": ("token", "jwt", "bearer", "authorization", "cookie", "sessionid", "session_id"),
    "key": ("secret", "apikey", "api_key", "private_key", "secret_key", "access_key", "auth_key"),
}
NAMED = re.compile(
    r"(?:.*_)?(?:"
    + "|".join(f"(?P<{kind}>{'|'.join(names)})" for kind, names in NAMES.items())
    + r")(?:_?(?:\d+|hash|value|confirm(?:ation)?|again))?"
)
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
PLACEHOLDER = re.compile(
    r"(?ix)\s*(?: | [*x.•_-]+ | \{\{.*\}\} | \{.*\} | <.*> | \$\{?\w+\}? | %\w+% | \[.*\]"
    r" | (?:string|text|null|none|true|false|undefined|bearer|basic|token|jwt|password|passwd"
    r"|secret|api[_-]?key|authorization|cookie|key|value|redacted|changeme|change[_-]?me|example|test|foo|bar)"
    r" | (?:bearer|token|basic|jwt)\s+(?:\{.*\}|<.*>|\$\w+|your[\w-]*|token|string|[*x.]+|redacted)"
    r" | (?:your|my|the|some|a|an|insert|enter|new|old|current)[\s_-].* | your\w* )\s*"
)


def kind_of_name(name: str) -> str | None:
    """What a value of that name gives away: `password`, `token`, `key`; None for other names."""
    spoken = CAMEL.sub("_", name[:100]).lower().replace("-", "_").replace(" ", "_")
    match = NAMED.fullmatch(spoken)
    return None if match is None else match.lastgroup


def is_placeholder(value: str) -> bool:
    """Whether a value only stands for a secret: `{{token}}`, `<token>`, `string`, `your-key`."""
    return len(value) <= 2 or PLACEHOLDER.fullmatch(value[:300]) is not None  # noqa: PLR2004 - nothing to guess in two characters


def looks_random(value: str) -> bool:
    """Whether it is no word of a sentence: digits among letters, or both cases within."""
    has_digit = any(map(str.isdigit, value))
    turns = sum(first.islower() and second.isupper() for first, second in pairwise(value))
    return has_digit or turns > 1


def is_made_up(email: str) -> bool:
    """Whether an address is of a domain that stands in examples (RFC 2606 and habits)."""
    return MADE_UP_DOMAINS.search(email) is not None
