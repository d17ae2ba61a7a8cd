import { ProtocolError } from "@openlock/protocol";
import type { Context, ErrorHandler, NotFoundHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Logger } from "pino";
import { HotError } from "../hot/errors.ts";
import { RecordsError } from "../records/errors.ts";
import type { RelayEnv } from "./context.ts";
import { ProblemError } from "./problem.ts";

/** Every error leaves as a problem document (RFC 9457). What is not foreseen says nothing of itself to the caller. */
export function problemHandler(
  log: Logger,
  refused: (problem: ProblemError, c: Context<RelayEnv>) => void = () => {},
): ErrorHandler<RelayEnv> {
  return (error, c) => {
    const problem = toProblem(error);
    refused(problem, c);
    if (problem.status >= 500) {
      log.error(
        { err: problem.cause ?? error, requestId: c.get("requestId"), problem: problem.problem },
        "problem",
      );
    }
    return problemResponse(c, problem);
  };
}

/** Which methods a path has is the permission table's to say; what it lets through and nothing answers is 404. */
export const notFoundHandler: NotFoundHandler<RelayEnv> = (c) =>
  problemResponse(
    c,
    new ProblemError("not-found", "There is nothing at this address. /docs lists what there is."),
  );

export function problemResponse(c: Context<RelayEnv>, problem: ProblemError): Response {
  return new Response(JSON.stringify(problem.document(`urn:uuid:${c.get("requestId")}`)), {
    status: problem.status,
    headers: { "content-type": "application/problem+json", ...problem.headers },
  });
}

function toProblem(error: Error): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof ProtocolError) return new ProblemError("malformed", `Refused: ${error.message}.`);
  if (error instanceof HTTPException && error.status < 500) {
    return new ProblemError("malformed", "The request does not fit.", { cause: error });
  }
  if (error instanceof RecordsError || error instanceof HotError) {
    return new ProblemError(
      "store-unavailable",
      "A store of the relay does not answer now. Try again soon.",
      {
        cause: error,
      },
    );
  }
  return new ProblemError(
    "internal",
    "The relay failed at this. Its log says why, under this request's id.",
    {
      cause: error,
    },
  );
}
