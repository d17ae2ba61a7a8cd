import { once } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import { request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import { type Problem, problemName } from "@openlock/protocol";
import { expect } from "vitest";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  json<T>(): T;
}

export interface Ask {
  readonly method?: string;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** The only authority trusted, for https. */
  readonly ca?: string | undefined;
}

/** One request over a connection of its own, with every byte as it is written here. */
export async function ask(url: string, options: Ask = {}): Promise<Answer> {
  const { method = "GET", token, json, ca } = options;
  const body = json === undefined ? options.body : JSON.stringify(json);
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(json === undefined ? {} : { "content-type": "application/json" }),
    ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
    ...options.headers,
  };
  const request = url.startsWith("https:")
    ? tlsRequest(url, { method, headers, agent: false, ...(ca === undefined ? {} : { ca }) })
    : plainRequest(url, { method, headers, agent: false });
  const answered = once(request, "response");
  // A relay that refuses early may close before it has read everything; its answer is what counts.
  request.on("error", () => {});
  request.end(body);
  const [response] = await answered;
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString("utf8");
  return { status: response.statusCode, headers: response.headers, text, json: () => JSON.parse(text) };
}

/** Asserts a whole problem document: name, status, media type, and words for a person. */
export function expectProblem(answer: Answer, name: string, status: number): void {
  expect({ status: answer.status, type: answer.headers["content-type"] }, answer.text).toEqual({
    status,
    type: "application/problem+json",
  });
  const problem = answer.json<Problem>();
  expect(problemName(problem)).toBe(name);
  expect(problem.status).toBe(status);
  expect(problem.detail?.length ?? 0).toBeGreaterThan(10);
  expect(problem.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
}
