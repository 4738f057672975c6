"""Takes the pictures of docs/images: `make screens`.

Nexus runs in its sandbox, as with `make run`, and members act in the page, in a real browser.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from tests.bot.process import ROOT, started
from tests.page import Person, sitting_down

IMAGES = ROOT / "docs" / "images"
PORT = "8097"
TITLE = "How do I avoid N+1 queries with nested serializers?"
SERIALIZER = """class OrderSerializer(serializers.ModelSerializer):
    items = ItemSerializer(many=True)"""
ANSWER = """Reverse relations need `prefetch_related`:
```python
queryset = Order.objects.select_related("customer").prefetch_related("items")
```
That is three queries, however long the list is."""

CONTRACT = """openapi: 3.0.3
info: {title: Shop, version: "1"}
paths:
  /products:
    get:
      summary: All products
      responses:
        "200":
          description: fine
          content:
            application/json:
              schema:
                type: array
                items:
                  type: object
                  required: [id, price]
                  properties:
                    id: {type: integer}
                    price: {type: PRICE}
"""

ORDER = """{
  "id": 12,
  "status": "paid",
  "items": [{"product": 3, "count": 2}],
  "total": "24.00"
}"""


async def main() -> None:
    """Walk through a question's life and take a picture of each step."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = {"NEXUS_SANDBOX_PORT": PORT}
        async with started("run", folder=Path(folder), settings=settings) as nexus:
            await nexus.says("Ready as")
            async with sitting_down() as person:
                await person.open(f"http://127.0.0.1:{PORT}/")
                await _ask(person)
                await _solve(person)
                await _search(person)
                await _set_up(person)
                await _read(person)
                await _suggest(person)
                await _learn_together(person)
                await _change_a_contract(person)
                await _agree_on_an_endpoint(person)


async def _ask(person: Person) -> None:
    await person.go("prodevprojectnexus")
    await person.be("femi")
    await person.use("ask", TITLE)
    await person.fill(
        "Listing **50 orders** runs 151 queries, says `connection.queries`.",
        '`select_related("customer")`; but items are a reverse relation.',
        SERIALIZER,
    )
    await person.page.locator("dialog select").select_option(index=[1, 2])
    await person.take_picture(IMAGES / "ask.png")
    await person.send_form()
    await person.sees("is posted")


async def _solve(person: Person) -> None:
    await person.go(TITLE[:20])
    await person.be("kofi")
    await person.write(ANSWER)
    await person.be("femi")
    await person.press("Accept")
    await person.choose_first()
    await person.go(TITLE[:20])
    await person.sees("Thank you")
    await person.take_picture(IMAGES / "question.png")


async def _search(person: Person) -> None:
    await person.go("general")
    await person.be("lindiwe")
    await person.use("search", "nested serializer querys")
    await person.sees("Found for")
    await person.take_picture(IMAGES / "search.png")


async def _set_up(person: Person) -> None:
    await person.be("mara")
    await person.use("setup")
    await person.sees("Set-up 1/6")
    await person.take_picture(IMAGES / "setup.png")
    for step in ("2/6", "3/6", "4/6", "5/6", "6/6"):
        await person.press("Next")
        await person.sees(f"Set-up {step}")
    await person.press("Save")
    await person.press("Look at the starter FAQ")
    await person.sees("Nothing has happened yet")
    await person.press("Import 50")
    await person.sees("50 new")


async def _read(person: Person) -> None:
    await person.go("general")
    await person.be("lindiwe")
    await person.use("faq show", "list endpoint hundreds of queries")
    await person.sees("Is it one of these?")
    await person.choose_first()
    await person.sees("FAQ #")
    await person.take_picture(IMAGES / "faq.png")


async def _suggest(person: Person) -> None:
    await person.go("prodevprojectnexus")
    await person.press("Save as FAQ")
    await person.send_form()
    await person.sees("waits for the moderators")
    await person.be("mara")
    await person.go("moderators")
    await person.sees("Suggestion #1")
    await person.take_picture(IMAGES / "review.png")


async def _learn_together(person: Person) -> None:
    await person.go("prodevprojectnexus")
    await person.be("ada")
    when = "every Tuesday and Thursday at 18:00 Lagos, 8 times"
    await person.use_with("session create", title="Django signals, live", when=when, seats="2")
    await person.sees("Nothing is saved yet")
    await person.press("Create")
    await person.sees("It is number 1")
    await person.page.locator(".message", has_text="Django signals").first.wait_for()
    for name in ("kofi", "femi", "lindiwe"):
        await person.be(name)
        await person.page.locator(".message .button", has_text="Going").first.click()
        await person.sees("waitlist" if name == "lindiwe" else "You are going")
    await person.be("mara")
    await person.page.locator(
        ".message .button", has_text="Going"
    ).first.scroll_into_view_if_needed()
    await person.take_picture(IMAGES / "session.png")


async def _change_a_contract(person: Person) -> None:
    await person.go("prodevprojectnexus")
    await person.be("ada")
    await person.use_with("api register", name="Shop", url="https://shop.example.com/api")
    await person.sees("is registered as number 1")
    for number, price in ((1, "number"), (2, "string")):
        await person.go("general")
        await person.be("ada")
        await person.use("api upload", "Shop")
        await person.fill(CONTRACT.replace("PRICE", price))
        await person.send_form()
        await person.sees(f"contract of Shop is upload {number} now")
        await person.be("femi")
        await person.use("api consume", "Shop")
        await person.sees("you use the whole API" if number == 1 else "declared the whole API")
    await person.go("Shop")
    await person.sees("was number, is string")
    await person.take_picture(IMAGES / "contract.png")


async def _agree_on_an_endpoint(person: Person) -> None:
    await person.go("prodevprojectnexus")
    await person.be("femi")
    await person.use_with("endpoint request", path="/orders/{id}", api="Shop", due="in 5 days")
    await person.fill(
        "The page of an order shows its items and what it costs.",
        "",
        ORDER,
    )
    await person.send_form()
    await person.sees("Asked. It is number")
    await person.go("GET /orders/{id}")
    await person.be("kofi")
    await person.press("Accept")
    for name in ("kofi", "femi"):
        await person.be(name)
        await person.press("Agree to this shape")
    await person.sees("is agreed now")
    card = person.page.locator(".message", has_text="agreed to the shape, as the other side did")
    await card.first.evaluate("card => card.scrollIntoView()")
    await person.take_picture(IMAGES / "endpoint.png")


if __name__ == "__main__":
    asyncio.run(main())
