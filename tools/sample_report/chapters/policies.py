"""Notes 1 to 3: the company, the accounting policies, and where judgement was needed."""

from __future__ import annotations

from tools.sample_report.document import Blocks, Heading, Paragraph


def policies() -> Blocks:
    """The opening notes; text only."""
    return (
        Heading(2, "Notes to the consolidated financial statements", new_page=True),
        Heading(3, "1. General information"),
        Paragraph(
            "Tolveren Pumps N.V. is a public limited company with its seat at Waardrecht, the Netherlands. With its "
            "subsidiaries it makes and services industrial pumps. The Management Board drew up these consolidated "
            "financial statements on 3 March 2026; the general meeting of shareholders is to adopt them on 29 April "
            "2026."
        ),
        Heading(3, "2. Accounting policies"),
        Paragraph(
            "The statements comply with IFRS Accounting Standards as adopted by the European Union and with Part 9 of "
            "Book 2 of the Dutch Civil Code. They are prepared on the basis of historical cost, except for derivative "
            "financial instruments, which are measured at fair value, and retirement benefit obligations. The "
            "accounting policies are those of the year before; amendments that took effect in 2025 had no material "
            "effect. Amounts are in thousands of euros unless stated otherwise."
        ),
        Paragraph(
            "Consolidation. Subsidiaries are consolidated from the day on which the group obtains control until the "
            "day on which it ceases. Non-controlling interests are measured at their share of net assets. Balances and "
            "transactions within the group are eliminated."
        ),
        Paragraph(
            "Foreign currencies. Transactions are translated at the rate of the day. Assets and liabilities of foreign "
            "operations are translated at the closing rate, their income and expenses at average rates; the "
            "differences are recognised in other comprehensive income."
        ),
        Paragraph(
            "Revenue. Pumps and spare parts are performance obligations satisfied at a point in time. Engineered "
            "systems are satisfied over time, measured by costs incurred in proportion to total expected costs. "
            "Service contracts are recognised evenly over their term. Payment terms are between 30 and 60 days; "
            "contracts contain no significant financing component."
        ),
        Paragraph(
            "Property, plant and equipment are carried at cost less depreciation and impairment. Depreciation is "
            "straight-line over 25 to 40 years for buildings, 6 to 15 years for plant and machinery, and 3 to 8 years "
            "for fixtures and equipment. Land and assets under construction are not depreciated."
        ),
        Paragraph(
            "Intangible assets. Goodwill is not amortised and is tested for impairment every year. Development costs "
            "are capitalised when the criteria of IAS 38 are met and are amortised over five to seven years, software "
            "and customer lists over three to ten years."
        ),
        Paragraph(
            "Leases. A right-of-use asset and a lease liability are recognised when the leased asset becomes "
            "available. The liability is measured at the present value of the payments, discounted at the incremental "
            "borrowing rate."
        ),
        Paragraph(
            "Inventories are measured at the lower of cost and net realisable value. Cost is determined by the "
            "weighted average method and includes an appropriate share of production overheads."
        ),
        Paragraph(
            "Financial instruments. Trade receivables are measured at amortised cost less expected credit losses over "
            "their lifetime, for which a matrix by age is used. Borrowings are measured at amortised cost. Forward "
            "exchange contracts are designated as cash flow hedges; the effective part of the change in fair value is "
            "recognised in the hedging reserve."
        ),
        Paragraph(
            "Provisions are recognised for present obligations that will probably lead to an outflow which can be "
            "estimated reliably. Warranty provisions follow from the experience of the last five years. Long-term "
            "provisions are discounted."
        ),
        Heading(3, "3. Judgements and estimates"),
        Paragraph(
            "The estimates with the greatest effect on these statements are total costs of engineered systems in "
            "progress (note 5), the growth and discount rates in the impairment test (note 14), expected warranty "
            "claims (note 24) and the discount rate for retirement benefits (note 23). The Management Board judged "
            "that the group controls its subsidiary in India, in which it holds 60%, and that it has significant "
            "influence, not control, over its associate (note 15)."
        ),
    )
