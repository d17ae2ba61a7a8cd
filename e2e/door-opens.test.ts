import { createClient, memoryPins } from "@openlock/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { failure } from "./support/failure.ts";
import { online } from "./support/online.ts";
import { addPerson, type SignedIn, setUpOwner } from "./support/people.ts";
import { DOOR_PASSWORD, setUpDoor } from "./support/set-up-door.ts";
import { type Stack, startStack } from "./support/stack.ts";

// The whole story without a page: what programs can do, and what somebody on the way can try.

// Flashing and key making take their time.
const TIMEOUT = 120_000;

let stack: Stack;
beforeEach(async () => {
  stack = await startStack();
});
afterEach(() => stack.stop());

/** A client that keeps what it sends, as somebody on the way could. */
function eavesdroppedClient(person: SignedIn) {
  const sent: string[] = [];
  const client = createClient({
    server: person.relay.url,
    token: person.token,
    password: DOOR_PASSWORD,
    pins: memoryPins(),
    fetch: (input, init) => {
      if (typeof init?.body === "string") sent.push(init.body);
      return fetch(input, init);
    },
  });
  return { client, sent };
}

async function problemOf(answer: Response): Promise<string> {
  const { type, status } = (await answer.json()) as { type: string; status: number };
  expect(status).toBe(answer.status);
  return type.slice(type.lastIndexOf("/") + 1);
}

const COMMANDS = "/api/doors/front/commands";

test("a door is set up, opens, locks again by itself, and takes no captured, changed or stale command", {
  timeout: TIMEOUT,
}, async () => {
  const { relay, doors } = stack;
  const [uart = ""] = await doors.ids();
  const owner = await setUpOwner(relay);
  const kid = await setUpDoor(owner, doors, { id: "front", name: "Front door", uart });
  const view = await owner.json<{ online: boolean; device: { kid: string } }>("GET", "/api/doors/front");
  expect(view).toMatchObject({ online: true, device: { kid } });

  const { client, sent } = eavesdroppedClient(owner);
  const state = await client.door("front").unlock();
  expect(state.lock).toBe("unlocked");
  await doors.bolt(uart, "unlocked");
  await doors.bolt(uart, "locked");
  const { boltMoves } = await doors.snapshot(uart);

  // The same command again, as it was; then with one character changed at every hundredth place.
  const captured = sent[0] ?? "";
  const send = (body: string) => owner.request("POST", COMMANDS, body, "application/jose");
  expect(await problemOf(await send(captured))).toBe("replayed");
  for (let at = 0; at < captured.length; at += 100) {
    const other = captured[at] === "A" ? "B" : "A";
    const changed = captured.slice(0, at) + other + captured.slice(at + 1);
    const answer = await send(changed);
    // What the relay lets through the door cannot read: it says 400, and has nothing to seal an answer with.
    if (answer.ok) expect(await answer.json()).toEqual({ code: 400 });
    else expect(["malformed", "key-changed", "stale"]).toContain(await problemOf(answer));
  }
  const late = createClient({
    server: relay.url,
    token: owner.token,
    password: DOOR_PASSWORD,
    now: () => Date.now() - 120_000,
  });
  expect(await failure(late.door("front").unlock())).toBe("stale");

  // kill -9, and the same relay again: what it had seen it still knows.
  await relay.killAndRestart();
  await online(owner, true);
  expect(await problemOf(await send(captured))).toBe("replayed");

  expect((await doors.snapshot(uart)).boltMoves).toBe(boltMoves);
  expect(await failure(client.door("front").unlock({ password: "a wrong one" }))).toBe("bad-password");
  expect((await doors.snapshot(uart)).boltMoves).toBe(boltMoves);
  expect((await client.door("front").unlock()).lock).toBe("unlocked");
});

test("who may not, cannot; and a door that is offline gets nothing later", { timeout: TIMEOUT }, async () => {
  const { relay, doors } = stack;
  const [uart = ""] = await doors.ids();
  const owner = await setUpOwner(relay);
  await setUpDoor(owner, doors, { id: "front", name: "Front door", uart });
  const { boltMoves } = await doors.snapshot(uart);

  const elsewhere = await addPerson(owner, {
    email: "sam@example.org",
    name: "Sam Staff",
    role: "staff",
    doors: { all: false, ids: [] },
  });
  expect(await failure(eavesdroppedClient(elsewhere).client.door("front").unlock())).toBe("door-unknown");
  const auditor = await addPerson(owner, {
    email: "ada@example.org",
    name: "Ada Auditor",
    role: "auditor",
    doors: { all: true },
  });
  expect(await failure(eavesdroppedClient(auditor).client.door("front").unlock())).toBe("forbidden");
  expect((await doors.snapshot(uart)).boltMoves).toBe(boltMoves);

  const { client } = eavesdroppedClient(owner);
  await client.door("front").status();
  await doors.control(uart, "power-off");
  await online(owner, false);
  expect(await failure(client.door("front").unlock())).toBe("door-offline");
  await doors.control(uart, "power-on");
  await online(owner, true);
  expect((await doors.snapshot(uart)).bolt).toBe("locked");
  // The door has restarted since: the client fetches the new boot nonce and seals a new command by itself.
  expect((await client.door("front").unlock()).lock).toBe("unlocked");
});
