"""The rules of external_signal: what sources outside of the report say of it."""

from __future__ import annotations

from service.checks.rules.rule import Rule

AGENT_ID = "external_signal"
_SINCE = "0.1.0"


def of_sources() -> tuple[Rule, ...]:
    """The rules, in the order in which the agent's documentation has them."""
    return _RULES


_RULES = (
    Rule(
        id="external_lei",
        agent_id=AGENT_ID,
        title="No Legal Entity Identifier, or nobody's",
        meaning=(
            "A Legal Entity Identifier has 20 characters, of which the last two are computed from the others (ISO "
            "17442), which needs no source; and GLEIF has an entity of it."
        ),
        why="Whoever looks the entity up by a wrong identifier finds nobody, or somebody else.",
        holds="LEI: 213800FERROWMARINE52, whose other characters give 52.",
        broken="LEI: 213800FERROWMARINE25, whose other characters give 52.",
        severity=(
            "High where the check digits do not hold: that is arithmetic, and no source can be wrong about it. Medium "
            "where they hold and GLEIF has no such entity."
        ),
        since=_SINCE,
    ),
    Rule(
        id="external_company_number",
        agent_id=AGENT_ID,
        title="Companies House has no company of this number",
        meaning="A number that the report gives as that of a company registered in the United Kingdom is a company's.",
        why="Whoever looks the company up by a wrong number finds nobody, or another company.",
        holds="Registered in England and Wales No. 01234567, and the register has a company of that number.",
        broken="Registered in England and Wales No. 01234567, and the register has no company of that number.",
        severity="Always medium.",
        since=_SINCE,
    ),
    Rule(
        id="external_entity_name",
        agent_id=AGENT_ID,
        title="The identifier is that of a name that the report says nowhere",
        meaning=(
            "The legal name that a register has for an identifier in the report, or an earlier or other name that it "
            "has, stands somewhere in the report. Case, punctuation and the writing of legal forms do not matter."
        ),
        why="The identifier is of another entity, or the report does not say whose it is.",
        holds="The register has the LEI as that of “Ferrow Marine plc”, and the report is that of Ferrow Marine.",
        broken="The register has the LEI as that of “Ferrow Marine plc”, and the report names no Ferrow Marine.",
        severity="Always medium: the register may have a new name that the report does not have yet.",
        since=_SINCE,
    ),
    Rule(
        id="external_status",
        agent_id=AGENT_ID,
        title="A register says that the entity is no longer active",
        meaning="The entity of an identifier in the report is active by the register.",
        why="Dissolution, liquidation and mergers bear on going concern, and on whose report this is.",
        holds="The register has the company as active.",
        broken="The register has the company as in liquidation.",
        severity="Always medium: the report may be of a time before that.",
        since=_SINCE,
    ),
    Rule(
        id="external_address",
        agent_id=AGENT_ID,
        title="A register has another address",
        meaning=(
            "The office that the report states has the postal code that the register has. Another code of that form "
            "contradicts it, beside the register's city, or where the report names another city."
        ),
        why="Notices go to the registered office.",
        holds="Registered office: 12 Quay Street, Bristol BS1 4QA, and the register has BS1 4QA.",
        broken="Registered office: 12 Quay Street, Bristol BS1 4QA, and the register has BS1 6XN.",
        severity="Always low: the office may have moved between the report and today.",
        since=_SINCE,
    ),
    Rule(
        id="external_year_end",
        agent_id=AGENT_ID,
        title="Companies House has another year end",
        meaning=(
            "The report's period ends on the company's accounting reference date, or up to seven days before or after "
            "it, as the Companies Act lets it."
        ),
        why="Accounts for another period than the register expects may be late, or not those of this company.",
        holds="The year ended 31 December 2031, and the reference date is 31 December.",
        broken="The year ended 30 September 2031, and the reference date is 31 December.",
        severity="Always low: the date can be moved, and the register has today's.",
        since=_SINCE,
    ),
    Rule(
        id="external_rate",
        agent_id=AGENT_ID,
        title="Another exchange rate than the European Central Bank's",
        meaning=(
            "Exchange rates that a table states, closing or average, are the euro's reference rates of that day or "
            "period, or follow from two of them: to the printed digits where the report says that they are the bank's, "
            "else within 1%, since others quote at other times of the day."
        ),
        why="Everything in another currency is translated with these rates.",
        holds="USD, closing rate 31 December 2031: 1.2610 for one euro, and the reference rate is 1.2610.",
        broken="USD, closing rate 31 December 2031: 1.1960, which is the average of that year.",
        severity=(
            "Medium where the stated rate is another one of the bank's (the average in the place of the closing rate, "
            "or that of another year) or the report says that its rates are the bank's; else low. A lone rate that "
            "is far off is not judged: the table may be meant otherwise."
        ),
        references={"IFRS": "IAS 21.21-22", "US GAAP": "ASC 830-30-45-3"},
        since=_SINCE,
    ),
    Rule(
        id="external_figure",
        agent_id=AGENT_ID,
        title="A figure is not what was filed",
        meaning=(
            "A figure that the report tags in inline XBRL as the whole company's is what the company has filed with "
            "the SEC under that tag, unit and period, in any of its filings, as far as either is exact."
        ),
        why="The tagged figures of a filing are public; a report that prints others is not the one that was filed.",
        holds="4,210 tagged as us-gaap:Assets of 2031-12-31 in millions, and 4,210,000,000 was filed.",
        broken="4,120 tagged as us-gaap:Assets of 2031-12-31 in millions, and 4,210,000,000 was filed.",
        severity=(
            "High where two filings or more say one other value, so that it was repeated; medium where one says it. "
            "Where most figures differ, one finding says so, medium."
        ),
        since=_SINCE,
    ),
    Rule(
        id="external_previous",
        agent_id=AGENT_ID,
        title="Another figure than in the report before",
        meaning=(
            "What a report gives for the year before is what that year's own report gave, under the same caption of a "
            "table with the same title, in whatever scale, if that report was audited in this database. Signs are not "
            "compared. Where the report says that it restated or reclassified comparatives, differences are counted as "
            "not tested."
        ),
        why="Comparatives that differ without a word are an error, or a restatement that was not disclosed.",
        holds="Revenue 2030 is 4,870 in the report for 2031, as it was in the report for 2030.",
        broken="Revenue 2030 is 4,780 in the report for 2031, and was 4,870 in the report for 2030.",
        severity="Medium; one low finding where most figures differ, since the reports were then made otherwise.",
        references={"IFRS": "IAS 8.42, IAS 1.41", "US GAAP": "ASC 250-10-50-7"},
        since=_SINCE,
    ),
    Rule(
        id="external_event",
        agent_id=AGENT_ID,
        title="An event about the entity that was found on the web",
        meaning=(
            "A model that can search the web is asked for events about the entity in the two years before the end of "
            "the period and since: insolvency, restatements, regulators, litigation, auditors, mergers, financing, "
            "management. An event is told only with a page that the search says it read. It is a model's word."
        ),
        why="What happened around a report may have to be disclosed in it, or may say that it cannot be relied on.",
        holds="Nothing is found, or nothing that a page stands behind.",
        broken="A court has opened insolvency proceedings over Ferrow Marine plc, says a page that was read.",
        severity=(
            "Low for insolvency, restatements, regulators and changes of auditor; else a note. Never more: the report "
            "proves nothing of it."
        ),
        references={"IFRS": "IAS 10", "US GAAP": "ASC 855"},
        since=_SINCE,
    ),
    Rule(
        id="external_unanswered",
        agent_id=AGENT_ID,
        title="No source outside of the report could be asked",
        meaning="At least one of the questions to the sources that are enabled is answered.",
        why="That nothing was found says nothing where nothing was compared.",
        holds="GLEIF did not answer within 30 s, and Companies House did.",
        broken="Neither GLEIF nor Companies House answered.",
        severity="Always low.",
        since=_SINCE,
        always=True,
    ),
)
