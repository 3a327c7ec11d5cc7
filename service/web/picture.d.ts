/** The picture of one audit that `fold.js` makes of its events. Only for the type checker. */
declare namespace Picture {
  type Status = "unknown" | Wire.Status;
  type AgentStatus =
    | "waiting"
    | "running"
    | "retrying"
    | "complete"
    | "skipped"
    | "error"
    /** The audit ended before it began, or before it was done. */
    | "not_run"
    | "stopped";

  interface Progress {
    readonly completed: number;
    readonly total: number;
  }

  interface Agent {
    readonly agentId: string;
    readonly status: AgentStatus;
    readonly attempt: number | null;
    readonly producer: Wire.Producer | null;
    readonly progress: (Progress & { readonly message: string }) | null;
    readonly checks: Wire.Checks | null;
    readonly findings: readonly Wire.Finding[];
    readonly findingsTotal: number | null;
    readonly basis: readonly string[];
    readonly tests: readonly Wire.NamedTest[];
    readonly bySeverity: Wire.BySeverity | null;
    readonly artifact: string | null;
    readonly carriedFrom: string | null;
    readonly ticks: string | null;
    readonly durationMs: number | null;
    readonly reason: string | null;
    readonly error: AgentError | null;
    readonly usage: Usage;
    readonly interrupted: boolean;
  }

  /** What a model was asked, and the tokens that it read and wrote. */
  interface Usage {
    readonly questions: number;
    readonly tokens: number;
    readonly estimated: boolean;
  }

  interface AgentError {
    readonly message: string;
    readonly type: string;
    readonly willRetry: boolean;
    readonly retryAfterMs: number | null;
  }

  /** What was left out when the report was read, or that the audit was resumed. */
  type Said =
    | { readonly kind: "read"; readonly text: { readonly notes: readonly string[] } }
    | { readonly kind: "resumed"; readonly text: { readonly attempt: number | null; readonly reason: string } };
  type Note = { readonly seq: number; readonly timestamp: string } & Said;

  interface Extracted {
    readonly sections: number | null;
    readonly paragraphs: number | null;
    readonly tables: number | null;
    readonly pages: number | null;
  }

  interface Summary {
    readonly findingsTotal: number | null;
    readonly bySeverity: Wire.BySeverity | null;
    readonly agentsFailed: readonly string[] | null;
  }

  interface Audit {
    /** The seq of the last event that is in it. */
    readonly cursor: number;
    readonly auditId: string | null;
    readonly name: string | null;
    readonly document: Wire.File | null;
    readonly retryOf: string | null;
    readonly status: Status;
    readonly createdAt: string | null;
    readonly startedAt: string | null;
    readonly endedAt: string | null;
    readonly reading: Progress | null;
    readonly extracted: Extracted | null;
    readonly agents: readonly Agent[];
    readonly summary: Summary | null;
    readonly failure: { readonly message: string; readonly type: string } | null;
    readonly cancelled: string | null;
    readonly notes: readonly Note[];
  }
}
