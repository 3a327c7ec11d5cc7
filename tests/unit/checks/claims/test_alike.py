"""Which claims are one, which the computed checks have made already, and what a finding says of one that stands."""

from __future__ import annotations

import pytest

from service.checks.claims.alike import Agreed, Made, agreed
from service.checks.claims.claim import Claim
from service.checks.claims.guard import Guard, ProvenClaim
from service.checks.claims.known import is_known
from service.checks.claims.telling import Examined, findings
from service.findings import Alternative, Finding, Location
from service.reports.reading import read
from tests.unit.checks.claims.given.ferries import claim, ferries

PEOPLE = claim("P4: The group employs 1,204 people", "P7: On average 1,240 people were employed")
PROFIT = claim(
    *("T0 R3: 137,457", "T0 R4: (61,902)", "T0 R5: 76,555"), sums=["137,457 - 61,902 = 76,555"], severity="high"
)


def standing(made: Claim) -> ProvenClaim:
    judged = Guard(ferries()).judge(made)
    assert isinstance(judged, ProvenClaim), judged
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


def test_of_a_line_that_is_quoted_whole_what_is_disputed_is_known_and_nothing_else() -> None:
    named = TWO_PLACES.model_copy(update={"explanation": "From 65,086 to 71,140 it is one or the other."})
    whole = [grown(one) for one in (named, BY_ITS_FIGURES, IN_THE_ROW)]
    assert whole[0].quotes[0].location.column != 4, "the line begins with other figures that the claim names"
    rate, amount = Location(table=0, row=1, column=4), Location(table=0, row=1, column=1)

    assert all(is_known(one, [found(rate)]) for one in whole)
    assert not any(is_known(one, [found(amount)]) for one in whole[1:])


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


GROWTH = """\
# Key figures

Operating profit rose by 9.3% to £71.1 million. Orders rose by 9.3%, and the margin was 17.0%.

| In thousands of pounds | 2031 | 2030 | Change | Change in % |
|---|---|---|---|---|
| Operating profit | 71,140 | 65,086 | 6,054 | 8.3 |
| Orders | 90,100 | 83,194 | 6,906 | 8.3 |

# Statement

| In thousands of pounds | 2031 | 2030 |
|---|---|---|
| Operating profit | 71,410 | 65,086 |
"""
ROW = "T0 R1: Operating profit | 71,140 | 65,086 | 6,054 | 8.3"
TEXT = "P1: Operating profit rose by 9.3% to £71.1 million."
TWO_PLACES = claim(ROW, TEXT, title="Growth is 8.3 per cent in the table and 9.3% in the text")
BY_ITS_FIGURES = claim(ROW, TEXT, title="Wrong change", sums=["6,054 / 65,086 * 100 = 8.3"])
IN_THE_ROW = claim(
    *("T0 R1: 6,054 | 8.3", "T0 R1: 65,086"),
    title="Operating profit rose by 9.3%, not by 8.3",
    sums=["100 * 6,054 / 65,086 = 8.3%"],
)
"""One error in three wordings."""
OTHER_AMOUNT = claim(ROW, "T1 R1: Operating profit | 71,410 | 65,086", title="71,140 here and 71,410 there")
OTHER_ROW = claim("T0 R2: 8.3", "P1: Orders rose by 9.3%", title="Orders rose by 8.3 per cent or by 9.3%")
OTHER_MATTER = claim(ROW, "P1: the margin was 17.0%", title="8.3 in the table, but 17.0% in the text")
OTHER_SUM = claim(ROW, sums=["71,140 - 65,086 + 8.3 = 6,054"], title="Wrong difference")


def grown(made: Claim) -> ProvenClaim:
    judged = Guard(read("growth.md", GROWTH.encode())).judge(made)
    assert isinstance(judged, ProvenClaim), judged
    return judged


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_one_figure_disputed_in_several_wordings_and_by_several_lenses_is_one_claim(order: tuple[int, ...]) -> None:
    wordings = (TWO_PLACES, BY_ITS_FIGURES, IN_THE_ROW)
    made = [Made(grown(wordings[at]), "logic" if at else "accounting", at + 1) for at in order]

    [one] = agreed(made)

    assert one.passes == (1, 2, 3)
    assert one.lens == "logic"
    assert one.claim.title == "Wrong change", "arithmetic, and quotes of two places"


def test_the_same_pass_counts_once_whatever_the_lens() -> None:
    [one] = agreed([Made(grown(TWO_PLACES), "accounting", 1), Made(grown(IN_THE_ROW), "logic", 1)])

    assert one.passes == (1,)


@pytest.mark.parametrize("other", [OTHER_AMOUNT, OTHER_ROW, OTHER_MATTER, OTHER_SUM])
@pytest.mark.parametrize("one", [TWO_PLACES, BY_ITS_FIGURES, IN_THE_ROW])
def test_another_figure_of_the_row_the_same_one_elsewhere_and_what_else_is_held_against_it_stay_apart(
    one: Claim, other: Claim
) -> None:
    for made in ((one, other), (other, one)):
        assert len(agreed(Made(grown(each), "logic", 1) for each in made)) == 2


def test_two_places_that_are_wrong_against_the_same_right_one_stay_apart() -> None:
    right = "T0 R1: 71,140"
    one = claim(right, "T1 R1: 71,410", title="71,140 is 71,410 in the statement")
    other = claim(right, "P1: to £71.1 million", title="71,140 is 71.1 in the text")

    assert len(agreed(Made(grown(each), "logic", 1) for each in (one, other))) == 2


def test_a_year_in_the_words_tells_nothing_apart() -> None:
    dated = claim(ROW, TEXT, title="Growth in 2031 is 8.3 per cent in the table and 9.3% in the text")

    assert grown(dated).disputed == grown(TWO_PLACES).disputed
