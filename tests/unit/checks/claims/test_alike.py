"""Which claims are one, which the computed checks have made already, and what a finding says of one that stands."""

from __future__ import annotations

from service.checks.claims.alike import Agreed, Made, agreed
from service.checks.claims.claim import Claim
from service.checks.claims.guard import Guard, Standing
from service.checks.claims.known import is_known
from service.checks.claims.telling import Examined, findings
from service.findings import Alternative, Finding, Location
from tests.unit.checks.claims.given.ferries import claim, ferries

PEOPLE = claim("P4: The group employs 1,204 people", "P7: On average 1,240 people were employed")
PROFIT = claim(
    *("T0 R3: 137,457", "T0 R4: (61,902)", "T0 R5: 76,555"), sums=["137,457 - 61,902 = 76,555"], severity="high"
)


def standing(made: Claim) -> Standing:
    judged = Guard(ferries()).judge(made)
    assert isinstance(judged, Standing), judged
    return judged


def test_claims_about_the_same_words_are_one_and_are_counted_by_passes() -> None:
    shorter = claim("P7: 1,240 people were employed", "P4: 1,204 people in three ports", title="Two headcounts")
    made = [
        Made(standing(PEOPLE), "accounting", 1),
        Made(standing(shorter), "logic", 1),
        Made(standing(shorter), "logic", 3),
    ]

    [one] = agreed(made)

    assert (one.claim.title, one.lens, one.passes) == ("They differ", "logic", (1, 3))


def test_a_whole_line_and_its_figure_are_the_same_place() -> None:
    line = claim("T0 R5: Operating profit | | 76,555 | 65,224", "T1 R4: 438,912", explanation="Not 76,555.")
    cell = claim("T0 R5: 76,555", "T1 R4: 438,912", explanation="Not 76,555.")

    assert len(agreed([Made(standing(line), "logic", 1), Made(standing(cell), "logic", 2)])) == 1


def test_two_errors_in_one_place_stay_two() -> None:
    other_place = claim("P4: The group employs 1,204 people", "T0 R0: 2031")
    other_kind = claim("T0 R3: 137,457", "T0 R4: (61,902)", "T0 R5: 76,555")
    other_column = claim("P4: The group employs 1,204 people", "T0 R0: 2030")
    made = [standing(one) for one in (PEOPLE, other_place, PROFIT, other_kind, other_column)]

    assert len(agreed(Made(one, "logic", 1) for one in made)) == len(made)


def test_two_errors_in_one_sentence_stay_two() -> None:
    quotes = ("P3: Revenue rose from £412.6 million to £438.9 million, an increase of 6.4%", "T0 R1: Revenue")
    amount = claim(*quotes, explanation="It is not 412.6.")
    percentage = claim(*quotes, explanation="It is not 6.4.")

    assert len(agreed([Made(standing(amount), "logic", 1), Made(standing(percentage), "logic", 1)])) == 2


def found(*places: Location, alternatives: tuple[Alternative, ...] = ()) -> Finding:
    return Finding(
        id="1",
        agent_id="numeric_validation",
        check="row_total",
        severity="high",
        title="t",
        description="d",
        locations=places,
        alternatives=alternatives,
    )


def test_what_a_computed_check_has_found_at_the_same_cell_is_known() -> None:
    here = Location(table=0, row=5, column=2)

    assert is_known(standing(PROFIT), [found(here)])
    assert is_known(standing(PROFIT), [found(Location(), alternatives=(Alternative(location=here, expected="1"),))])
    assert not is_known(standing(PROFIT), [found(Location(table=0, row=5, column=3)), found(Location(), here)])


def test_what_a_computed_check_has_found_of_another_figure_of_the_sentence_is_not_known() -> None:
    assert is_known(standing(PEOPLE), [found(Location(paragraph=4, quote="employs 1,204 people in"))])
    assert not is_known(standing(PEOPLE), [found(Location(paragraph=4, quote="three ports"))])
    assert not is_known(standing(PEOPLE), [found(Location(paragraph=3, quote="1,204"))])


def test_a_finding_says_who_made_it_how_sure_it_is_and_what_breaks() -> None:
    [finding] = findings("logic_consistency", [Examined(Agreed(standing(PROFIT), "accounting", (1, 2)), "It is.")], 3)

    assert (finding.source, finding.check, finding.severity) == ("model", "model_accounting", "high")
    assert finding.confidence == 0.67
    assert finding.description == "Both cannot be right. It is."
    assert finding.relations == ("137,457 - 61,902 = 75,555, and not 76,555",)
    assert [place.row for place in finding.locations] == [3, 4, 5]


def test_what_no_arithmetic_proves_is_medium_at_most() -> None:
    grave = PEOPLE.model_copy(update={"severity": "high"})

    [finding] = findings("logic_consistency", [Examined(Agreed(standing(grave), "logic", (1,)), "")], 1)

    assert (finding.severity, finding.confidence, finding.description) == ("medium", 1.0, "Both cannot be right.")


def test_findings_about_the_same_places_have_ids_of_their_own_that_do_not_change() -> None:
    one = Examined(Agreed(standing(PEOPLE), "logic", (1,)), "")
    reworded = Examined(Agreed(standing(PEOPLE.model_copy(update={"title": "Other words"})), "logic", (1,)), "")

    first, second = findings("logic_consistency", [one, reworded], 1)
    [again] = findings("logic_consistency", [reworded], 1)

    assert first.id != second.id
    assert again.id == first.id
