import { createClient } from "@openlock/client";
import { pace } from "./pace.ts";
import { pins } from "./pins.ts";
import { freshAccessToken, refreshSession } from "./session.ts";

/**
 * Commands doors. Every command brings its door password: this module knows none.
 *
 * It seals with this browser's clock and never with one that the relay tells: a relay that could date a command
 * ahead could hold it back and open the door later.
 */
export const openlock = createClient({
  server: location.origin,
  token: freshAccessToken,
  pins,
  fetch: async (input, init) => {
    const response = await fetch(input, init);
    pace.note(response.headers.get("ratelimit"));
    if (response.status !== 401) return response;
    // Refused before anything else was looked at, so the same command may go once more.
    await refreshSession();
    const headers = new Headers(init?.headers);
    headers.set("authorization", `Bearer ${await freshAccessToken()}`);
    return await fetch(input, { ...init, headers });
  },
});
