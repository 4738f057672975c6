"""The function of an example in TypeScript: it makes the address, calls `fetch` and reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from domain.apis import StoredOperation
from domain.contracts.examples.addresses import (
    HEADER_NAME,
    credentials_of,
    in_path_of,
    server_of,
    usual_style_of,
)
from domain.contracts.examples.records import BASIC, USER, Example
from domain.contracts.examples.samples import is_json
from domain.contracts.examples.shapes import flatten, type_names
from domain.contracts.examples.styles import JOINED
from domain.contracts.examples.typescript_types import key_of, literal
from domain.contracts.model import Parameter, Place

GRAPHQL_ANSWER: Final = "{ data?: %s | null; errors?: { message: string }[] }"
NOTHING: Final = "void"
NO_BODY: Final = "undefined"
IN_BRACES: Final = re.compile(r"(\{[^{}]*\})")
FEW: Final = 3
"""Number of parameters that are written one by one."""
NEGOTIATED: Final = frozenset({"accept", "accept-language", "content-type", "authorization"})
"""Headers that the example sets as it needs them."""
SINGLE_VALUES: Final = frozenset({"string", "integer", "number", "boolean"})
SEPARATORS: Final = {"%20": " ", "%09": "\t", "%7C": "|", ",": ","}


@dataclass(frozen=True, slots=True)
class Names:
    """Names of a pasted example's parts."""

    stem: str
    body: str = ""
    """The type of the body, or of GraphQL's variables; "" where nothing is sent."""
    answer: str = NOTHING
    error: str = ""
    kinds: tuple[str, ...] = ()
    """Kinds of good answers: `json`, `string`, `Blob`, or `undefined` without a body."""
    parameters: tuple[Parameter, ...] = ()
    """Parameters of the function beside the body, for path, query and headers."""

    @property
    def function(self) -> str:
        return f"call{self.stem}"

    @property
    def example(self) -> str:
        return self.stem[:1].lower() + self.stem[1:]


def parameters_of(stored: StoredOperation) -> tuple[Parameter, ...]:
    """Return the parameters that a function takes: path, query, then headers, each name once."""
    listed = stored.operation.parameters
    found = {
        each.name: each for each in listed if each.place is Place.PATH and is_plain(each, stored)
    }
    for each in listed:
        if each.place is Place.QUERY:
            found.setdefault(each.name, each)
    for each in listed:
        if each.place is Place.HEADER and _is_asked(each, stored):
            found.setdefault(each.name, each)
    return tuple(found.values())


def _is_asked(header: Parameter, stored: StoredOperation) -> bool:
    """Tell whether callers give a header as text: no credentials, no media type."""
    fixed = {name.lower() for _, name, _ in credentials_of(stored.operation, stored.schemes)}
    is_free = header.name.lower() not in NEGOTIATED | fixed
    return (
        is_free
        and "object" not in _kinds(header, stored)
        and bool(HEADER_NAME.fullmatch(header.name))
    )


def is_plain(parameter: Parameter, stored: StoredOperation) -> bool:
    """Tell whether a parameter of the path is one value, written as it is."""
    return f"{{{parameter.name}}}" in stored.operation.path and (
        parameter.style.partition("+")[0] in {"", "simple"}
        and not {"array", "object"}.intersection(_kinds(parameter, stored))
    )


def _kinds(parameter: Parameter, stored: StoredOperation) -> set[str]:
    """Return the types that a parameter's value may have, also as an alternative."""
    flat = flatten(parameter.schema, stored.types)[0]
    found = set(type_names(flat))
    for key in ("oneOf", "anyOf"):
        listed = flat.get(key)
        for each in listed if isinstance(listed, list) else ():
            if isinstance(each, dict):
                found.update(type_names(flatten(each, stored.types)[0]))
    return found


def write_function(example: Example, stored: StoredOperation, names: Names) -> str:
    """Write the function that makes the request."""
    request = example.request
    argument = "variables" if request.query else "body"
    usual = "" if names.body or any(each.required for each in names.parameters) else " = {}"
    taken = [f"parameters: {names.stem}Parameters{usual}"] if names.parameters else []
    taken += [f"{argument}: {names.body}"] if names.body else []
    address = literal(request.url)
    lines = [
        f"export async function {names.function}({', '.join(taken)}): Promise<{names.answer}> {{"
    ]
    if names.parameters:
        made = list(_address(example, stored, names))
        address = made.pop()
        lines += made
    lines += [f"  const response = await fetch({address}, {{", *_options(example, names), "  });"]
    lines += [*_checked(example, names), *_read(example, names), "}"]
    return "\n".join(lines)


def _address(example: Example, stored: StoredOperation, names: Names) -> Iterator[str]:
    """Lines that make the address; the last is the expression to call."""
    path = _path(example, stored, names)
    query = [each for each in names.parameters if each.place is Place.QUERY]
    keys = [
        (name, value)
        for place, name, value in credentials_of(stored.operation, stored.schemes)
        if place is Place.QUERY and f"{name}=" in example.request.url
    ]
    if not query and not keys:
        yield path
        return
    yield f"  const url = new URL({path});"
    yield from _query(query, stored)
    for name, value in keys:
        yield f"  url.searchParams.set({literal(name)}, {literal(value)});"
    yield "url"


def _path(example: Example, stored: StoredOperation, names: Names) -> str:
    """Return the address up to the query, as texts and arguments that are added up."""
    named = {f"{{{each.name}}}": each for each in names.parameters if each.place is Place.PATH}
    parts = [server_of(stored.servers, example.base_url)]
    for each in IN_BRACES.split(stored.operation.path):
        if each in named:
            argument = f"parameters{_member(named[each].name)}"
            parts += [f"encodeURIComponent({argument})", ""]
        else:
            parts[-1] += in_path_of(stored.operation, stored.types, each)
    texts = [literal(each) if at % 2 == 0 else each for at, each in enumerate(parts)]
    return " + ".join(each for each in texts if each != '""')


def _member(name: str) -> str:
    key = key_of(name)
    return f".{key}" if key == name else f"[{key}]"


def _query(query: list[Parameter], stored: StoredOperation) -> Iterator[str]:
    """Lines that add the query; what is left out is not sent."""
    plain: list[Parameter] = []
    for each in query:
        style, _, exploded = (each.style or usual_style_of(stored.kind)).partition("+")
        kinds = _kinds(each, stored)
        argument = f"parameters{_member(each.name)}"
        if "object" in kinds:
            yield from _object(each.name, argument, style, is_whole=not exploded)
        elif "array" in kinds and not exploded and style in JOINED:
            joined = f"[{argument}].flat().join({literal(SEPARATORS[JOINED[style]])})"
            yield from _set(each.name, joined, f"{argument} !== undefined")
        else:
            plain.append(each)
    are_single = all(_kinds(each, stored) <= SINGLE_VALUES for each in plain)
    if len(plain) <= FEW and are_single:
        for each in plain:
            argument = f"parameters{_member(each.name)}"
            needed = "" if each.required else f"{argument} !== undefined"
            yield from _set(each.name, f"String({argument})", needed)
    else:
        yield from _loop(plain)


def _set(name: str, value: str, condition: str) -> Iterator[str]:
    line = f"url.searchParams.set({literal(name)}, {value});"
    yield from [f"  if ({condition}) {{", f"    {line}", "  }"] if condition else [f"  {line}"]


def _loop(plain: list[Parameter]) -> Iterator[str]:
    """Lines that add many parameters, those that are lists among them."""
    yield "  for (const [name, value] of Object.entries({"
    for each in plain:
        yield f"    {key_of(each.name)}: parameters{_member(each.name)},"
    yield "  })) {"
    yield "    for (const each of [value].flat()) {"
    yield "      if (each !== undefined && each !== null) {"
    yield "        url.searchParams.append(name, String(each));"
    yield "      }"
    yield "    }"
    yield "  }"


def _object(name: str, argument: str, style: str, *, is_whole: bool) -> Iterator[str]:
    if is_whole and style in JOINED:
        joined = f"Object.entries({argument}).flat().join({literal(SEPARATORS[JOINED[style]])})"
        yield from _set(name, joined, argument)
        return
    key = f'{literal(f"{name}[")} + key + "]"' if style == "deepObject" else "key"
    yield f"  for (const [key, value] of Object.entries({argument} ?? {{}})) {{"
    yield f"    url.searchParams.append({key}, String(value));"
    yield "  }"


def _options(example: Example, names: Names) -> Iterator[str]:
    """Return what `fetch` is told beside the address."""
    request = example.request
    yield f"    method: {literal(request.method)},"
    asked = [each for each in names.parameters if each.place is Place.HEADER]
    taken = {"Cookie", *(each.name for each in asked)}
    headers = [(name, value) for name, value in request.headers if name not in taken]
    if any(name == "Cookie" for name, _ in request.headers):  # browsers send them, or nobody does
        yield '    credentials: "include",'
    if headers or asked:
        yield "    headers: {"
        for name, value in headers:
            text = f'"Basic " + btoa({literal(USER)})' if value == BASIC else literal(value)
            yield f"      {literal(name)}: {text},"
        yield from map(_header, asked)
        yield "    },"
    yield from _sent(example, names)


def _header(header: Parameter) -> str:
    """Return the line that sends a header; one that is left out is not sent."""
    argument = f"parameters{_member(header.name)}"
    line = f"{literal(header.name)}: String({argument})"
    return (
        f"      {line},"
        if header.required
        else (f"      ...({argument} !== undefined && {{ {line} }}),")
    )


def _sent(example: Example, names: Names) -> Iterator[str]:
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


def _checked(example: Example, names: Names) -> Iterator[str]:
    """Return what is done with an error: it is thrown, with its body where that has a type."""
    said = f"{literal(example.key + ' answered ')} + response.status"
    yield "  if (!response.ok) {"
    if names.error:
        yield "    const body: unknown = await response.json().catch(() => undefined);"
        yield f"    const error = body as {names.error} | undefined;"
        yield f"    throw Object.assign(new Error({said}), {{ error }});"
    else:
        yield f"    throw new Error({said});"
    yield "  }"


def _read(example: Example, names: Names) -> Iterator[str]:
    """Read what is done with a good answer."""
    kinds = set(names.kinds)
    if example.request.query:
        yield f"  const answer = (await response.json()) as {GRAPHQL_ANSWER % names.answer};"
        yield "  if (answer.errors?.length || !answer.data) {"
        yield f"    throw new Error(answer.errors?.[0]?.message ?? {literal(example.key)});"
        yield "  }"
        yield "  return answer.data;"
    elif names.answer == NOTHING:
        return
    elif kinds == {"json"}:
        yield f"  return (await response.json()) as {names.answer};"
    elif kinds == {"json", NO_BODY}:
        yield "  const text = await response.text();"
        yield f"  return (text ? JSON.parse(text) : undefined) as {names.answer};"
    elif kinds in ({"string"}, {"Blob"}):
        yield f"  return response.{'text' if kinds == {'string'} else 'blob'}();"
    else:
        yield '  const type = response.headers.get("Content-Type") ?? "";'
        yield "  const answer: unknown = response.status === 204"
        yield "    ? undefined"
        yield "    : /[/+]json/.test(type) ? await response.json()"
        yield '    : type.startsWith("text/") ? await response.text() : await response.blob();'
        yield f"  return answer as {names.answer};"
