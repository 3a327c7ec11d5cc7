"""A claim as a model makes it: what contradicts what, quoted word for word, and the arithmetic that fails."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

ClaimedSeverity = Literal["high", "medium", "low"]


def _known(value: Any) -> Any:
    """Models write "Medium" and "critical"; a word that nobody knows must not cost the whole answer."""
    word = value.strip().lower() if isinstance(value, str) else ""
    return word if word in {"high", "medium", "low"} else "low"


class Quote(BaseModel):
    """Words of the report, and where they stand."""

    model_config = ConfigDict(frozen=True)

    place: str = Field(description='The label of the line they stand in, as given: "T3 R4", "T3" or "P45".')
    text: str = Field(description="The words or the figure, copied character for character, without leaving any out.")


class Sum(BaseModel):
    """Arithmetic with figures of the quotes."""

    model_config = ConfigDict(frozen=True)

    expression: str = Field(description='Figures of the quoted lines with + - * / and brackets: "1,200 + 300".')
    stated: str = Field(
        default="", description='What the report prints as its result, as printed: "1,600". Empty if it prints none.'
    )


class Claim(BaseModel):
    """One error that a model says it sees."""

    model_config = ConfigDict(frozen=True)

    title: str = Field(description="What is wrong, in at most 15 words.")
    explanation: str = Field(description="One sentence that says why both quotes cannot be right.")
    severity: Annotated[ClaimedSeverity, BeforeValidator(_known)] = "low"
    quotes: tuple[Quote, ...] = Field(description="The two places that contradict each other; more where needed.")
    sums: tuple[Sum, ...] = Field(default=(), description="Only where figures do not come to what is printed.")


class Claims(BaseModel):
    """All that a model claims of one part of a report."""

    model_config = ConfigDict(frozen=True)

    claims: tuple[Claim, ...] = Field(default=(), description="Empty where nothing is wrong.")
