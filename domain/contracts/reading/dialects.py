"""Dialects: what Swagger 2.0 and OpenAPI 3 say in different places."""

from __future__ import annotations

import re
from typing import Final

from domain.contracts.model import Body, Json, Kind, Media, Place, Schema, SecurityScheme
from domain.contracts.reading.bounds import MOST_NAME, MOST_TEXT
from domain.contracts.reading.faults import Faults
from domain.contracts.reading.references import References
from domain.contracts.reading.schemas import Schemas, examples_of
from domain.contracts.reading.trees import Path

DEFAULT_MEDIA: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
MULTIPART: Final = "multipart/form-data"
VARIABLE: Final = re.compile(r"\{([^{}]+)\}")
MOST_SERVERS: Final = 10
STYLES: Final = {
    Place.PATH: "simple",
    Place.QUERY: "form",
    Place.HEADER: "simple",
    Place.COOKIE: "form",
}
"""Styles of lists where a parameter does not say (OpenAPI 3.1.0, "Style Values")."""


class Dialect:
    """Reads what the kinds of REST descriptions write differently."""

    def __init__(self, tree: dict[str, Json], kind: Kind, faults: Faults) -> None:
        self._tree = tree
        self._is_old = kind is Kind.SWAGGER_20
        self._faults = faults
        self.references = References(tree, faults)
        self.schemas = Schemas(self.references, faults, kind)
        self.scheme_names = frozenset(self._raw_schemes()[1])

    # Values: of parameters and headers

    def value(self, raw: dict[str, Json], at: Path) -> tuple[Schema, tuple[Json, ...]]:
        """Return the schema and the examples of a parameter or a header."""
        examples = self._examples(raw, at)
        if self._is_old:
            inline = {k: v for k, v in raw.items() if k not in {"required", "description", "in"}}
            return self._without_examples(self.schemas.read(inline, at)), examples
        content = raw.get("content")
        if isinstance(content, dict) and content:
            name, media = next(iter(self.media(content, (*at, "content")).items()))
            del name
            return media.schema or {}, media.examples or examples
        return self.schemas.read(raw.get("schema"), (*at, "schema")), examples

    def _examples(self, raw: dict[str, Json], at: Path) -> tuple[Json, ...]:
        """Examples, with those that are kept elsewhere and referred to."""
        named = raw.get("examples")
        if isinstance(named, dict):
            there: Path = (*at, "examples")
            resolved: dict[str, Json] = {
                name: self.references.resolve(each, (*there, name))[1]
                if isinstance(each, dict) and "$ref" in each
                else each
                for name, each in named.items()
            }
            raw = {**raw, "examples": resolved}
        return examples_of(raw)

    @staticmethod
    def _without_examples(schema: Schema) -> Schema:
        return {key: value for key, value in schema.items() if key != "examples"}

    def style(self, raw: dict[str, Json], place: Place) -> str:
        """Tell how lists are written into a parameter, "" where it is as usual."""
        if self._is_old:
            given = raw.get("collectionFormat")
            return given if isinstance(given, str) and given != "csv" else ""
        style = raw.get("style", STYLES[place])
        exploded = raw.get("explode", style == "form")
        if style == STYLES[place] and exploded == (style == "form"):
            return ""
        return f"{style}{'+explode' if exploded else ''}"[:MOST_NAME]

    # Bodies

    def body(
        self, raw: dict[str, Json], where: Path, old_style: list[tuple[Path, dict[str, Json]]]
    ) -> Body | None:
        """Return what a request carries; `old_style` are Swagger's parameters in the body."""
        if self._is_old:
            return self._old_body(raw, old_style)
        for at, _ in old_style:
            self._faults.note("body-parameter", at)
        if "requestBody" not in raw:
            return None
        at, one = self.references.resolve(raw["requestBody"], (*where, "requestBody"))
        content = one.get("content")
        if not isinstance(content, dict):
            self._faults.note("body-without-content", at)
            content = {}
        return Body(
            media=self.media(content, (*at, "content")),
            required=one.get("required") is True,
            description=_words(one.get("description")),
        )

    def media(self, content: dict[str, Json], at: Path) -> dict[str, Media]:
        """Return the media types of OpenAPI 3, by their name without parameters."""
        found = {}
        for name, each in content.items():
            spot, one = self.references.resolve(each, (*at, name))
            schema = (
                self.schemas.read(one["schema"], (*spot, "schema")) if "schema" in one else None
            )
            found[media_name(name)] = Media(schema, self._examples(one, spot))
        return found

    def response_media(
        self, raw: dict[str, Json], at: Path, operation: dict[str, Json]
    ) -> dict[str, Media]:
        """Return what a response carries."""
        if not self._is_old:
            content = raw.get("content")
            if content is None and "schema" in raw:
                self._faults.note("response-schema", at)
                return {DEFAULT_MEDIA: Media(self.schemas.read(raw["schema"], (*at, "schema")))}
            return self.media(content, (*at, "content")) if isinstance(content, dict) else {}
        if "schema" not in raw:
            return {}
        schema = self.schemas.read(raw["schema"], (*at, "schema"))
        examples = raw.get("examples")
        given = examples if isinstance(examples, dict) else {}
        return {
            name: Media(schema, (given[name],) if name in given else ())
            for name in self._media_names(operation, "produces")
        }

    def _media_names(self, operation: dict[str, Json], field: str) -> list[str]:
        names = operation.get(field, self._tree.get(field))
        given = [media_name(str(name)) for name in names] if isinstance(names, list) else []
        return given or [DEFAULT_MEDIA]

    def _old_body(
        self, operation: dict[str, Json], parameters: list[tuple[Path, dict[str, Json]]]
    ) -> Body | None:
        """Swagger 2.0: one parameter `in: body`, or the fields of a form."""
        for at, one in parameters:
            if one.get("in") == "body":
                schema = self.schemas.read(one.get("schema"), (*at, "schema"))
                examples = self._examples(one, at)
                return Body(
                    media={
                        name: Media(schema, examples)
                        for name in self._media_names(operation, "consumes")
                    },
                    required=one.get("required") is True,
                    description=_words(one.get("description")),
                )
        return self._form(operation, parameters) if parameters else None

    def _form(
        self, operation: dict[str, Json], parameters: list[tuple[Path, dict[str, Json]]]
    ) -> Body:
        properties: dict[str, Json] = {}
        required: list[Json] = []
        for at, one in parameters:
            name = str(one.get("name", ""))[:MOST_NAME]
            properties[name] = field = self.value(one, at)[0]
            if isinstance(one.get("description"), str):
                field["description"] = _words(one["description"])
            if one.get("required") is True:
                required.append(name)
        schema: Schema = {"type": "object", "properties": properties}
        if required:
            schema["required"] = required
        has_file = any(one.get("type") == "file" for _, one in parameters)
        names = [n for n in self._media_names(operation, "consumes") if n in {FORM, MULTIPART}]
        media = names or [MULTIPART if has_file else FORM]
        return Body(media={name: Media(schema) for name in media}, required=bool(required))

    # Servers and security

    def servers(self) -> tuple[str, ...]:
        """Addresses; variables are replaced by their defaults."""
        if self._is_old:
            return self._old_servers()
        found = []
        servers = self._tree.get("servers")
        for each in servers if isinstance(servers, list) else []:
            if not isinstance(each, dict) or not isinstance(each.get("url"), str):
                continue
            variables = each.get("variables")
            defaults = variables if isinstance(variables, dict) else {}

            def default(match: re.Match[str], defaults: dict[str, Json] = defaults) -> str:
                one = defaults.get(match[1])
                return str(one.get("default", match[0])) if isinstance(one, dict) else match[0]

            found.append(VARIABLE.sub(default, str(each["url"]))[:MOST_NAME])
        return tuple(found[:MOST_SERVERS])

    def _old_servers(self) -> tuple[str, ...]:
        host = self._tree.get("host")
        base = self._tree.get("basePath")
        path = base if isinstance(base, str) and base != "/" else ""
        if not isinstance(host, str) or not host:
            return (path[:MOST_NAME],) if path else ()
        if "://" in host or "/" in host:
            self._faults.note("host-is-address", ("host",), host=host)
            whole = (host if "://" in host else f"https://{host}").rstrip("/")
            _, slash, there = whole.partition("://")[2].partition("/")
            has_it = f"{slash}{there}".endswith(f"/{path.strip('/')}")
            below = "" if has_it else path
            return (f"{whole}{below}"[:MOST_NAME],)
        schemes = self._tree.get("schemes")
        names = [str(each) for each in schemes] if isinstance(schemes, list) else []
        return tuple(f"{name}://{host}{path}"[:MOST_NAME] for name in names[:2] or ["https"])

    def _raw_schemes(self) -> tuple[Path, dict[str, Json]]:
        holder: Json = self._tree if self._is_old else self._tree.get("components")
        key = "securityDefinitions" if self._is_old else "securitySchemes"
        schemes = holder.get(key) if isinstance(holder, dict) else None
        path: Path = (key,) if self._is_old else ("components", key)
        return path, schemes if isinstance(schemes, dict) else {}

    def schemes(self) -> dict[str, SecurityScheme]:
        """Tell how one proves who one is."""
        path, schemes = self._raw_schemes()
        found = {}
        for name, each in schemes.items():
            at, one = self.references.resolve(each, (*path, name))
            if not isinstance(one.get("type"), str):
                self._faults.note("scheme-without-type", at, name=name)
                continue
            found[name[:MOST_NAME]] = _scheme(one)
        return found


def media_name(name: str) -> str:
    """Return a media type without parameters, in lower case."""
    return name.partition(";")[0].strip().lower()[:MOST_NAME]


def _scheme(raw: dict[str, Json]) -> SecurityScheme:
    kind = str(raw["type"])
    if kind == "apiKey":
        return SecurityScheme(kind, f"{raw.get('in', '')} {raw.get('name', '')}"[:MOST_NAME])
    if kind == "basic":  # Swagger 2.0
        return SecurityScheme("http", "basic")
    if kind == "http":
        return SecurityScheme(kind, str(raw.get("scheme", "")).lower()[:MOST_NAME])
    if kind == "openIdConnect":
        return SecurityScheme(kind, str(raw.get("openIdConnectUrl", ""))[:MOST_NAME])
    flows = raw.get("flows")
    named = flows if isinstance(flows, dict) else {str(raw.get("flow", "")): raw}
    scopes = {
        str(scope)
        for flow in named.values()
        if isinstance(flow, dict) and isinstance(given := flow.get("scopes"), dict)
        for scope in given
    }
    return SecurityScheme(kind, " ".join(sorted(named))[:MOST_NAME], tuple(sorted(scopes)))


def _words(value: Json) -> str:
    return value.strip()[:MOST_TEXT] if isinstance(value, str) else ""
