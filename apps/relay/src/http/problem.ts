import { PROBLEM_BASE, PROBLEM_STATUS, type Problem } from "@openlock/protocol";

/** Problems of the management API, beside those of the protocol's section 4. */
const OWN_STATUS = {
  "not-found": 404,
  "method-not-allowed": 405,
  conflict: 409,
  "last-owner": 409,
  "too-large": 413,
  "unsupported-media-type": 415,
  "code-wrong": 401,
  "code-expired": 401,
  "passkey-refused": 401,
  "passkey-expired": 401,
  "passkeys-unavailable": 404,
  "set-up-done": 410,
  "invitation-unknown": 404,
  "invitation-withdrawn": 410,
  "invitation-expired": 410,
  "invitation-used": 410,
  "invitation-void": 410,
  "mail-failed": 503,
  "release-refused": 422,
  "store-unavailable": 503,
  "shutting-down": 503,
  internal: 500,
} as const;

const STATUS = { ...PROBLEM_STATUS, ...OWN_STATUS };
export type RelayProblem = keyof typeof STATUS;

/**
 * How much a refusal counts toward a block of the network that asked: `mild` befalls the well-meaning too, `bare`, which is
 * none, came without anything that could be right or wrong, as any page can have its visitors' browsers send it.
 */
export type Offence = "full" | "mild" | "bare";

/**
 * A refusal as the caller sees it. `detail` says what happened and what to do next, to a person; it never holds
 * what the caller sent.
 */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: RelayProblem;
  readonly status: (typeof STATUS)[RelayProblem];
  readonly headers: Readonly<Record<string, string>>;
  readonly offence: Offence;

  constructor(
    problem: RelayProblem,
    detail: string,
    options: ErrorOptions & {
      readonly headers?: Readonly<Record<string, string>>;
      readonly offence?: Offence;
    } = {},
  ) {
    super(detail, options);
    this.problem = problem;
    this.status = STATUS[problem];
    this.headers = options.headers ?? {};
    this.offence = options.offence ?? "full";
  }

  /** The problem document (RFC 9457). */
  document(instance: string): Problem {
    return {
      type: PROBLEM_BASE + this.problem,
      title: this.problem.replaceAll("-", " "),
      status: this.status,
      detail: this.message,
      instance,
    };
  }
}
