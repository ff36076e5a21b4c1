"""FastAPI as its documentation serves it. Run: uvicorn fastapi_app:app --port PORT --no-access-log"""
from typing import List, Optional

from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, Field

app = FastAPI()


class Item(BaseModel):
    name: str = Field(min_length=1, max_length=80)
    price: float = Field(gt=0)
    note: Optional[str] = None
    tags: List[str] = []


@app.get("/plaintext", response_class=PlainTextResponse)
async def plaintext():
    return "Hello, World!"


@app.get("/json")
async def json():
    return {"message": "Hello, World!"}


@app.post("/items")
async def create(item: Item):
    return item


def detail(number):
    async def answer(id: int):
        return {"route": number, "id": id}

    return answer


for number in range(300):
    app.get(f"/api/v1/r{number}/items/{{id}}/detail")(detail(number))
