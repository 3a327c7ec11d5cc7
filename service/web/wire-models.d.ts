/**
 * What models are asked, in the shapes of docs/protocol.md. Only for the type checker: no module imports it.
 */
declare namespace Wire {
  interface Usage {
    input_tokens: number;
    output_tokens: number;
    estimated: boolean;
  }

  /** What a model was asked for a result, and what became of its claims. */
  interface Judgement {
    model: string;
    passes: number;
    questions: number;
    failed: number;
    claims: number;
    repeated: number;
    refuted: number;
    dropped: { [reason: string]: number };
    confirmed: number;
    complete: boolean;
    usage: Usage;
  }

  interface ModelAnswered extends Envelope {
    type: "model_answered";
    agent_id: string;
    key: string;
    purpose: string;
    tier: "fast" | "strong";
    model: string;
    tries: number;
    usage: Usage;
    duration_ms: number;
    artifact: string;
    sources: { url: string; title: string }[];
  }

  interface ModelFailed extends Envelope {
    type: "model_failed";
    agent_id: string;
    key: string;
    purpose: string;
    tier: "fast" | "strong";
    model: string;
    tries: number;
    error: string;
    error_type: string;
    usage: Usage;
  }
}
