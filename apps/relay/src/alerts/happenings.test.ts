import { alertSummary } from "@openlock/api";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AuditRow } from "../records/records.ts";
import { happeningsOf } from "./happenings.ts";

const ACTIONS = [
  "sign-in",
  "sign-in.code",
  "session.refresh",
  "command.send",
  "device.register",
  "device.event",
  "network.block",
  "webhook.deliver",
  "door.create",
];
const NAMES = ["event", "bound", "replacedKid", "email", "leftOut", "network", "minutes", "webhook", "name"];
const CODES = ["replayed", "refresh-token-reused", "key-banned", "other-key", "gone", "x"];

const rows = fc.record(
  {
    seq: fc.nat(),
    at: fc.nat(),
    actor: fc.constantFrom<AuditRow["actor"]>(
      { kind: "anonymous" },
      { kind: "relay" },
      { kind: "person", id: "p", label: "Sam\n\nBcc: all" },
      { kind: "device", id: "k".repeat(43), label: "front" },
    ),
    action: fc.constantFrom(...ACTIONS),
    outcome: fc.constantFrom("begun", "done", "refused", "failed"),
    ip: fc.constantFrom("192.0.2.1", "2001:db8::1", "unknown"),
    door: fc.constantFrom("front", "back"),
    code: fc.constantFrom(...CODES),
    detail: fc.dictionary(
      fc.constantFrom(...NAMES),
      fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant("tamper")),
    ),
  },
  { requiredKeys: ["seq", "at", "actor", "action", "outcome"] },
);

test("whatever a row says: what is found in it can be counted, and told in one line", () => {
  fc.assert(
    fc.property(rows, (row) => {
      for (const { kind, door, times, threshold, detail } of happeningsOf(row as AuditRow)) {
        expect(times).toBeGreaterThanOrEqual(1);
        expect(threshold).toBeGreaterThanOrEqual(1);
        const named = door === undefined ? {} : { door: { id: door, name: "Front\r\nX: y" } };
        expect(alertSummary({ kind, count: times, facts: detail, ...named })).toMatch(/^[^\r\n]+$/);
      }
    }),
    { numRuns: 2000 },
  );
});

test("a device's own words are not repeated", () => {
  const [happening] = happeningsOf({
    seq: 1,
    at: 1,
    actor: { kind: "device", id: "k", label: "front" },
    action: "device.event",
    outcome: "done",
    door: "front",
    detail: { event: "tamper", note: "call 0800-scam", leftOut: 1_000_000 },
  });
  expect(happening).toMatchObject({ kind: "tamper", times: 1, detail: {} });
});
