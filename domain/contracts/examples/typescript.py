"""An example as TypeScript: the types of bodies and responses, and a function that uses `fetch`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from domain.apis import StoredOperation
from domain.contracts.examples.records import Example
from domain.contracts.examples.samples import FORM, MULTIPART, directed, is_json, preferred_media
from domain.contracts.examples.selection import ask, selected_schema, with_scalars
from domain.contracts.examples.typescript_types import TypeWriter, escaped, literal, pascal
from domain.contracts.examples.wire import file_fields, form_fields, text_body
from domain.contracts.model import Json, Operation, Response, Schema

FORM_CLASSES: Final = {FORM: "URLSearchParams", MULTIPART: "FormData"}
GRAPHQL_ANSWER: Final = "{ data?: %s | null; errors?: { message: string }[] }"
NOTHING: Final = "void"


@dataclass(frozen=True, slots=True)
class _Names:
    """What a pasted example calls its parts."""

    stem: str
    body: str = ""
    """The type of the body, or of GraphQL's variables; "" where nothing is sent."""
    answer: str = NOTHING
    error: str = ""

    @property
    def function(self) -> str:
        return f"call{self.stem}"

    @property
    def example(self) -> str:
        return self.stem[:1].lower() + self.stem[1:]


def write_typescript(example: Example, stored: StoredOperation) -> str:
    """Source that can be pasted as it is: types, a function that calls, and example values."""
    writers = _writers(stored)
    stem = _stem(stored.operation)
    if example.request.query:
        declared, names = _graphql_types(stored, stem, writers)
    else:
        declared, names = _rest_types(example.request.media, stored, stem, writers)
    named = [text for writer in dict.fromkeys(writers) for text in writer.declarations()]
    parts = [*named, *declared, _function(example, names), *_values(example, names)]
    return "\n\n".join(parts) + "\n"


def _stem(operation: Operation) -> str:
    """What an operation's types are called after."""
    return pascal(operation.name or f"{operation.method.title()} {operation.path}", "Operation")


def _writers(stored: StoredOperation) -> tuple[TypeWriter, TypeWriter]:
    """What writes the types that are sent, and those that come back; one where they are alike."""
    stem = _stem(stored.operation)
    taken = frozenset(f"{stem}{end}" for end in ("Body", "Variables", "Answer", "Error"))
    types = with_scalars(stored.types)
    sent = directed({}, types, is_request=True)[1]
    back = directed({}, types, is_request=False)[1]
    writer = TypeWriter(back, taken)
    return (writer if sent == back else TypeWriter(sent, taken, "Input"), writer)


def _rest_types(
    media: str, stored: StoredOperation, stem: str, writers: tuple[TypeWriter, TypeWriter]
) -> tuple[list[str], _Names]:
    sent, back = writers
    operation = stored.operation
    declared: list[str] = []
    body = ""
    if media:
        body = FORM_CLASSES.get(media, "string")
    if is_json(media) and media and operation.body:
        body = f"{stem}Body"
        schema = operation.body.media.get(media, next(iter(operation.body.media.values()))).schema
        declared.append(
            sent.declare(body, directed(schema or {}, stored.types, is_request=True)[0])
        )
    answer = _answer_type(operation, stored, back, good=True)
    error = _answer_type(operation, stored, back, good=False)
    if answer != NOTHING:
        declared.append(f"export type {stem}Answer = {answer};")
        answer = f"{stem}Answer"
    if error != NOTHING:
        declared.append(f"export type {stem}Error = {error};")
    return declared, _Names(stem, body, answer, f"{stem}Error" if error != NOTHING else "")


def _answer_type(
    operation: Operation, stored: StoredOperation, writer: TypeWriter, *, good: bool
) -> str:
    """The union of all bodies that come back with good statuses, or with bad ones."""
    parts: list[str] = []
    for response in operation.responses:
        if _is_good(response, operation) is not good:
            continue
        name = preferred_media(response.media)
        if not name:
            parts.append("undefined")
        elif not is_json(name):
            parts.append("string" if name.startswith("text/") else "Blob")
        else:
            schema = response.media[name].schema or {}
            parts.append(writer.write(directed(schema, stored.types, is_request=False)[0]))
    unique = list(dict.fromkeys(parts))
    if not unique or unique == ["undefined"]:
        return NOTHING
    return "unknown" if "unknown" in unique else " | ".join(unique)


def _is_good(response: Response, operation: Operation) -> bool:
    """Whether a response is no error; `default` is one beside others."""
    if response.status == "default":
        return len(operation.responses) == 1
    return response.status[0] in "123"


def _graphql_types(
    stored: StoredOperation, stem: str, writers: tuple[TypeWriter, TypeWriter]
) -> tuple[list[str], _Names]:
    operation = stored.operation
    asked = ask(operation, stored.types)
    sent, back = writers
    schema: Schema = {
        "type": "object",
        "properties": {asked.root.name: selected_schema(asked.root)},
        "required": [asked.root.name],
    }
    declared = []
    variables = [each for each in operation.parameters if each.name in asked.variables]
    if variables:
        shape: Schema = {
            "type": "object",
            "properties": {each.name: each.schema for each in variables},
            "required": [each.name for each in variables if each.required],
        }
        declared.append(sent.declare(f"{stem}Variables", shape))
    declared.append(back.declare(f"{stem}Answer", schema))
    return declared, _Names(stem, f"{stem}Variables" if variables else "", f"{stem}Answer")


def _function(example: Example, names: _Names) -> str:
    request = example.request
    argument = "variables" if request.query else "body"
    parameters = f"{argument}: {names.body}" if names.body else ""
    lines = [
        f"export async function {names.function}({parameters}): Promise<{names.answer}> {{",
        f"  const response = await fetch({literal(request.url)}, {{",
        f"    method: {literal(request.method)},",
    ]
    if request.headers:
        lines.append("    headers: {")
        lines += [f"      {literal(name)}: {literal(value)}," for name, value in request.headers]
        lines.append("    },")
    lines += _sent(example, names)
    lines += ["  });", *_checked(example, names), "}"]
    return "\n".join(lines)


def _sent(example: Example, names: _Names) -> Iterator[str]:
    request = example.request
    if request.query:
        document = "\n        + ".join(literal(f"{line}\n") for line in request.query.split("\n"))
        yield "    body: JSON.stringify({"
        yield f"      query: {document},"
        if names.body:
            yield "      variables,"
        yield "    }),"
    elif is_json(request.media) and request.media:
        yield "    body: JSON.stringify(body),"
    elif names.body:
        yield "    body,"


def _checked(example: Example, names: _Names) -> Iterator[str]:
    """What is done with the answer: an error is thrown, with its body where it has a type."""
    said = f"{literal(example.key + ' answered ')} + response.status"
    yield "  if (!response.ok) {"
    if names.error:
        yield "    const body: unknown = await response.json().catch(() => undefined);"
        yield f"    const error = body as {names.error} | undefined;"
        yield f"    throw Object.assign(new Error({said}), {{ error }});"
    else:
        yield f"    throw new Error({said});"
    yield "  }"
    if example.request.query:
        yield f"  const answer = (await response.json()) as {GRAPHQL_ANSWER % names.answer};"
        yield "  if (answer.errors?.length || !answer.data) {"
        yield f"    throw new Error(answer.errors?.[0]?.message ?? {literal(example.key)});"
        yield "  }"
        yield "  return answer.data;"
    elif names.answer != NOTHING:
        yield '  const type = response.headers.get("Content-Type") ?? "";'
        yield "  const answer: unknown = response.status === 204"
        yield "    ? undefined"
        yield "    : /[/+]json/.test(type) ? await response.json()"
        yield '    : type.startsWith("text/") ? await response.text() : await response.blob();'
        yield f"  return answer as {names.answer};"


def _values(example: Example, names: _Names) -> Iterator[str]:
    """The example's own bodies, to call with and to answer with before the server is there."""
    request, answer = example.request, example.answer
    sent = f"{names.example}{'Variables' if request.query else 'Body'}"
    if request.query and names.body:
        yield _constant(sent, dict(request.variables), names.body)
    elif names.body in FORM_CLASSES.values():
        yield "\n".join(_form(sent, names.body, request.body))
    elif names.body:
        is_text = not is_json(request.media)
        yield _constant(sent, text_body(request.body) if is_text else request.body, names.body)
    if answer.media and is_json(answer.media):
        is_good = answer.status < 400 and not request.query  # noqa: PLR2004 - HTTP's first error
        typed = names.answer if is_good and names.answer != NOTHING else ""
        yield _constant(f"{names.example}Answer", answer.body, typed)


def _constant(name: str, value: Json, kind: str) -> str:
    written = escaped(json.dumps(value, ensure_ascii=False, indent=2))
    return f"export const {name} = {written}{f' as {kind}' if kind else ''};"


def _form(name: str, kind: str, body: Json) -> Iterator[str]:
    files = file_fields(body) if kind == FORM_CLASSES[MULTIPART] else frozenset()
    yield f"export const {name} = new {kind}();"
    for field, value in form_fields(body):
        shown = f"new Blob([{literal(value)}])" if field in files else literal(value)
        yield f"{name}.append({literal(field)}, {shown});"
