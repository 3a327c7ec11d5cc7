/** The picture of a review that `review/fold.js` makes of its events. Only for the type checker. */
declare namespace Picture {
  type FindingState = "open" | "accepted" | "dismissed" | "withdrawn";

  interface FindingNote {
    readonly seq: number;
    readonly note: string;
    readonly by: string;
    readonly at: string;
  }

  /** How a finding stands, by whose decision and when; `by`, `at` and `seq` are null where nobody has decided. */
  interface Decided {
    readonly state: FindingState;
    readonly reason: string | null;
    readonly by: string | null;
    readonly at: string | null;
    readonly seq: number | null;
    readonly notes: readonly FindingNote[];
    /** What the last decision has changed; null where there is none. */
    readonly before: { readonly state: FindingState; readonly reason: string | null } | null;
    /** Who added it; null of what an agent has found. */
    readonly added: Added | null;
  }

  /** What a person has found. */
  interface Added {
    readonly by: string;
    readonly at: string;
    readonly seq: number;
    readonly severity: Wire.Severity;
    readonly title: string;
  }

  /**
   * The state of a figure with what people decided about its findings; `finding` is what one names, `fails` what only
   * stands in a relation that one says fails.
   */
  type FigureState = Wire.FigureState | "fails" | "dismissed";

  /** `dismissed` or `accepted` where the finding that says that it fails is. */
  type Relation = Wire.Relation & { readonly dismissed?: boolean; readonly accepted?: boolean };

  interface FigureAt {
    readonly place: Wire.FigurePlace;
    /** None where no figure is printed. */
    readonly state?: FigureState;
    /** Every finding about it that is not dismissed is accepted. */
    readonly accepted?: boolean;
    /** Indices. */
    readonly relations: readonly number[];
  }

  /** A place that an address names; what it does not have is left out, or null. */
  interface Spot {
    readonly table?: number | null;
    readonly row?: number | null;
    readonly column?: number | null;
    readonly paragraph?: number | null;
    readonly start?: number | null;
    readonly end?: number | null;
  }

  interface Figures {
    readonly agents: readonly string[];
    readonly figures: number;
    readonly counts: { readonly [State in FigureState]: number };
    readonly places: readonly FigureAt[];
    readonly relations: readonly Relation[];
  }

  interface Decision {
    readonly seq: number;
    readonly by: string;
    readonly findingId: string;
    readonly did: "accepted" | "dismissed" | "reopened" | "added" | "withdrew";
    /** Why it was dismissed. */
    readonly reason: string | null;
  }

  /** An event after a sign-off, which does not cover it. */
  interface Since {
    readonly seq: number;
    readonly type: string;
    readonly by: string;
    readonly at: string;
    readonly findingId: string;
  }

  interface SignOff {
    readonly seq: number;
    readonly by: string;
    readonly at: string;
    readonly covers: Wire.Covers;
    /** Null where an older version did not say. */
    readonly scope: Wire.Scope | null;
  }

  interface Review {
    /** The seq of the last event that is in it. */
    readonly cursor: number;
    /** The seq of the last event but for new names of the audit. */
    readonly changed: number;
    /** By id: the findings that something was decided or noted about. */
    readonly findings: ReadonlyMap<string, Decided>;
    /** Every decision about a finding but for notes, oldest first. */
    readonly decisions: readonly Decision[];
    /** What came after the last sign-off, but for new names of the audit. */
    readonly since: readonly Since[];
    readonly signedOff: SignOff | null;
    /** The name that the audit was given last; null where it has the one it came with. */
    readonly name: string | null;
  }
}
