"""Small documents of every kind, as learners write and export them."""

from __future__ import annotations

import json
from typing import Any

from graphql import build_schema, introspection_from_schema

OK = {"description": "fine"}


def answer(schema: dict[str, Any]) -> dict[str, Any]:
    return {"200": {**OK, "content": {"application/json": {"schema": schema}}}}


PRODUCT: dict[str, Any] = {
    "type": "object",
    "required": ["id", "name", "price"],
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "name": {"type": "string", "maxLength": 100, "example": "Kettle"},
        "price": {"type": "string", "format": "decimal"},
        "status": {"type": "string", "enum": ["draft", "live"], "default": "draft"},
        "owner": {"allOf": [{"$ref": "#/components/schemas/User"}], "nullable": True},
    },
}
OPENAPI_30: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Shop", "version": "1.0.0"},
    "servers": [
        {"url": "https://{name}.example.com/api", "variables": {"name": {"default": "shop"}}}
    ],
    "paths": {
        "/products/": {
            "get": {
                "operationId": "products_list",
                "summary": "All products",
                "tags": ["products"],
                "parameters": [
                    {
                        "name": "limit",
                        "in": "query",
                        "schema": {
                            "type": "integer",
                            "nullable": True,
                            "minimum": 0,
                            "exclusiveMinimum": True,
                            "maximum": 100,
                        },
                    },
                    {
                        "name": "X-Shop",
                        "in": "header",
                        "required": True,
                        "schema": {"type": "string"},
                    },
                ],
                "responses": answer({"$ref": "#/components/schemas/Page"}),
            },
            "post": {
                "operationId": "products_create",
                "tags": ["products"],
                "security": [],
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Product"}}
                    },
                },
                "responses": {
                    "201": {
                        **OK,
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Product"}}
                        },
                    }
                },
            },
        },
        "/products/{id}/": {
            "parameters": [
                {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
            ],
            "get": {"responses": answer({"$ref": "#/components/schemas/Product"})},
            "delete": {"responses": {"204": OK}},
        },
    },
    "security": [{"tokenAuth": []}],
    "components": {
        "securitySchemes": {
            "tokenAuth": {"type": "apiKey", "in": "header", "name": "Authorization"}
        },
        "schemas": {
            "Page": {
                "type": "object",
                "required": ["count", "results"],
                "properties": {
                    "count": {"type": "integer"},
                    "results": {"type": "array", "items": {"$ref": "#/components/schemas/Product"}},
                },
            },
            "Product": PRODUCT,
            "User": {"type": "object", "properties": {"name": {"type": "string"}}},
        },
    },
}
OPENAPI_31: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Notes", "version": "2"},
    "paths": {
        "/notes": {
            "get": {
                "responses": answer(
                    {
                        "type": "array",
                        "items": {
                            "type": ["object", "null"],
                            "properties": {
                                "text": {"type": ["string", "null"], "examples": ["hi"]}
                            },
                        },
                    }
                )
            }
        }
    },
}
SWAGGER: dict[str, Any] = {
    "swagger": "2.0",
    "info": {"title": "Shop", "version": "v1"},
    "host": "shop.example.com",
    "basePath": "/api",
    "schemes": ["https"],
    "consumes": ["application/json"],
    "produces": ["application/json"],
    "securityDefinitions": {"Token": {"type": "apiKey", "name": "Authorization", "in": "header"}},
    "security": [{"Token": []}],
    "paths": {
        "/products/": {
            "post": {
                "operationId": "products_create",
                "parameters": [
                    {
                        "name": "data",
                        "in": "body",
                        "required": True,
                        "schema": {"$ref": "#/definitions/Product"},
                    }
                ],
                "responses": {"201": {**OK, "schema": {"$ref": "#/definitions/Product"}}},
            }
        },
        "/upload": {
            "post": {
                "consumes": ["multipart/form-data"],
                "parameters": [
                    {"name": "file", "in": "formData", "required": True, "type": "file"},
                    {"name": "note", "in": "formData", "type": "string"},
                ],
                "responses": {"204": OK},
            }
        },
    },
    "definitions": {
        "Product": {
            "type": "object",
            "required": ["name"],
            "properties": {"name": {"type": "string", "x-nullable": True}},
        }
    },
}
COLLECTION: dict[str, Any] = {
    "info": {
        "_postman_id": "5e1f",
        "name": "Shop",
        "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
    },
    "auth": {
        "type": "bearer",
        "bearer": [{"key": "token", "value": "{{token}}", "type": "string"}],
    },
    "variable": [{"key": "base", "value": "https://shop.example.com/api/v1"}],
    "item": [
        {
            "name": "Accounts",
            "item": [
                {
                    "name": "Log in",
                    "request": {
                        "auth": {"type": "noauth"},
                        "method": "POST",
                        "header": [{"key": "Content-Type", "value": "application/json"}],
                        "body": {
                            "mode": "raw",
                            "raw": '{"name": "ada", "id": {{id}}}',
                            "options": {"raw": {"language": "json"}},
                        },
                        "url": {"raw": "{{base}}/login", "host": ["{{base}}"], "path": ["login"]},
                    },
                    "response": [
                        {"name": "in", "code": 200, "body": '{"user": 1, "admin": true}'},
                        {"name": "in, too", "code": 200, "body": '{"user": 1, "admin": null}'},
                        {"name": "once more", "code": 200, "body": '{"user": 2}'},
                        {"name": "wrong", "code": 400, "body": '{"detail": "no"}'},
                    ],
                }
            ],
        },
        {
            "name": "Posts",
            "request": {
                "method": "GET",
                "url": {
                    "raw": "{{base}}/users/:id/posts/{{post id}}?page=2",
                    "variable": [{"key": "id", "value": "7"}],
                    "query": [{"key": "page", "value": "2"}],
                },
            },
            "response": [],
        },
    ],
}
SDL = """
"What the shop sells"
type Query {
  "All of it"
  products(first: Int = 10, kind: Kind): [Product!]!
  product(id: ID!): Product
}

type Mutation {
  rate(input: Rating!): Product!
}

type Product {
  id: ID!
  name: String!
  price: Float!
  kind: Kind
  seller: Seller
  old: String @deprecated(reason: "use name")
}

type Seller {
  name: String!
  products: [Product!]!
}

input Rating {
  product: ID!
  stars: Int! = 5
  words: String
}

enum Kind {
  BOOK
  TOOL
}
"""
INTROSPECTION: dict[str, Any] = {
    "data": json.loads(json.dumps(introspection_from_schema(build_schema(SDL))))
}
