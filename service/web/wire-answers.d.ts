/** What the server answers to HTTP calls. Only for the type checker, as wire.d.ts. */
declare namespace Wire {
  type Status = "queued" | "running" | "complete" | "failed" | "cancelled";

  interface AuditAgent {
    agent_id: string;
    status: string;
    checks: Checks | null;
  }

  interface Audit {
    audit_id: string;
    name: string;
    filename: string | null;
    document: File | null;
    status: Status;
    created_at: string;
    by_severity: BySeverity;
    agents: AuditAgent[];
    error: string | null;
    review?: ReviewStanding;
  }

  interface DamagedAudit {
    audit_id: string;
    problem: string;
  }

  interface AuditPage {
    audits: Audit[];
    next: string | null;
    damaged?: DamagedAudit[];
  }

  interface Accepted {
    audit_id: string;
  }

  interface Rule {
    id: string;
    title: string;
    always: boolean;
    meaning: string;
    why: string;
    references?: { [framework: string]: string };
  }

  interface Tick {
    check: string;
    relation: string;
    exact: boolean;
    /** Its result first, then what gives it. */
    locations: [Location, ...Location[]];
  }

  interface Untested {
    check: string;
    reason: string;
    location: Location;
  }

  /** Sentences have none of the first three; the last three are there where they are counted. */
  interface TickedTable {
    table?: number;
    title?: string;
    section?: string;
    ticks: Tick[];
    untested: Untested[];
    figures?: number;
    ticked?: number;
    failed?: number;
  }

  interface TickList {
    tables: TickedTable[];
    left_out: number;
  }

  // The report as it was read; what is as usual is left out.

  interface Cell {
    row: number;
    column: number;
    text: string;
    kind?: "empty" | "text" | "number" | "nil" | "mark";
    number?: { text: string };
    colspan?: number;
    rowspan?: number;
    header?: boolean;
    reference?: boolean;
    /** Where a PDF prints it: left, top, right and bottom in thousandths of the page. */
    box?: [number, number, number, number];
  }

  interface Table {
    index: number;
    /** How many paragraphs stand before it. */
    paragraph: number;
    title: string;
    rows: number;
    width: number;
    header_rows?: number;
    cells: Cell[];
    /** Of figures: what stands above each, and the columns of the grid that it takes up. */
    columns?: { label: string; columns: number[] }[];
    page?: number | null;
    /** The rows with which each further page begins. */
    page_breaks?: number[];
    sheet?: string;
  }

  interface Paragraph {
    index: number;
    text: string;
    heading?: boolean;
    page?: number | null;
    boxes?: TextBox[];
  }

  /** Characters of a text from the first to before the second, their page, and their box. */
  type TextBox = [number, number, number, number, number, number, number];

  interface Section {
    paragraph: number;
    level: number;
  }

  interface Report {
    sections: Section[];
    paragraphs: Paragraph[];
    tables: Table[];
    /** The pages of a PDF, in points. */
    shown?: { width: number; height: number; label?: string }[];
  }

  // The state of every figure of it.

  type FigureState = "holds" | "finding" | "untested" | "unrelated";

  /** A cell, or a stretch of a cell's or a paragraph's text. */
  type FigurePlace =
    | { table: number; row: number; column: number; paragraph?: undefined; start?: number; end?: number }
    | { table?: undefined; row?: undefined; column?: undefined; paragraph: number; start: number; end: number };

  interface FigureAt {
    place: FigurePlace;
    /** None where no figure is printed. */
    state?: FigureState;
    /** Indices. */
    relations: number[];
  }

  interface Relation {
    kind: "holds" | "rounded" | "fails" | "untested";
    agent_id: string;
    check: string;
    words: string;
    /** Indices, the result first. */
    places: number[];
    /** The id of the finding that says that it fails. */
    finding?: string;
  }

  interface FigureStates {
    agents: string[];
    figures: number;
    counts: { [State in FigureState]: number };
    places: FigureAt[];
    relations: Relation[];
  }
}
