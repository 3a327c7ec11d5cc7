/** What people decide about findings, as events and as requests. Only for the type checker, as wire.d.ts. */
declare namespace Wire {
  // The events of a review. Each says who decided.

  interface FindingAccepted extends Envelope {
    type: "finding_accepted";
    by: string;
    finding_id: string;
    note?: string | null;
  }

  interface FindingDismissed extends Envelope {
    type: "finding_dismissed";
    by: string;
    finding_id: string;
    reason: string;
  }

  interface FindingNoted extends Envelope {
    type: "finding_noted";
    by: string;
    finding_id: string;
    note: string;
  }

  interface FindingReopened extends Envelope {
    type: "finding_reopened";
    by: string;
    finding_id: string;
  }

  /** `reported` and `unit` are those of the first location, where a figure is printed there. */
  interface FindingAdded extends Envelope {
    type: "finding_added";
    by: string;
    finding_id: string;
    severity: Severity;
    title: string;
    description: string;
    locations: Location[];
    reported: string | null;
    unit: string | null;
  }

  interface FindingWithdrawn extends Envelope {
    type: "finding_withdrawn";
    by: string;
    finding_id: string;
  }

  interface ReviewSignedOff extends Envelope {
    type: "review_signed_off";
    by: string;
    covers: Covers;
    scope?: Scope | null;
  }

  interface AuditRenamed extends Envelope {
    type: "audit_renamed";
    by: string;
    name: string;
  }

  /** What changes how a finding stands. */
  type EventOfFinding = FindingAccepted | FindingDismissed | FindingReopened | FindingAdded | FindingWithdrawn;

  type ReviewEvent =
    | FindingAccepted
    | FindingDismissed
    | FindingNoted
    | FindingReopened
    | FindingAdded
    | FindingWithdrawn
    | ReviewSignedOff
    | AuditRenamed;

  /** For each type of event what is done with one. */
  type PerReviewEvent<Given extends unknown[], Result> = {
    [Type in ReviewEvent["type"]]: (...given: [...Given, Extract<ReviewEvent, { type: Type }>]) => Result;
  };

  /** The heads of both streams that a sign-off is about; the review's hash is null where nothing was decided. */
  interface Covers {
    audit: { head: number; hash: string };
    review: { head: number; hash: string | null };
  }

  /** What a sign-off is about: the figures in each state, and what was not checked. */
  interface Scope {
    figures: number;
    counts: { holds: number; finding: number; dismissed: number; untested: number; unrelated: number };
    /** The largest first, and how many figures there are for other reasons. */
    reasons: { reason: string; figures: number }[];
    other_reasons: number;
    tests_not_made: string[];
    agents_failed: string[];
    agents_not_run: string[];
  }

  // What is asked for.

  type DecisionAboutFinding =
    | { decision: "accept" | "reopen" | "withdraw"; finding_id: string }
    | { decision: "dismiss"; finding_id: string; reason: string }
    | { decision: "note"; finding_id: string; note: string };

  /** An error that a person has found; the first of its places is what it is about. */
  interface NewFinding {
    severity: Severity;
    title: string;
    description: string;
    places: ChosenPlace[];
  }

  /** A cell or a paragraph, or characters of one. */
  interface ChosenPlace {
    table?: number;
    row?: number;
    column?: number;
    paragraph?: number;
    start?: number;
    end?: number;
  }

  type Decision =
    | DecisionAboutFinding
    | { decision: "add"; finding: NewFinding }
    | { decision: "sign_off" }
    | { decision: "rename"; name: string };

  /** How a review stands, in a row of the list. */
  interface ReviewStanding {
    head: number;
    signed_off: boolean;
    whole: boolean;
    /** How many findings people have added. */
    added?: BySeverity;
  }
}
