import { t } from "../i18n/text.ts";
import { problemWords } from "./problem-words.ts";
/** A refusal or failure of the relay: a problem document (RFC 9457), or that there was no answer. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** The last part of the problem's `type`, for example `door-unknown`; `unreachable` without an answer. */
  readonly problem: string;
  /** What happened and what to do, for a person. The same as `message`. */
  readonly detail: string;
  /** HTTP status; 0 without an answer. */
  readonly status: number;
  /** Seconds from the `Retry-After` header. */
  readonly retryAfter: number | undefined;

  constructor(
    problem: string,
    detail: string,
    status: number,
    options: ErrorOptions & { readonly retryAfter?: number | undefined } = {},
  ) {
    super(detail, options);
    this.problem = problem;
    this.detail = detail;
    this.status = status;
    this.retryAfter = options.retryAfter;
  }

  static async of(response: Response): Promise<ApiError> {
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    const retryAfter = Number.isFinite(seconds) ? seconds : undefined;
    const { type, title, detail } = await readProblem(response);
    const problem = type?.slice(type.lastIndexOf("/") + 1) || "internal";
    const said = detail ?? title;
    const words = said === undefined ? withoutProblem(response.status) : problemWords(problem, said);
    return new ApiError(problem, words, response.status, { retryAfter });
  }

  static unreachable(cause: unknown): ApiError {
    return new ApiError(
      "unreachable",
      t`The server does not answer. Check your connection; then try again.`,
      0,
      { cause },
    );
  }
}

async function readProblem(response: Response): Promise<{ type?: string; title?: string; detail?: string }> {
  if (!response.headers.get("content-type")?.includes("json")) return {};
  try {
    const body: unknown = await response.json();
    if (typeof body !== "object" || body === null) return {};
    const { type, title, detail } = body as Record<string, unknown>;
    return {
      ...(typeof type === "string" && { type }),
      ...(typeof title === "string" && { title }),
      ...(typeof detail === "string" && { detail }),
    };
  } catch {
    return {};
  }
}

/** A proxy between here and the relay answered by itself. */
function withoutProblem(status: number): string {
  return status >= 500
    ? t`The server cannot be reached just now (${status}). Try again in a minute.`
    : t`The server refused this (${status}).`;
}
