import { createPortableKey } from "@openlock/client/grants";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readGuestLink, writeGuestLink } from "./guest-link.ts";

const kid = fc.stringMatching(/^[A-Za-z0-9_-]{43}$/);
const door = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);

test("what is written into a link is read from it, and no server is told any of it", async () => {
  const key = await createPortableKey();
  fc.assert(
    fc.property(fc.array(fc.tuple(door, kid), { maxLength: 5 }), (pairs) => {
      const link = { key, pins: new Map(pairs) };
      const url = new URL(writeGuestLink(link, "https://doors.example.org"));
      expect(url.origin + url.pathname + url.search).toBe("https://doors.example.org/guest");
      expect(readGuestLink(url.hash.slice(1))).toEqual(link);
    }),
  );
});

test("a link that was cut or changed is none, and is never half of one", async () => {
  const link = { key: await createPortableKey(), pins: new Map([["front", "k".repeat(43)]]) };
  const whole = new URL(writeGuestLink(link, "https://doors.example.org")).hash.slice(1);
  for (let length = 0; length < whole.length; length++) {
    const read = readGuestLink(whole.slice(0, length));
    // Without its doors' keys it still is one: they are then what the server says.
    if (read) expect(whole.slice(length)).toBe(`.front:${"k".repeat(43)}`);
  }
  fc.assert(fc.property(fc.string(), (text) => readGuestLink(text) === undefined));
});
