import type { DoorView, RelayEvent } from "@openlock/api";
import type { QueryClient } from "@tanstack/react-query";
import { createStore } from "zustand/vanilla";
import { ApiError } from "./api-error.ts";
import { applyEvent } from "./apply-event.ts";
import { backoff } from "./backoff.ts";
import { overtake } from "./catch-up.ts";
import { authorizedFetch } from "./http.ts";

import { createSseParser } from "./sse.ts";

/** Whether what the page shows of doors is kept up to date. */
export type FeedState = "connecting" | "live" | "lost";

export const feedStore = createStore<{ readonly state: FeedState }>(() => ({ state: "connecting" }));

/** The relay says something at least this often; a stream that is silent for longer is dead, milliseconds. */
const SILENCE = 45_000;

/**
 * Keeps the cached doors up to date from the relay's event stream, and the stream open. It is `fetch`, not
 * EventSource, for the token goes in a header.
 *
 * @returns ends it
 */
export function followEvents(queries: QueryClient): () => void {
  const end = new AbortController();
  void keepFollowing(queries, end.signal);
  return () => end.abort();
}

async function keepFollowing(queries: QueryClient, signal: AbortSignal): Promise<void> {
  feedStore.setState({ state: "connecting" });
  let failures = 0;
  while (!signal.aborted) {
    try {
      await follow(queries, signal, () => {
        failures = 0;
        feedStore.setState({ state: "live" });
        // What happened while nobody listened.
        void queries.invalidateQueries({ queryKey: ["doors"] });
      });
    } catch (error) {
      if (signal.aborted) return;
      // Signed out: the router leads to the sign-in page, and a new sign-in starts this anew.
      if (error instanceof ApiError && error.problem === "unauthenticated") return;
    }
    if (signal.aborted) return;
    failures += 1;
    // The relay ends a stream with its access token, which is nothing to show anybody.
    if (failures > 1) feedStore.setState({ state: "lost" });
    await pause(backoff(failures), signal);
  }
}

async function follow(queries: QueryClient, signal: AbortSignal, opened: () => void): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE);
  };
  try {
    const response = await authorizedFetch("/api/events", {
      headers: { accept: "text/event-stream" },
      cache: "no-store",
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (!response.body) throw new Error("the event stream has no body");
    opened();
    const parse = createSseParser(({ data }) => take(queries, JSON.parse(data) as RelayEvent));
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      parse(value);
    }
  } finally {
    clearTimeout(timer);
  }
}

function take(queries: QueryClient, event: RelayEvent): void {
  if (event.type === "rollout-changed" || event.type === "update-progress") {
    void queries.invalidateQueries({ queryKey: ["rollouts"] });
    return;
  }
  overtake(event);
  queries.setQueryData<readonly DoorView[]>(["doors"], (doors) =>
    doors?.map((door) => applyEvent(door, event)),
  );
  queries.setQueryData<DoorView>(["doors", event.door], (door) => door && applyEvent(door, event));
  if (event.type === "door-changed") {
    void queries.invalidateQueries({ queryKey: ["doors"], exact: true });
    void queries.invalidateQueries({ queryKey: ["doors", event.door], exact: true });
  }
  // Whatever happens at a door is written down.
  void queries.invalidateQueries({ queryKey: ["doors", event.door, "history"] });
}

/** Waits, but no longer than until the browser is online again or the page is looked at. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      document.removeEventListener("visibilitychange", seen);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const seen = () => document.visibilityState === "visible" && done();
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    document.addEventListener("visibilitychange", seen);
    signal.addEventListener("abort", done);
  });
}
