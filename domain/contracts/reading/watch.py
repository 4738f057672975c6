"""A validator of OpenAPI that looks up at every step: whoever watches it may end it there.

A time limit can't be an exception out of nowhere, as a signal handler raises: it may pass by a
`with` block, or be swallowed where Python tidies up. So whatever takes time here calls `look`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from jsonschema.exceptions import SchemaError, ValidationError
from jsonschema.validators import extend, validator_for
from jsonschema_path.accessors import SchemaAccessor
from jsonschema_path.paths import SchemaPath
from openapi_schema_validator._specifications import REGISTRY  # its own check uses no other
from openapi_spec_validator.validation.keywords import SchemaValidator, ValueValidator
from openapi_spec_validator.validation.validators import SpecValidator

from domain.contracts.patterns import matches

Look = Callable[[], None]
CACHED: Final = 128
"""Parts of a document that are kept resolved, as the library keeps them."""


def watched(kind: type[SpecValidator], tree: Any, look: Look) -> SpecValidator:  # Any: JSON
    """Make the validator of a kind for a document; `look` is called at each step of its work."""
    validators = kind.keyword_validators
    schemas, values = validators["schema"], validators["default"]
    assert issubclass(schemas, SchemaValidator)  # noqa: S101 - else the library has changed
    assert issubclass(values, ValueValidator)  # noqa: S101 - the same

    class Accessor(SchemaAccessor):
        """Every look at a part of the document."""

        def get_resolved(self, parts: Sequence[Any]) -> Any:
            look()
            return super().get_resolved(parts)

    class Schemas(schemas):  # type: ignore[valid-type, misc] # the class of this kind
        """Schemas as such, against the schema of schemas."""

        def _get_schema_checker(self, schema: SchemaPath, schema_value: Any) -> Any:
            checker = super()._get_schema_checker(schema, schema_value)
            checked = getattr(checker, "func", checker).__self__
            options = getattr(checker, "keywords", {"format_checker": checked.FORMAT_CHECKER})
            return lambda value: _check(checked, look, value, **options)

    class Values(values):  # type: ignore[valid-type, misc] # the class of this kind
        """Defaults, against the schemas that they stand in."""

        def __call__(self, schema: SchemaPath, value: Any) -> Iterator[ValidationError]:
            with schema.resolve() as found:
                yield from _bounded(self.value_validator_cls)(
                    found.contents,
                    _resolver=_Watching(found.resolver, look),
                    format_checker=self.value_validator_format_checker,
                ).iter_errors(value)

    class Watched(kind):  # type: ignore[valid-type, misc] # the class of this kind
        keyword_validators: Mapping[str, Any] = {
            **validators,
            "schema": Schemas,
            "default": Values,
        }

    accessor = Accessor.from_schema(
        tree, handlers=kind.resolver_handlers, resolved_cache_maxsize=CACHED
    )
    made: SpecValidator = Watched(SchemaPath(accessor))
    return made


@dataclass(frozen=True, slots=True)
class _Watching:
    """A resolver of references, by which every step of jsonschema passes.

    One in the place of the library's own, which can't be extended.
    """

    inner: Any
    look: Look

    def lookup(self, ref: str) -> Any:
        self.look()
        found = self.inner.lookup(ref)
        return type(found)(found.contents, _Watching(found.resolver, self.look))

    def in_subresource(self, subresource: Any) -> _Watching:
        self.look()
        inner = self.inner.in_subresource(subresource)
        return self if inner is self.inner else _Watching(inner, self.look)

    def dynamic_scope(self) -> Any:
        return self.inner.dynamic_scope()


def _check(cls: Any, look: Look, value: Any, *, format_checker: Any) -> None:
    """Raise `SchemaError` for what is no schema, as the library's `check_schema` does."""
    plain = validator_for(cls.META_SCHEMA, default=cls)(
        cls.META_SCHEMA, format_checker=format_checker, registry=REGISTRY
    )
    for error in plain.evolve(_resolver=_Watching(plain._resolver, look)).iter_errors(value):  # noqa: SLF001 - the way in that jsonschema has
        raise SchemaError.create_from(error)


@lru_cache
def _bounded(cls: Any) -> Any:
    """Make a validator of values whose patterns can't take for ever."""
    others = cls.VALIDATORS.get("additionalProperties")

    def additional(validator: Any, rest: Any, value: Any, schema: Mapping[str, Any]) -> Any:
        patterns = schema.get("patternProperties", {})
        if patterns and validator.is_type(value, "object"):
            found = {name for name in value for each in patterns if matches(each, name)}
            value = {name: each for name, each in value.items() if name not in found}
            schema = {key: each for key, each in schema.items() if key != "patternProperties"}
        return others(validator, rest, value, schema)

    changed: dict[str, Any] = {"pattern": _pattern, "additionalProperties": additional}
    if "patternProperties" in cls.VALIDATORS:
        changed["patternProperties"] = _pattern_properties
    return extend(cls, changed)


def _pattern(
    validator: Any, pattern: str, value: Any, _schema: object
) -> Iterator[ValidationError]:
    if validator.is_type(value, "string") and matches(pattern, value) is False:
        yield ValidationError(f"{value!r} does not match {pattern!r}")


def _pattern_properties(
    validator: Any, patterns: Mapping[str, Any], value: Any, _schema: object
) -> Iterator[ValidationError]:
    if validator.is_type(value, "object"):
        for pattern, schema in patterns.items():
            for name, each in value.items():
                if matches(pattern, name):
                    yield from validator.descend(each, schema, path=name, schema_path=pattern)
