import { once } from "node:events";
import { request } from "node:http";
import type { RelayEvent } from "@openlock/api";
import { expect } from "vitest";

/** An event stream, as a page reads it. */
export async function listenTo(url: string, token: string) {
  const asking = request(`${url}/api/events`, {
    headers: { authorization: `Bearer ${token}` },
    agent: false,
  });
  asking.end();
  const [response] = await once(asking, "response");
  // A relay that is killed breaks it off, which is an end like others.
  asking.on("error", () => {});
  expect(response.statusCode).toBe(200);
  expect(response.headers["content-type"]).toMatch(/^text\/event-stream/);
  let text = "";
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const go of waiting) go();
    waiting.clear();
  };
  response.setEncoding("utf8");
  response.on("data", (chunk: string) => {
    text += chunk;
    wake();
  });
  const ended = new Promise<void>((resolve) => {
    asking.once("close", () => {
      resolve();
      wake();
    });
  });
  response.on("error", () => {});
  const events = () =>
    text
      .split("\n\n")
      .slice(0, -1)
      .filter((block) => block.startsWith("event:"))
      .map((block): RelayEvent => JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? ""));
  return {
    events,
    ended,
    until: async (found: (event: RelayEvent) => boolean) => {
      while (!events().some(found)) await new Promise<void>((resolve) => waiting.add(resolve));
    },
    close: () => asking.destroy(),
  };
}
