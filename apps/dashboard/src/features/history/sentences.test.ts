import type { HistoryEntry } from "@openlock/api";
import fc from "fast-check";
import { expect, test } from "vitest";
import { tell } from "./sentences.ts";

const ana = { kind: "person", id: "p1", label: "Ana" } as const;
const device = { kind: "device", id: "kid", label: "front" } as const;
const anonymous = { kind: "anonymous" } as const;
const names = (id: string) => (id === "front" ? "Front door" : id);

function told(entry: Partial<HistoryEntry>, aboutOneDoor = false): string {
  const whole: HistoryEntry = { seq: 1, at: 1, actor: ana, action: "x", outcome: "done", ...entry };
  const { text, ending } = tell(whole, names, aboutOneDoor);
  return ending === undefined ? text : `${text} — ${ending}`;
}

test("a command, however it ended", () => {
  const command = { action: "command.send", door: "front" } as const;
  expect(told(command)).toBe("Ana sent a command to Front door — done");
  expect(told(command, true)).toBe("Ana sent a command to the door — done");
  expect(told({ ...command, outcome: "failed", code: "device-refused" })).toBe(
    "Ana sent a command to Front door — failed: the door refused it",
  );
  expect(told({ ...command, outcome: "failed", code: "door-offline" }, true)).toBe(
    "Ana sent a command to the door — failed: the door was not connected",
  );
  expect(told({ ...command, outcome: "refused", code: "replayed" })).toBe(
    "Ana sent a command to Front door — refused: it had been sent before",
  );
  expect(told({ ...command, outcome: "begun" })).toBe(
    "Ana sent a command to Front door — how it ended is not known",
  );
});

test("a partner's page and a partner's program", () => {
  const website = "https://partner.example";
  expect(told({ action: "command.send", door: "front", detail: { website } })).toBe(
    `Ana sent a command to Front door from ${website} — done`,
  );
  expect(told({ action: "sign-in", detail: { website } })).toBe(`Ana signed in at ${website}`);
  const program = { kind: "api-key", id: "k1", label: "Booking" } as const;
  expect(told({ actor: program, action: "door.status", door: "front", outcome: "refused" })).toBe(
    "Booking asked for the status of Front door — refused",
  );
  const relay = { kind: "relay" } as const;
  expect(told({ actor: relay, action: "website.suspend", detail: { origin: website } })).toBe(
    `The website ${website} was suspended: it could not be verified`,
  );
});

test("what was tried and refused does not read as if it had been done", () => {
  const email = "olga@example.org";
  expect(
    told({ actor: anonymous, action: "sign-in", outcome: "refused", code: "code-wrong", detail: { email } }),
  ).toBe(`Somebody tried to sign in as ${email} — refused: wrong code`);
  expect(told({ actor: anonymous, action: "set-up", outcome: "failed", code: "set-up-done" })).toBe(
    "Somebody tried to set this server up — failed: set up done",
  );
  expect(
    told({
      actor: anonymous,
      action: "device.register",
      door: "front",
      outcome: "refused",
      code: "other-key",
    }),
  ).toBe("A device tried to register for Front door — refused: the door is bound to another key");
});

test("doors and people", () => {
  expect(told({ action: "door.move", door: "main", detail: { from: "front" } })).toBe(
    "Ana gave the door front the Door ID main",
  );
  expect(told({ action: "door.rename", door: "front", detail: { before: "Gate", name: "Front door" } })).toBe(
    "Ana renamed the door “Gate” to “Front door”",
  );
  expect(
    told({ action: "person.create", detail: { email: "bo@example.org", role: "staff", doors: "all" } }),
  ).toBe("Ana added bo@example.org (role staff)");
  expect(told({ action: "person.change", detail: { email: "bo@example.org", doors: "front side" } })).toBe(
    "Ana changed bo@example.org (doors front side)",
  );
});

test("what a device says", () => {
  const event = { actor: device, action: "device.event", door: "front" } as const;
  expect(told({ ...event, detail: { event: "door-opened", seq: 4 } })).toBe("Front door was opened");
  expect(told({ ...event, detail: { event: "offline-period", seconds: 3_700 } }, true)).toBe(
    "The door was without connection for 1 h 1 min",
  );
  expect(told({ ...event, detail: { event: "something-new" } })).toBe("Front door reports: something new");
  expect(told({ actor: device, action: "device.register", door: "front", detail: { bound: true } })).toBe(
    "A device was set up for Front door",
  );
  expect(
    told({ actor: device, action: "device.register", door: "front", detail: { bound: false } }, true),
  ).toBe("The door came online");
});

test("an action of a newer relay, and a door that is gone", () => {
  expect(told({ action: "release.stage" })).toBe("Ana did “release.stage”");
  expect(told({ action: "command.send", door: "cellar" })).toBe("Ana sent a command to cellar — done");
});

test("there is a sentence for every entry that the API allows", () => {
  const text = fc.string({ maxLength: 20 });
  const entry = fc.record<HistoryEntry>(
    {
      seq: fc.nat(),
      at: fc.nat(),
      actor: fc.record(
        { kind: fc.constantFrom("person", "device", "api-key", "relay", "anonymous"), id: text, label: text },
        { requiredKeys: ["kind"] },
      ),
      action: fc.oneof(text, fc.constantFrom("command.send", "device.event", "toString", "__proto__")),
      door: text,
      outcome: fc.constantFrom("begun", "done", "refused", "failed"),
      code: fc.oneof(text, fc.constantFrom("constructor", "forbidden")),
      detail: fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean())),
    },
    { requiredKeys: ["seq", "at", "actor", "action", "outcome"] },
  );
  fc.assert(
    fc.property(entry, (each) => {
      const { text: sentence, ending } = tell(each, names);
      expect(typeof sentence).toBe("string");
      expect(["string", "undefined"]).toContain(typeof ending);
    }),
  );
});

test("a network that was blocked, and let in again", () => {
  const detail = { network: "2001:db8:1:2::/64", why: "unauthorised", minutes: 30, times: 2 };
  expect(told({ actor: { kind: "relay" }, action: "network.block", detail })).toBe(
    "The server blocked 2001:db8:1:2::/64 for 30 min",
  );
  expect(told({ action: "network.unblock", detail })).toBe("Ana lifted the block on 2001:db8:1:2::/64");
});
