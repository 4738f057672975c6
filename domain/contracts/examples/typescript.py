"""An example as TypeScript: the types of bodies and responses, and a function that uses `fetch`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from domain.apis import StoredOperation
from domain.contracts.examples.addresses import is_sent, value_of
from domain.contracts.examples.checks import references
from domain.contracts.examples.records import Example, Note
from domain.contracts.examples.samples import FORM, MULTIPART, directed, is_json, preferred_media
from domain.contracts.examples.selection import ask, selected_schema, with_scalars
from domain.contracts.examples.typescript_calls import (
    NO_BODY,
    NOTHING,
    Names,
    parameters_of,
    write_function,
)
from domain.contracts.examples.typescript_types import TypeWriter, escaped, literal, pascal
from domain.contracts.examples.wire import form_fields, text_body
from domain.contracts.model import Json, Operation, Response, Schema

FORM_CLASSES: Final = {FORM: "URLSearchParams", MULTIPART: "FormData"}
ENDS: Final = ("Parameters", "Body", "Variables", "Answer", "Error")
"""Ends of the names of an operation's own types."""


def write_typescript(example: Example, stored: StoredOperation) -> str:
    """Source that can be pasted as it is: types, a function that calls, and example values."""
    writers = _writers(stored)
    stem = _stem(stored.operation)
    if example.request.query:
        declared, names = _graphql_types(stored, stem, writers)
    else:
        declared, names = _rest_types(example, stored, stem, writers)
    sent, back = writers
    named = [*sent.declarations(), *back.declarations()]
    function = write_function(example, stored, names)
    parts = [*named, *declared, function, *_values(example, stored, names)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _stem(operation: Operation) -> str:
    """Return what an operation's types are called after."""
    return pascal(operation.name or f"{operation.method.title()} {operation.path}", "Operation")


def _writers(stored: StoredOperation) -> tuple[TypeWriter, TypeWriter]:
    """Return what writes the types that are sent, and those that come back.

    Types alike are shared.
    """
    stem = _stem(stored.operation)
    taken = frozenset(f"{stem}{end}" for end in ENDS)
    types = with_scalars(stored.types)
    sent = directed({}, types, is_request=True)[1]
    back = directed({}, types, is_request=False)[1]
    writer = TypeWriter(back, taken)
    return TypeWriter(sent, suffix="Input", other=writer, own=_differing(sent, back)), writer


def _differing(sent: Mapping[str, Schema], back: Mapping[str, Schema]) -> frozenset[str]:
    """List types that differ by direction, themselves or by what they refer to."""
    found = {name for name, each in sent.items() if each != back[name]}
    if not found:
        return frozenset()
    users: dict[str, set[str]] = {}
    for name, each in sent.items():
        for used in references(each):
            users.setdefault(used, set()).add(name)
    waiting = list(found)
    while waiting:
        new = users.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return frozenset(found)


def _rest_types(
    example: Example, stored: StoredOperation, stem: str, writers: tuple[TypeWriter, TypeWriter]
) -> tuple[list[str], Names]:
    sent, back = writers
    operation = stored.operation
    declared: list[str] = []
    parameters = parameters_of(stored)
    if parameters:
        schema = _object_of({each.name: (each.schema, each.required) for each in parameters})
        declared.append(sent.declare(f"{stem}Parameters", schema))
    body, written = _body_type(example, stored, stem, sent)
    declared += written
    names = Names(stem, body, parameters=parameters)
    answer, kinds = _answer_type(operation, stored, back, good=True)
    error, _ = _answer_type(operation, stored, back, good=False)
    if answer != NOTHING:
        declared.append(f"export type {stem}Answer = {answer};")
        names = replace(names, answer=f"{stem}Answer", kinds=kinds)
    if error != NOTHING:
        declared.append(f"export type {stem}Error = {error};")
        names = replace(names, error=f"{stem}Error")
    return declared, names


def _body_type(
    example: Example, stored: StoredOperation, stem: str, writer: TypeWriter
) -> tuple[str, list[str]]:
    """Return the type of the body, and its declaration where it is the contract's."""
    request, body = example.request, stored.operation.body
    if not request.media or body is None:
        return "", []
    if not is_json(request.media):
        return FORM_CLASSES.get(request.media, "Blob" if "" in request.files else "string"), []
    media = body.media.get(request.media, next(iter(body.media.values())))
    schema = directed(media.schema or {}, stored.types, is_request=True)[0]
    return f"{stem}Body", [writer.declare(f"{stem}Body", schema)]


def _object_of(fields: Mapping[str, tuple[Schema, bool]]) -> Schema:
    """Return the schema of an object, from the schema of each field and whether it is required."""
    return {
        "type": "object",
        "properties": {name: schema for name, (schema, _) in fields.items()},
        "required": [name for name, (_, is_required) in fields.items() if is_required],
    }


def _answer_type(
    operation: Operation, stored: StoredOperation, writer: TypeWriter, *, good: bool
) -> tuple[str, tuple[str, ...]]:
    """Return the union of all bodies that come back with good statuses, or with bad ones.

    Their kinds.
    """
    parts: dict[str, str] = {}
    for response in operation.responses:
        if _is_good(response, operation) is good:
            written, kind = _of_response(response, stored, writer)
            parts[written] = kind
    kinds = tuple(dict.fromkeys(parts.values()))
    if not parts or list(parts) == [NO_BODY]:
        return NOTHING, ()
    return "unknown" if "unknown" in parts else " | ".join(parts), kinds


def _of_response(
    response: Response, stored: StoredOperation, writer: TypeWriter
) -> tuple[str, str]:
    name = preferred_media(response.media, stored.types)
    if not name:
        return NO_BODY, NO_BODY
    if not is_json(name):
        kind = "string" if name.startswith("text/") else "Blob"
        return kind, kind
    schema = response.media[name].schema or {}
    return writer.write(directed(schema, stored.types, is_request=False)[0]), "json"


def _is_good(response: Response, operation: Operation) -> bool:
    """Tell whether a response is no error; `default` is one beside others."""
    if response.status == "default":
        return len(operation.responses) == 1
    return response.status[0] in "123"


def _graphql_types(
    stored: StoredOperation, stem: str, writers: tuple[TypeWriter, TypeWriter]
) -> tuple[list[str], Names]:
    operation = stored.operation
    asked = ask(operation, stored.types)
    sent, back = writers
    declared = []
    variables = {
        each.name: (each.schema, each.required)
        for each in operation.parameters
        if each.name in asked.variables
    }
    if variables:
        declared.append(sent.declare(f"{stem}Variables", _object_of(variables)))
    answer = _object_of({asked.root.name: (selected_schema(asked.root), True)})
    declared.append(back.declare(f"{stem}Answer", answer))
    return declared, Names(stem, f"{stem}Variables" if variables else "", f"{stem}Answer")


def _values(example: Example, stored: StoredOperation, names: Names) -> Iterator[str]:
    """Write the example's own values, to call with and to answer with."""
    request, answer = example.request, example.answer
    if names.parameters:
        given: dict[str, Json] = {
            each.name: value_of(each, stored.types) for each in names.parameters if is_sent(each)
        }
        if given:
            yield _constant(f"{names.example}Parameters", given, f"{names.stem}Parameters")
    sent = f"{names.example}{'Variables' if request.query else 'Body'}"
    if request.query and names.body:
        yield _constant(sent, dict(request.variables), names.body)
    elif names.body in FORM_CLASSES.values():
        yield "\n".join(_form(sent, names.body, example))
    elif names.body == "Blob":
        yield f"export const {sent} = new Blob([{literal(text_body(request.body))}]);"
    elif names.body:
        is_text = not is_json(request.media)
        yield _constant(sent, text_body(request.body) if is_text else request.body, names.body)
    if answer.media and is_json(answer.media):
        yield _answer_value(example, names)


def _answer_value(example: Example, names: Names) -> str:
    """Return what comes back, with its type where the contract describes it."""
    answer = example.answer
    if example.request.query:
        return _graphql_value(example, names)
    is_good = answer.status < 400  # noqa: PLR2004 - HTTP's first error
    typed = names.answer if is_good else names.error
    if Note.NOT_DESCRIBED in example.notes or typed == NOTHING:
        typed = ""
    return _constant(f"{names.example}{'Answer' if is_good else 'Error'}", answer.body, typed)


def _graphql_value(example: Example, names: Names) -> str:
    """Name the function's result: the data alone, or the whole answer with errors."""
    body = example.answer.body if isinstance(example.answer.body, dict) else {}
    if "errors" in body:
        return _constant(f"{names.example}Error", body, "")
    data = body.get("data")
    return _constant(f"{names.example}Answer", data, names.answer) if data is not None else ""


def _constant(name: str, value: Json, kind: str) -> str:
    written = escaped(json.dumps(value, ensure_ascii=False, indent=2))
    return f"export const {name} = {written}{f' as {kind}' if kind else ''};"


def _form(name: str, kind: str, example: Example) -> Iterator[str]:
    request = example.request
    yield f"export const {name} = new {kind}();"
    for field, value in form_fields(request.body):
        is_file = kind == FORM_CLASSES[MULTIPART] and field in request.files
        shown = f"new Blob([{literal(value)}])" if is_file else literal(value)
        yield f"{name}.append({literal(field)}, {shown});"
