"""TypeScript that can be called as it is pasted, and whose example stands in the call's place."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from domain.contracts.examples.outcomes import Outcome, build_example
from domain.contracts.examples.typescript import write_typescript
from tests.domain.contracts.examples.stored import one_operation, stored_of


@pytest.mark.parametrize("outcome", list(Outcome))
def test_what_graphql_answers_with_has_the_shape_of_the_call(outcome: Outcome) -> None:
    stored = stored_of("type Query { one(id: ID!): One } type One { id: ID! }", "Query.one")
    example = build_example(stored, outcome)
    written = write_typescript(example, stored)
    assert "callQueryOne(variables: QueryOneVariables): Promise<QueryOneAnswer>" in written
    if outcome in {Outcome.SUCCESS, Outcome.EMPTY}:
        found = re.search(r"queryOneAnswer = (\{.*?\n\}) as QueryOneAnswer;", written, re.DOTALL)
        assert isinstance(example.answer.body, dict)
        assert found is not None
        assert json.loads(found[1]) == example.answer.body["data"]
    else:
        assert "export const queryOneAnswer" not in written
        assert 'export const queryOneError = {\n  "errors": [' in written


def test_typescript_takes_headers_as_parameters() -> None:
    def header(name: str, *, required: bool = True, **more: Any) -> dict[str, Any]:
        schema = {"type": "string"}
        return {"in": "header", "name": name, "required": required, "schema": schema, **more}

    stored = one_operation(
        {
            "operationId": "go",
            "security": [{"key": []}],
            "parameters": [
                header("X-Request-Id", example="r-1"),
                header("X-Tenant", required=False),
                header("X-Key"),
                header("Accept-Language"),
                header("x-options", schema={"type": "object"}),
            ],
        },
        components={
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}
        },
    )
    written = write_typescript(build_example(stored), stored)
    assert '{\n  id: string;\n  "X-Request-Id": string;\n  "X-Tenant"?: string;\n}' in written
    assert '      "X-Request-Id": String(parameters["X-Request-Id"]),\n' in written
    tenant = 'parameters["X-Tenant"]'
    optional = f'      ...({tenant} !== undefined && {{ "X-Tenant": String({tenant}) }}),\n'
    assert optional in written
    for fixed in ('"X-Key": "<token>"', '"Accept-Language": "', '"x-options": "'):
        assert f"      {fixed}" in written
    assert '  "X-Request-Id": "r-1"\n} as GoParameters;' in written
