"""GraphQL, as SDL or as the answer to an introspection, to the model.

graphql-core, the port of the reference implementation, parses, builds and prints; what is wrong
in a schema that can be read is noted by its own rules (GraphQL, October 2021, section 3).
"""

from __future__ import annotations

import re
from typing import Any, Final

from graphql import (
    DEFAULT_DEPRECATION_REASON,
    DocumentNode,
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLError,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLType,
    GraphQLUnionType,
    build_ast_schema,
    build_client_schema,
    is_introspection_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
    is_required_input_field,
    lexicographic_sort_schema,
    parse,
    print_schema,
    validate_schema,
    value_from_ast_untyped,
)
from graphql.language import (
    DefinitionNode,
    EnumTypeDefinitionNode,
    EnumTypeExtensionNode,
    InputObjectTypeDefinitionNode,
    InputObjectTypeExtensionNode,
    InterfaceTypeDefinitionNode,
    InterfaceTypeExtensionNode,
    NamedTypeNode,
    ObjectTypeDefinitionNode,
    ObjectTypeExtensionNode,
    ScalarTypeDefinitionNode,
    ScalarTypeExtensionNode,
    TypeDefinitionNode,
    TypeExtensionNode,
    UnionTypeDefinitionNode,
    UnionTypeExtensionNode,
    Visitor,
    visit,
)
from graphql.validation.validate import validate_sdl

from domain.contracts.model import (
    REASON,
    SDL_ARGUMENTS,
    SDL_KIND,
    SDL_TYPE,
    TYPES,
    Contract,
    Json,
    Kind,
    Media,
    Operation,
    Parameter,
    Place,
    Response,
    Schema,
)
from domain.contracts.reading.bounds import (
    MOST_OPERATIONS,
    MOST_TEXT,
    MOST_TOKENS,
    MOST_TYPES,
    RefusedError,
    shown_line,
    too_deep,
    too_much_memory,
)
from domain.contracts.reading.faults import Faults
from domain.contracts.uploads import Fault

MEDIA: Final = "application/json"
SCALARS: Final[dict[str, Schema]] = {
    "Int": {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1},
    "Float": {"type": "number"},
    "String": {"type": "string"},
    "Boolean": {"type": "boolean"},
    "ID": {"type": "string"},
}
COMMENT: Final = re.compile(r"^([^\"#\n]*?)(?<!:)//(.*)$", re.MULTILINE)
BLOCK: Final = re.compile(r'"""(?:[^"\\]|\\"""|\\|"(?!""))*+(?:"""|\Z)')
DEFINITIONS: Final[dict[type, Any]] = {  # Any: their arguments differ
    ObjectTypeExtensionNode: ObjectTypeDefinitionNode,
    InputObjectTypeExtensionNode: InputObjectTypeDefinitionNode,
    InterfaceTypeExtensionNode: InterfaceTypeDefinitionNode,
    EnumTypeExtensionNode: EnumTypeDefinitionNode,
    UnionTypeExtensionNode: UnionTypeDefinitionNode,
    ScalarTypeExtensionNode: ScalarTypeDefinitionNode,
}
"""Definitions that an extension of nothing is read as."""
BUILT_IN: Final = frozenset(SCALARS)
MOST_LISTED: Final = 50


def read_sdl(text: str, faults: Faults) -> Contract:
    """Read the contract of a schema in GraphQL's own language.

    `RefusedError` with line and fault.
    """
    source = _without_slashes(text, faults)
    try:
        document = parse(source, max_tokens=MOST_TOKENS)
        document = _completed(document, faults)
        for error in validate_sdl(document):
            _note(error, faults)
        schema = build_ast_schema(document, assume_valid_sdl=True)
        return _contract(schema, Kind.GRAPHQL_SDL, faults)
    except GraphQLError as error:
        raise _refused(error, source) from None
    except RecursionError:
        raise too_deep() from None
    except (TypeError, ValueError, KeyError) as error:  # what it finds only as it builds
        raise _unbuilt("contracts-refused-schema", error) from None


def read_introspection(tree: dict[str, Json], faults: Faults) -> Contract:
    """Read the contract of an introspection's answer, with `data` around it or without."""
    data: Any = tree.get("data", tree)  # Any: graphql-core checks what is in it
    types = data["__schema"].get("types") if isinstance(data["__schema"], dict) else None
    if isinstance(types, list) and len(types) > MOST_TYPES:
        raise RefusedError("contracts-refused-types", most=f"{MOST_TYPES:,}")
    try:
        # What it takes as it comes, such as a description that is no text, fails only later.
        return _contract(build_client_schema(data), Kind.GRAPHQL_INTROSPECTION, faults)
    except RecursionError:
        raise too_deep() from None
    except (GraphQLError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise _unbuilt("contracts-refused-introspection", error) from None


def _without_slashes(text: str, faults: Faults) -> str:
    """`//` comments, which GraphQL does not know, as `#` comments."""
    kept = BLOCK.sub(lambda match: re.sub(r"[^\n]", "x", match[0]), text)
    lines = text.split("\n")
    for match in COMMENT.finditer(kept):
        number = kept.count("\n", 0, match.start()) + 1
        before = len(match[1])
        lines[number - 1] = f"{lines[number - 1][:before]}#{lines[number - 1][before + 2 :]}"
        if len(faults.located) < MOST_LISTED:
            faults.located.append(Fault("slash-comment", number))
    return "\n".join(lines)


def _completed(document: DocumentNode, faults: Faults) -> DocumentNode:
    """Extensions of what is defined elsewhere define it; types that are missing become scalars."""
    defined = {
        node.name.value for node in document.definitions if isinstance(node, TypeDefinitionNode)
    }
    definitions: list[DefinitionNode] = []
    for node in document.definitions:
        if isinstance(node, TypeExtensionNode) and node.name.value not in defined:
            if len(faults.located) < MOST_LISTED:
                faults.located.append(
                    Fault("extends-nothing", _line(node), {"name": node.name.value[:100]})
                )
            defined.add(node.name.value)
            parts = {key: getattr(node, key, None) for key in node.keys}
            definitions.append(DEFINITIONS[type(node)](**parts))
        else:
            definitions.append(node)
    collector = _Named()
    visit(DocumentNode(definitions=tuple(definitions)), collector)
    for name, used in collector.found.items():
        if name not in defined and name not in BUILT_IN:
            if len(faults.located) < MOST_LISTED:
                fault = Fault("unknown-graphql-type", _line(used), {"name": name[:100]})
                faults.located.append(fault)
            definitions += parse(f"scalar {name}").definitions
    return DocumentNode(definitions=tuple(definitions), loc=document.loc)


class _Named(Visitor):
    """Gathers the names of types that are used."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, NamedTypeNode] = {}

    def enter_named_type(self, node: NamedTypeNode, *_: object) -> None:
        self.found.setdefault(node.name.value, node)


def _line(node: Any) -> int | None:  # Any: every node of graphql-core may have a place
    return node.loc.start_token.line if node.loc else None


def _note(error: GraphQLError, faults: Faults) -> None:
    if error.message.startswith(("Unknown type", "Unknown directive")):
        return  # said before, and of directives that tools bring: no harm
    line = error.locations[0].line if error.locations else None
    if len(faults.located) < MOST_LISTED:
        faults.located.append(Fault("invalid", line, {"fault": error.message[:200]}))


def _refused(error: GraphQLError, source: str) -> RefusedError:
    place = error.locations[0] if error.locations else None
    if "nested too deeply" in error.message:
        return too_deep()
    if "Parsing aborted" in error.message:
        return RefusedError("contracts-refused-tokens", most=f"{MOST_TOKENS:,}")
    line = place.line if place else 1
    return RefusedError(
        "contracts-refused-sdl",
        line=line,
        column=place.column if place else 1,
        fault=error.message.removeprefix("Syntax Error: ")[:200],
        text=shown_line(source, line),
    )


def _unbuilt(problem: str, error: BaseException) -> RefusedError:
    """Tell why there is no schema: graphql-core puts its own error around what it ran out of."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, MemoryError):
            return too_much_memory()
        if isinstance(cause, RecursionError):
            return too_deep()
        cause = cause.__cause__
    missing = isinstance(error, KeyError) and error.args
    return RefusedError(
        problem, fault=f"it has no {error.args[0]}" if missing else str(error)[:200]
    )


def _contract(schema: GraphQLSchema, kind: Kind, faults: Faults) -> Contract:
    if len(faults.located) < MOST_LISTED:
        for error in validate_schema(schema)[:MOST_LISTED]:
            _note(error, faults)
    operations = [
        _operation(method, name, field)
        for method, root in (
            ("QUERY", schema.query_type),
            ("MUTATION", schema.mutation_type),
            ("SUBSCRIPTION", schema.subscription_type),
        )
        if root is not None
        for name, field in root.fields.items()
    ]
    if len(operations) > MOST_OPERATIONS:
        raise RefusedError("contracts-refused-operations", most=f"{MOST_OPERATIONS:,}")
    types = {
        name: _type(each)
        for name, each in sorted(schema.type_map.items())
        if name not in BUILT_IN and not is_introspection_type(each)
    }
    if len(types) > MOST_TYPES:
        raise RefusedError("contracts-refused-types", most=f"{MOST_TYPES:,}")
    return Contract(
        kind=kind,
        operations=tuple(operations),
        types=types,
        sdl=print_schema(lexicographic_sort_schema(schema)),
    )


def _operation(method: str, name: str, field: GraphQLField) -> Operation:
    return Operation(
        method=method,
        path=name,
        description=_text(field.description),
        parameters=tuple(_argument(name, each) for name, each in field.args.items()),
        responses=(Response("200", media={MEDIA: Media(_value(field.type))}),),
        deprecated=field.deprecation_reason is not None,
        reason=str(_explained(field).get(REASON, "")),
    )


def _argument(name: str, argument: GraphQLArgument) -> Parameter:
    return Parameter(
        name=name,
        place=Place.ARGUMENT,
        schema=_value(argument.type) | _default(argument) | _explained(argument),
        required=is_required_argument(argument),
        deprecated=argument.deprecation_reason is not None,
        description=_text(argument.description),
    )


def _value(given: GraphQLType) -> Schema:
    """Return a place's schema: what may stand there, and the type as GraphQL writes it."""
    return _nullable(given) | {SDL_TYPE: str(given)}


def _nullable(given: Any) -> Schema:  # Any: graphql-core's wrapping types nest without bound
    if is_non_null_type(given):
        return _bare(given.of_type)
    bare = _bare(given)
    if "type" in bare and isinstance(bare["type"], str) and "enum" not in bare:
        return bare | {"type": [bare["type"], "null"]}
    return {"anyOf": [bare, {"type": "null"}]}


def _bare(given: Any) -> Schema:  # Any: see `_nullable`
    if is_list_type(given):
        return {"type": "array", "items": _nullable(given.of_type)}
    if given.name in SCALARS:
        return dict(SCALARS[given.name])
    return {"$ref": TYPES + str(given.name)}


def _type(named: GraphQLNamedType) -> Schema:
    schema = _shape(named)
    if named.description:
        schema["description"] = _text(named.description)
    return schema


def _shape(named: GraphQLNamedType) -> Schema:
    if isinstance(named, GraphQLEnumType):
        return {"type": "string", "enum": list(named.values), SDL_KIND: "ENUM"}
    if isinstance(named, GraphQLUnionType):
        return {"oneOf": [{"$ref": TYPES + each.name} for each in named.types], SDL_KIND: "UNION"}
    if isinstance(named, GraphQLInputObjectType):
        return _object(named.fields, "INPUT_OBJECT") | {"additionalProperties": {"not": {}}}
    if isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
        is_object = isinstance(named, GraphQLObjectType)
        return _object(named.fields, "OBJECT" if is_object else "INTERFACE")
    return {SDL_KIND: "SCALAR"}  # its values are the server's own business


def _object(fields: dict[str, Any], kind: str) -> Schema:  # Any: output and input fields alike
    required: list[Json] = [
        name
        for name, field in fields.items()
        if (
            is_required_input_field(field)
            if isinstance(field, GraphQLInputField)
            else is_non_null_type(field.type)
        )
    ]
    schema: Schema = {
        "type": "object",
        "properties": {name: _field(field) for name, field in fields.items()},
        SDL_KIND: kind,
    }
    return schema | ({"required": required} if required else {})


def _field(field: GraphQLField | GraphQLInputField) -> Schema:
    schema = _value(field.type)
    if field.description:
        schema["description"] = _text(field.description)
    if field.deprecation_reason is not None:
        schema |= {"deprecated": True} | _explained(field)
    if isinstance(field, GraphQLInputField):
        schema |= _default(field)
    elif field.args:
        schema[SDL_ARGUMENTS] = {
            name: {SDL_TYPE: str(each.type), "required": is_required_argument(each)}
            for name, each in field.args.items()
        }
    return schema


def _default(place: GraphQLArgument | GraphQLInputField) -> Schema:
    """Return the keyword `default`, where the place has one."""
    if place.default is None:
        return {}
    if place.default.literal is not None:
        return {"default": _plain(value_from_ast_untyped(place.default.literal))}
    return {"default": _plain(place.default.value)}


def _explained(place: GraphQLArgument | GraphQLField | GraphQLInputField) -> Schema:
    """Return the keyword for the reason of a deprecation; none where only the usual words stand."""
    reason = _text(place.deprecation_reason)
    return {REASON: reason} if reason not in {"", DEFAULT_DEPRECATION_REASON} else {}


def _plain(value: Any) -> Json:  # Any: a default of whatever type
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, bool | int | float | str) else None


def _text(description: str | None) -> str:
    return (description or "").strip()[:MOST_TEXT]
