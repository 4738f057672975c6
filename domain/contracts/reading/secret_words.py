"""Secrets, told by their looks and by what they are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

REDACTED = "REDACTED"
REDACTED_EMAIL = "user@example.com"

STEMS = (
    *("pass", "pwd", "mot", "mdp", "senha", "secret", "api", "access", "private", "auth"),
    *("encryption", "signing", "consumer", "token", "jwt", "x-api-key", "session"),
)
"""Stems of words that stand before a secret in a text, in lower case."""
WORDS = (
    r"(?i)(?P<name>pass_?w(?:or)?d|passwd|pwd|pass_?phrase|pass(?=[\\\"'])|mot_?de_?passe|mdp|senha"
    r"|secret(?:_?key)?|(?:api|access|private|auth|encryption|signing|consumer)[_-]?key|token|jwt"
    r"|authorization|x-api-key|session_?id)(?:_?(?:\d{1,3}|confirm(?:ation)?|again|hash|admin|user))?"
)
QUOTED = r"\\?[\"']\s*(?P<sign>[:=,])\s*\\?[\"'](?P<secret>[^\"'\\\n]{3,200})"
NAMED_QUOTED = re.compile(WORDS + QUOTED)
"""A name in quotes with a value in quotes; with a comma, only `set("token", "...")` is one."""
NAMED_IN_PROSE = (
    re.compile(WORDS + r"\s*[:=]\s*[\"'`](?P<secret>[^\"'`\n]{3,200})[\"'`]"),
    re.compile(
        WORDS + r"[*_`]{0,3}\s*[:=|]\s*[*_`]{0,3}(?P<secret>[^\s\"'`<>|,;&{}\[\]()]{6,200})"
    ),
)
"""In a schema, a field with its type would look like these."""
SETS = re.compile(r"\bset\w{0,20}\(\s*[\"']\w{0,30}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """A kind of secret that is recognised wherever it stands; a group `secret`, if any, is it."""

    kind: str
    pattern: re.Pattern[str]
    needs: tuple[str, ...] = ()
    """One of these is in each text that the pattern is worth trying on, in lower case."""
    must_look_random: bool = False
    """True where words of a sentence look like it otherwise: "Bearer authentication"."""


LOOKS = (
    Look(
        "jwt",
        re.compile(r"\beyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?"),
        ("eyj",),
    ),
    Look(
        "private-key",
        re.compile(
            r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:[^-]|-(?!----)){0,10000}"
            r"(?:-----END [A-Z ]{0,30}KEY-----)?"
        ),
        ("private key-----",),
    ),
    Look(
        "key",
        re.compile(
            r"\b(?:A[KS]IA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{30,}|gh[pousr]_[A-Za-z0-9]{20,}"
            r"|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[abeoprs]-[A-Za-z0-9-]{10,}"
            r"|(?:[sprw]k|whsec)_(?:(?:live|test)_)?[A-Za-z0-9]{16,}|sk-[A-Za-z0-9_-]{20,}"
            r"|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|PMAK-[A-Za-z0-9-]{20,}"
            r"|CHASECK(?:_TEST)?-[A-Za-z0-9]{10,}|FLWSECK(?:_TEST)?-[A-Za-z0-9-]{10,}"
            r"|ya29\.[A-Za-z0-9_-]{16,}|GOCSPX-[A-Za-z0-9_-]{16,}|npm_[A-Za-z0-9]{30,}"
            r"|hf_[A-Za-z0-9]{30,}|dop_v1_[a-f0-9]{40,}|shp(?:at|ss)_[a-f0-9]{20,}"
            r"|sbp_[a-f0-9]{30,}|django-insecure-[^\s\"'`<>{}]{8,200})"
        ),
    ),
    Look(
        "token",
        re.compile(r"\b[MNO][A-Za-z0-9_-]{23,28}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}"),
        (".",),
    ),
    Look("token", re.compile(r"\b\d{8,10}:[A-Za-z0-9_-]{34,36}\b"), (":a",)),
    Look(
        "token",
        re.compile(
            r"(?:hooks\.slack\.com/services/|discord(?:app)?\.com/api/webhooks/\d{5,25}/)"
            r"(?P<secret>[A-Za-z0-9/_-]{16,200})"
        ),
        ("hooks.slack.com", "/webhooks/"),
    ),
    Look(
        "password",
        re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@?#]{0,100}:(?P<secret>[^\s/:{}?#]{1,100})@"),
        ("://",),
    ),
    Look(
        "token",
        re.compile(r"(?i)\b(?:bearer|basic|token|jwt)\s+(?P<secret>[A-Za-z0-9._~+/-]{12,}=*)"),
        ("bearer", "basic", "token", "jwt"),
        must_look_random=True,
    ),
    Look(
        "token",
        re.compile(
            r"(?i)[?&](?:[a-z]{1,20}_)?(?:token|api_?key|appid|app_?key|key|secret|password|sig"
            r"|signature|auth)=(?P<secret>[^&\s#\"'{}]{6,500})"
        ),
        ("=",),
    ),
)
"""Tried in this order; each pattern's runs are bounded, so that no text takes long."""

EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}\b")
MADE_UP = re.compile(
    r"(?i)(?:(?:git|no-?reply)@.*|.*@(?:[a-z0-9-]+\.)*(?:example\.(?:com|org|net|edu)|example|test"
    r"|invalid|localhost|(?:domain|email|mail|yourdomain|host|test|sample|company|acme|foo|bar|abc"
    r"|xyz)\.com))"
)
NAMES = {
    "password": (
        *(".*password", ".*passwd", "pwd", ".*passphrase", "passcode", "pass", "pin", "otp"),
        *("mdp", "mot_de_passe", "motdepasse", "senha"),
    ),
    "token": (
        *(".*token", ".*jwt", "bearer", "authorization", ".*cookie", "session_?id", "session_?key"),
    ),
    "key": (
        *(".*secret", ".*api_?key", ".*private_key", "secret_?key", ".*access_key", "auth_key"),
        *("encryption_key", "signing_key", "consumer_key"),
    ),
}
NAMED = re.compile(
    r"(?:.*_)?(?:"
    + "|".join(f"(?P<{kind}>{'|'.join(names)})" for kind, names in NAMES.items())
    + r")(?:_?(?:\d+|hash|value|confirm(?:ation)?|again|repeat))?"
)
HARMLESS = re.compile(r".*(?:page|cursor|continuation|sync)_?token")
HINTED = re.compile(
    r"(?:.*_)?(?:token|jwt|secret|key|auth|password|pass|access|refresh|app_?id|credentials?)s?(?:_.*)?"
)
"""Names of which a value is a secret where it looks like one: `tokenAdmin`, `key`."""
KEY_LIKE = re.compile(r"[A-Za-z0-9+/]{24,}={0,2}")
FEWEST_DIGITS = 3
DIGIT = re.compile(r"\d")
WORD_ENDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9_]+")
PLACEHOLDER = re.compile(
    r"(?ix)\s*(?: | [*x.•_-]+ | .*\{\{.*\}\}.* | \{.*\} | <.*> | &lt;.*&gt; | \$\{?\w+\}? | %\w+%"
    r" | \[.*\] | .*\.{3}"
    r" | (?:string|text|null|none|true|false|undefined|bearer|basic|token|jwt|password|passwd"
    r"|secret|(?:x-)?api[_-]?key|authorization|cookie|key|value|redacted|changeme|change[_-]?me|example"
    r"|test|foo|bar|required|optional|invalid|incorrect|hs\d{3}|rs\d{3}|sha\d+|oauth\ ?2(?:\.0)?"
    r"|[a-z]+(?:_[a-z]+)*_(?:token|key|secret|password))"
    r" | (?:bearer|token|basic|jwt)\s+(?:\{.*\}|<.*>|&lt;.*|\$\w+|your[\w-]*|token|string|[*x.]+"
    r"|redacted|[a-z]+(?:_[a-z]+)*|.*\.{3})"
    r" | your\D*\d{0,4} | (?:my|the|some|a|an|insert|enter|new|old|current)(?:[\s_-][a-z]+)+"
    r" | (?:required|nullable|string|min|max|sometimes)(?:[|:]\w+)+"
    r" | https?://[^\s?@]* | \#?/[\w/.{}<>:-]*)\s*"
)
SENTENCE = re.compile(r"[^\W\d_]+(?:[ ,.!?'\u2019:;()-]+(?:[^\W\d_]+|\d{1,4}))+[.!?]*")


@lru_cache(maxsize=5_000)
def kind_of_name(name: str) -> str | None:
    """Return what a value of that name gives away: `password`, `token`, `key`.

    None for other names.
    """
    spoken = _spoken(name)
    match = NAMED.fullmatch(spoken)
    return None if match is None or HARMLESS.fullmatch(spoken) else match.lastgroup


def kind_of_value(name: str, value: str) -> str | None:
    """Return the kind of a key-like value under a name that hints at one: `tokenAdmin`."""
    if not KEY_LIKE.fullmatch(value) or sum(map(str.isdigit, value)) < FEWEST_DIGITS:
        return None
    return "token" if HINTED.fullmatch(_spoken(name)) else None


def _spoken(name: str) -> str:
    return WORD_ENDS.sub("_", name[:100]).lower()


@lru_cache(maxsize=1_000)
def is_placeholder(value: str) -> bool:
    """Tell whether a value stands for a secret: `{{token}}`, `<token>`, `your-key`."""
    return len(value) <= 2 or PLACEHOLDER.fullmatch(value[:300]) is not None  # noqa: PLR2004 - nothing to guess in two characters


@lru_cache(maxsize=1_000)
def is_sentence(value: str) -> bool:
    """Tell whether it says something of a secret: "Too short", "This field is required."."""
    return SENTENCE.fullmatch(value[:300].strip()) is not None


def looks_random(value: str) -> bool:
    """Tell whether it is no word of a sentence: digits among letters, or both cases within."""
    turns = sum(first.islower() and second.isupper() for first, second in pairwise(value))
    return has_digit(value) or turns > 1


def has_digit(value: str) -> bool:
    """Tell whether an address is of a domain for examples (RFC 2606, habits)."""
    return DIGIT.search(value) is not None


def is_made_up(email: str) -> bool:
    """Tell whether it holds a digit, as few names do (`RefreshTokenSerializer`)."""
    return MADE_UP.fullmatch(email) is not None
