"""What the rules about a model's claims share, in words."""

from __future__ import annotations

STANDS = (
    "A claim stands only if its quotes are in the report word for word, every figure that it names is printed there or "
    "was calculated again, it sets two places against each other or shows a sum that does not come to what is printed, "
    "and a second look at the evidence could not refute it."
)
SEVERITY = (
    "As the model claims it, and no more than medium unless arithmetic that was done again proves it. The confidence "
    "is the share of passes over the report in which the claim was made."
)
