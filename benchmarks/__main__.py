"""`python -m benchmarks NAME [options]`: print the figures that the documentation quotes."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = {
    "contracts": "how fast a large contract is read and compared, beside the plain way",
    "deliveries": "how punctual timed posts are, beside what Discord's limits allow",
    "interactions": "how fast and at what cost the bot answers, beside bare discord.py bots",
    "lookalikes": "how often look-alikes are offered off the topic, and found on it",
    "relevance": "how well similar questions are found, on any set of documents and queries",
    "text": "what functions cost on text made to hurt, beside str.translate",
    "search": "size, speed and memory of the search index, beside naive FTS5",
    "start": "what a start and the small commands cost, beside a bare bot and `import discord`",
}


def main() -> int:
    """Hand over to the benchmark that the first argument names."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in NAMES:
        print("usage: python -m benchmarks NAME [options], where NAME is one of")
        for known, purpose in NAMES.items():
            print(f"  {known:14}{purpose}")
        return 2
    module = import_module(f"benchmarks.{name}")
    status: int = module.main(sys.argv[2:])
    return status


if __name__ == "__main__":
    raise SystemExit(main())
