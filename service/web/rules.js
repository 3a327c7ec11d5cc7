/** What each rule says, for who asks why something was checked. Pure. */

const RULES = {
  column_total: "The lines of a column add up to the total below or above them, as they do in the other columns of the table.",
  row_total: "The figures of a row add up to the one at its end, as they do in the other rows of the table.",
  balance_identity: "What a company owns is what it owes and what belongs to its owners: the two sides of the balance sheet are equal.",
  roll_forward: "What a period opens with and what moved in it give what it closes with.",
  tie: "The same line for the same period is the same figure wherever the report prints it.",
  cash_tie: "The cash flow ends with the cash that the balance sheet prints.",
  percent_change: "A percentage of change follows from the two figures that it compares.",
  share: "A percentage is the one figure as a share of the other.",
  per_share: "An amount per share is the amount divided by the number of shares.",
  formula: "The figure that a workbook shows is what its formula gives.",
  rounding: "Rounded figures may add up to a little more or less than their rounded total. That is no error.",
  arithmetic: "Each table is searched for sums, closing balances and percentages that its own figures give.",
  nothing_checked: "Figures were seen that could not be read as a table, so nothing was checked there.",
  change_in_sentence: "What a sentence says of a change follows from the figures in the same sentence.",
  change_direction: "Where a sentence says that something rose or fell, its figures do so too.",
  change_to_table: "What a sentence says of a change is what the table shows for the same line and periods.",
  text_to_table: "A figure in a sentence is the one in the table for the same line and period.",
  sum_in_sentence: "The parts that a sentence names add up to the whole that it names.",
};

/** A rule's words; empty for one of an agent that this page does not know. */
export function ruleWords(check) {
  return Object.hasOwn(RULES, check) ? RULES[check] : "";
}

/** "text_to_table" as "text to table". */
export function ruleName(check) {
  return (check ?? "").replaceAll("_", " ");
}
