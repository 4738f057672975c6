"""An example as a GraphQL request: the document, its variables, and the answer."""

from __future__ import annotations

from domain.contracts.examples.as_json import pretty
from domain.contracts.examples.records import Example


def write_graphql(example: Example) -> str:
    """Write the document for a GraphQL client, with the variables and the answer below as comments.

    "" for an operation that is not GraphQL. Comments keep the whole pasteable as one document.
    """
    request = example.request
    if not request.query:
        return ""
    parts = [request.query]
    if request.variables:
        parts.append(_comment("Variables", pretty(dict(request.variables))))
    parts.append(_comment("Response", pretty(example.answer.body)))
    return "\n\n".join(parts)


def _comment(title: str, text: str) -> str:
    return "\n".join(f"# {line}" for line in (f"{title}:", *text.splitlines()))
