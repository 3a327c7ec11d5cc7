/**
 * Findings and events, in the shapes of docs/protocol.md. Only for the type checker: no module imports it.
 *
 * A field that later versions added may be missing in what an older one stored, so it is optional here.
 */
declare namespace Wire {
  type Severity = "high" | "medium" | "low" | "info";
  /** Only severities that have been counted are there. */
  type BySeverity = { [S in Severity]?: number };

  interface Checks {
    passed: number;
    failed: number;
    not_possible: number;
  }

  /** A place in a report. What it does not have is null in a finding, and left out in a tick. */
  interface Location {
    table?: number | null;
    row?: number | null;
    column?: number | null;
    table_title?: string | null;
    row_label?: string | null;
    column_label?: string | null;
    section?: string | null;
    page?: number | null;
    /** The number printed on the page, where it is another. */
    page_label?: string;
    paragraph?: number | null;
    quote?: string | null;
  }

  /** Another figure that may be the wrong one instead; `reported` is null where the cell is left empty. */
  interface Alternative {
    location: Location;
    reported: string | null;
    expected: string;
    cause: string | null;
    cause_text: string | null;
  }

  /** Figures are decimal strings, as printed, before scale. */
  interface Finding {
    id: string;
    agent_id: string;
    check: string;
    severity: Severity;
    title: string;
    description: string;
    locations?: Location[];
    reported?: string | null;
    expected?: string | null;
    difference?: string | null;
    unit?: string | null;
    tolerance?: string | null;
    materiality?: string | null;
    cause?: string | null;
    cause_text?: string | null;
    relations?: string[];
    relations_total?: number | null;
    alternatives?: Alternative[];
    alternatives_total?: number;
    reference?: string | null;
    source: "computed" | "model" | "person";
    confidence: number;
    /** The ids of what other agents found at the same place; events do not say. */
    same_place?: string[];
    /** Who added it, where a person did; events do not say. */
    added?: { by: string; at: string; seq: number };
  }

  /** A test that every reader of accounts expects; both lists are open. */
  interface NamedTest {
    test: string;
    state: "holds" | "broken" | "not_found" | string;
    reason: string;
    locations?: Location[];
  }

  interface File {
    filename: string;
    media_type: string;
    size_bytes: number;
    sha256: string;
  }

  // The events of a log.

  interface Envelope {
    seq: number;
    audit_id: string;
    schema_version: number;
    timestamp: string;
    prev: string | null;
  }

  interface AuditCreated extends Envelope {
    type: "audit_created";
    name: string;
    document: File;
    agents: string[];
    retry_of: string | null;
  }

  interface AuditStarted extends Envelope {
    type: "audit_started";
    attempt: number;
  }

  interface ExtractionProgress extends Envelope {
    type: "extraction_progress";
    completed: number;
    total: number;
  }

  interface DocumentExtracted extends Envelope {
    type: "document_extracted";
    sections: number;
    paragraphs: number;
    tables: number;
    pages: number | null;
    artifact: string;
    notes?: string[];
  }

  interface Producer {
    version: string;
    rules: string;
    model: string | null;
  }

  interface AgentStarted extends Envelope {
    type: "agent_started";
    agent_id: string;
    attempt: number;
    producer: Producer;
  }

  interface AgentProgress extends Envelope {
    type: "agent_progress";
    agent_id: string;
    completed: number;
    total: number;
    message: string;
  }

  interface SourceAsked extends Envelope {
    type: "source_asked";
    agent_id: string;
    source: string;
    url: string;
    asked_at: string | null;
    status: number | null;
    sha256: string | null;
    size_bytes: number;
    kept: boolean;
    artifact: string | null;
    error: string | null;
  }

  interface AgentCompleted extends Envelope {
    type: "agent_completed";
    agent_id: string;
    findings: Finding[];
    findings_total: number;
    by_severity: BySeverity;
    checks: Checks;
    duration_ms: number;
    artifact: string | null;
    carried_from: string | null;
    basis?: string[];
    ticks?: string | null;
    tests?: NamedTest[];
    judgement?: Judgement | null;
  }

  interface AgentSkipped extends Envelope {
    type: "agent_skipped";
    agent_id: string;
    reason: string;
  }

  interface AgentError extends Envelope {
    type: "agent_error";
    agent_id: string;
    error: string;
    error_type: string;
    attempt: number;
    will_retry: boolean;
    retry_after_ms?: number | null;
  }

  interface AuditResumed extends Envelope {
    type: "audit_resumed";
    attempt: number;
    reason: string;
    crashed: boolean;
  }

  interface AuditComplete extends Envelope {
    type: "audit_complete";
    findings_total: number;
    by_severity: BySeverity;
    by_agent: { [agentId: string]: number };
    agents_failed: string[];
  }

  interface AuditFailed extends Envelope {
    type: "audit_failed";
    error: string;
    error_type: string;
  }

  interface AuditCancelled extends Envelope {
    type: "audit_cancelled";
    reason: string;
  }

  type Event =
    | AuditCreated
    | AuditStarted
    | ExtractionProgress
    | DocumentExtracted
    | AgentStarted
    | AgentProgress
    | SourceAsked
    | AgentCompleted
    | AgentSkipped
    | AgentError
    | ModelAnswered
    | ModelFailed
    | AuditResumed
    | AuditComplete
    | AuditFailed
    | AuditCancelled;

  /** For each type of event what is done with one. */
  type PerEvent<Given extends unknown[], Result> = {
    [Type in Event["type"]]: (...given: [...Given, Extract<Event, { type: Type }>]) => Result;
  };
}
