import { SERIAL_ERROR, type SerialMethod, type SerialResponse } from "@openlock/protocol";
import { ProvisioningError } from "../errors.ts";
import type { SerialSession } from "../serial/session.ts";

export interface CallOptions {
  /** How long to wait for the answer, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

let lastId = 0;

/**
 * One JSON-RPC 2.0 request over the serial line (section 6), and its result as it came.
 *
 * @throws {ProvisioningError} `no-answer`, `port-lost`, and what the device refuses
 */
export async function call(
  session: SerialSession,
  method: SerialMethod,
  params: Record<string, unknown> | undefined,
  options: CallOptions,
): Promise<unknown> {
  const id = ++lastId;
  const patience = AbortSignal.timeout(options.timeoutMs);
  const until = AbortSignal.any([session.ended, patience, ...(options.signal ? [options.signal] : [])]);
  const answered = nextResponse(session, id, until);
  const request = JSON.stringify({ jsonrpc: "2.0", id, method, ...(params ? { params } : {}) });
  let response: SerialResponse;
  try {
    // A line break first ends whatever half a line the device may have seen while it restarted.
    [response] = await Promise.all([answered, session.write(new TextEncoder().encode(`\n${request}\n`))]);
  } catch (error) {
    if (until.reason === patience.reason && patience.aborted) {
      throw new ProvisioningError("no-answer", "The board does not answer on its serial line.", {
        cause: error,
      });
    }
    throw error;
  }
  if ("error" in response) throw refusal(response.error);
  return response.result;
}

function nextResponse(session: SerialSession, id: number, until: AbortSignal): Promise<SerialResponse> {
  return new Promise((resolve, reject) => {
    const done = () => {
      until.removeEventListener("abort", aborted);
      stop();
    };
    const aborted = () => {
      done();
      reject(until.reason);
    };
    const stop = session.onMessage((message) => {
      if (message.kind !== "response" || message.response.id !== id) return;
      done();
      resolve(message.response);
    });
    if (until.aborted) aborted();
    else until.addEventListener("abort", aborted);
  });
}

type Refusal = Extract<SerialResponse, { error: unknown }>["error"];

function refusal({ code, message, data }: Refusal): ProvisioningError {
  if (code === SERIAL_ERROR.refused) {
    return data?.error === "locked-out"
      ? new ProvisioningError("locked-out", `The board is locked after too many wrong passwords: ${message}`)
      : new ProvisioningError(
          "bad-password",
          "The board wants its present door password, and did not get it.",
        );
  }
  if (code === SERIAL_ERROR.invalidParams) {
    return new ProvisioningError("settings-refused", `The board does not take these settings: ${message}`);
  }
  if (code === SERIAL_ERROR.failed) {
    return new ProvisioningError("device-failed", `The board could not do it: ${message}`);
  }
  return new ProvisioningError(
    "bad-answer",
    `The board did not understand the request (${code}: ${message}).`,
  );
}
