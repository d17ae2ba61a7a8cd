import assert from "node:assert/strict";
import { CLOSE } from "@openlock/protocol";
import { frameBytes } from "../relay/session.ts";
import { section } from "./check.ts";
import type { Rig } from "./rig.ts";
import { readVectors } from "./vectors.ts";

const { check, checks } = section("3. The device socket");
export const socketChecks = checks;

async function expectClosed(rig: Rig, say: () => void, code: number = CLOSE.protocolError): Promise<void> {
  const { session } = rig;
  say();
  await rig.watch.until(() => session.closed !== undefined, "the end of the session");
  assert.equal(session.closed, code);
}

check("`status` with an id is answered with it, and with the whole document", {}, async (rig) => {
  rig.session.say({ type: "status", id: "question-1" });
  const { status } = await rig.watch.until(
    () => rig.session.sent("status").find(({ id }) => id === "question-1"),
    "the status",
  );
  assert.equal(status.lock, "locked");
  assert.equal(status.boot, rig.client.door.boot);
});

check("`status` comes unasked on any change", {}, async (rig) => {
  const before = rig.session.sent("status").length;
  await rig.expectDone("unlock", { seconds: 600 });
  // Something else may have changed just before, such as its clock.
  const told = () => rig.session.sent("status").slice(before);
  const { id } = await rig.watch.until(
    () => told().find(({ status }) => status.lock === "unlocked"),
    "the status",
  );
  assert.equal(id, undefined);
});

check("`lastCommand` in clear: the relay sees 200 or 400 and no more", {}, async (rig) => {
  const lastCommand = async () => {
    const before = rig.session.sent("status").length;
    await rig.settle();
    return rig.session.sent("status").slice(before).at(-1)?.status.lastCommand;
  };
  await rig.expectDone("lock");
  const done = await lastCommand();
  assert.deepEqual([done?.command, done?.code, done?.error], ["lock", 200, undefined]);
  await rig.expectError("invalid-arguments", "unlock", { seconds: -1 });
  const failed = await lastCommand();
  assert.deepEqual([failed?.code, failed?.error], [400, undefined]);
});

check(
  "`lastCommand` in the sealed answer to `status`: the command before, and why it failed",
  {},
  async (rig) => {
    const lastCommand = async () => (await rig.expectDone("status")).status?.lastCommand;
    assert.equal(await lastCommand(), undefined);
    await rig.expectDone("lock");
    const done = await lastCommand();
    assert.deepEqual([done?.command, done?.code, done?.error], ["lock", 200, undefined]);
    await rig.expectError("invalid-arguments", "hold", { until: 1 });
    const failed = await lastCommand();
    assert.deepEqual([failed?.command, failed?.code, failed?.error], ["hold", 400, "invalid-arguments"]);
    // Whose sender was not authorised is nobody's business.
    await rig.expectError("bad-password", "unlock", {}, { claims: { password: "not the password" } });
    assert.equal((await lastCommand())?.command, "status");
  },
);

check(
  "the contact and the tamper switch are in the status, and told as events",
  { needs: ["inputs"] },
  async (rig) => {
    await rig.device.inputs.contact(true);
    const opened = await rig.watch.until(
      () => rig.session.sent("event").find(({ event }) => event === "door-opened"),
      "door-opened",
    );
    await rig.watch.until(() => rig.session.sent("status").at(-1)?.status.contact === "open", "the status");
    await rig.device.inputs.tamper(true);
    const tamper = await rig.watch.until(
      () => rig.session.sent("event").find(({ event }) => event === "tamper"),
      "tamper",
    );
    await rig.watch.until(() => rig.session.sent("status").at(-1)?.status.tamper === true, "the status");
    assert(tamper.seq > opened.seq);
  },
);

check("a door left open is told as `door-ajar`", { needs: ["inputs", "time"] }, async (rig) => {
  await rig.device.inputs.contact(true);
  await rig.watch.until(() => rig.session.sent("event").length > 0, "door-opened");
  await rig.pass(70_000);
  assert.deepEqual(
    rig.session.sent("event").map(({ event }) => event),
    ["door-opened", "door-ajar"],
  );
});

check("`seq` counts up by one, and survives a restart", { needs: ["inputs", "power"] }, async (rig) => {
  const seqs: number[] = [];
  for (let round = 0; round < 3; round++) {
    const { session } = rig;
    await rig.device.inputs.contact(round % 2 === 0);
    const event = await rig.watch.until(
      () => session.sent("event").find(({ event }) => event.startsWith("door-")),
      "an event",
    );
    seqs.push(...session.sent("event").map(({ seq }) => seq));
    assert(Math.abs(event.at - rig.relay.now()) < 60_000);
    await rig.restart();
  }
  assert.equal(new Set(seqs).size, seqs.length, seqs.join(", "));
  assert.deepEqual(
    seqs,
    [...seqs].sort((a, b) => a - b),
  );
});

check(
  "what happened while it was offline is told afterwards, in order",
  { needs: ["inputs", "air", "time"] },
  async (rig) => {
    const opened = rig.nextSession();
    await rig.device.air.wifi(false);
    await rig.watch.until(() => rig.relay.session?.closed !== undefined, "the end of the session");
    await rig.device.inputs.contact(true);
    await rig.skip(2_000);
    await rig.device.inputs.contact(false);
    await rig.skip(2_000);
    await rig.device.air.wifi(true);
    const session = await rig.comeBack(opened);
    await rig.watch.until(
      () => session.sent("event").some(({ event }) => event === "offline-period"),
      "the events",
    );
    const names = session.sent("event").map(({ event }) => event);
    assert(names.indexOf("door-opened") < names.indexOf("door-closed"), names.join(", "));
  },
);

check(
  "more happens while it is offline than it can keep: what it tells is in order, and it works",
  { needs: ["inputs", "air", "time"] },
  async (rig) => {
    const opened = rig.nextSession();
    await rig.device.air.wifi(false);
    await rig.watch.until(() => rig.relay.session?.closed !== undefined, "the end of the session");
    for (let time = 0; time < 300; time++) {
      await rig.device.inputs.contact(time % 2 === 0);
      await rig.skip(200);
    }
    await rig.device.air.wifi(true);
    const session = await rig.comeBack(opened);
    await rig.expectDone("unlock");
    const seqs = session.sent("event").map(({ seq }) => seq);
    assert(seqs.length > 0);
    assert.deepEqual(
      seqs,
      [...new Set(seqs)].sort((a, b) => a - b),
    );
  },
);

check("what comes takes no memory that is not given back", {}, async (rig) => {
  const freeHeap = async () => {
    await rig.settle();
    return rig.session.sent("status").at(-1)?.status.freeHeap ?? 0;
  };
  const commands = async () => {
    for (let time = 0; time < 20; time++) {
      await rig.expectDone("lock");
      await rig.expectError("invalid-arguments", "unlock", { seconds: -1 });
      await rig.expectUnopened(await rig.client.seal("unlock", {}, { claims: { aud: "back" } }));
    }
  };
  await commands();
  const before = await freeHeap();
  await commands();
  const after = await freeHeap();
  assert(after > before - 2_048, `${before} bytes were free, then ${after}`);
});

check(
  "`keepalive` every `keepAliveSeconds`, with uptime, rssi and lock",
  { needs: ["time"] },
  async (rig) => {
    await rig.pass(34_000, 2_000);
    const alive = rig.session.sent("keepalive");
    assert.equal(alive.length, 3);
    assert.equal(alive[0]?.lock, "locked");
    const [first, , third] = alive;
    assert(first && third && Math.abs(third.uptime - first.uptime - 20) <= 1);
  },
);

check(
  "30 s of silence ends the session, by 1001 of the device's, and no less",
  { needs: ["time"] },
  async (rig) => {
    const { session } = rig;
    session.answersPings = false;
    await rig.settle();
    const heard = rig.relay.now();
    const opened = rig.nextSession();
    await rig.skip(20_000);
    await rig.info();
    // Time passes by itself too, on a busy machine seconds of it.
    if (rig.relay.now() - heard < 30_000) assert.equal(session.closed, undefined);
    await rig.skip(11_000);
    await rig.watch.until(() => session.closed !== undefined, "the end of the session");
    assert.equal(session.closed, CLOSE.goingAway);
    await rig.comeBack(opened);
  },
);

check("a relay that lives is not left, however long nothing happens", { needs: ["time"] }, async (rig) => {
  const { session } = rig;
  await rig.pass(300_000);
  assert.equal(session.closed, undefined);
  assert(session.pings > 0 || session.sent("keepalive").length > 0);
});

check("a relay that welcomes nobody is left", { from: "blank", needs: ["time"] }, async (rig) => {
  rig.relay.welcomes = false;
  await rig.serial.call("device.configure", { settings: rig.settings });
  const first = await rig.watch.until(() => rig.relay.sessions[0], "the socket");
  await rig.info();
  await rig.skip(31_000);
  await rig.watch.until(() => first.closed !== undefined, "its end");
  assert.equal(first.frames.length, 0, "nothing is said before the welcome");
});

check("anything before `welcome`: 4009", { from: "blank" }, async (rig) => {
  rig.relay.welcomes = false;
  await rig.serial.call("device.configure", { settings: rig.settings });
  const session = await rig.watch.until(() => rig.relay.sessions[0], "the socket");
  session.say({ type: "status", id: "early" });
  await rig.watch.until(() => session.closed !== undefined, "its end");
  assert.equal(session.closed, CLOSE.protocolError);
});

for (const [what, text] of [
  ["no JSON", "{"],
  ["not an object", "[]"],
  ["an unknown type", '{"type":"open-sesame"}'],
  ["a type that only devices send", '{"type":"keepalive","uptime":1,"rssi":-50,"lock":"locked"}'],
  ["an unknown member", '{"type":"status","id":"a","now":true}'],
  ["a member twice", '{"type":"status","id":"a","id":"b"}'],
  ["a command without an id", '{"type":"command","jwe":"a.b.c.d.e"}'],
  ["a command that is no JWE by its letters", '{"type":"command","id":"AAECAwQFBgcICQoLDA0ODw","jwe":"a b"}'],
  ["nesting deeper than 16", `${"[".repeat(1000)}${"]".repeat(1000)}`],
] as const) {
  check(`a frame that is ${what}: 4009`, {}, (rig) => expectClosed(rig, () => rig.session.say(text)));
}

check("a command longer than 8 KiB: 4009", {}, async (rig) => {
  const jwe = "A".repeat(8193);
  await expectClosed(rig, () =>
    rig.session.say(JSON.stringify({ type: "command", id: "AAECAwQFBgcICQoLDA0ODw", jwe })),
  );
});

check("a frame above 16 KiB: 1009", {}, async (rig) => {
  const text = `{"type":"status","id":"a"${" ".repeat(16 * 1024)}}`;
  await expectClosed(rig, () => rig.session.say(text), CLOSE.tooLarge);
});

check("a frame of exactly 16 KiB is taken", {}, async (rig) => {
  const text = '{"type":"status","id":"longest"';
  rig.session.say(`${text}${" ".repeat(16 * 1024 - text.length - 1)}}`);
  await rig.watch.until(() => rig.session.sent("status").some(({ id }) => id === "longest"), "the status");
});

check("more than 16 KiB in fragments: 1009", {}, async (rig) => {
  const text = `{"type":"status","id":"a"${" ".repeat(20 * 1024)}}`;
  await expectClosed(rig, () => rig.session.sayFragmented(text, 8), CLOSE.tooLarge);
});

check("a binary frame is none of the protocol, and opens nothing", {}, async (rig) => {
  const { session } = rig;
  const sealed = await rig.client.seal("unlock");
  session.sayBinary(Buffer.from(JSON.stringify({ type: "command", id: sealed.jti, jwe: sealed.jwe })));
  await rig.watch.until(() => session.closed !== undefined || session.sent("result").length > 0, "an end");
  assert.equal(session.sent("result").length, 0);
});

check("a command in fragments, also with a ping between them", {}, async (rig) => {
  const sealed = await rig.client.seal("lock");
  const { session } = rig;
  session.sayFragmented(JSON.stringify({ type: "command", id: sealed.jti, jwe: sealed.jwe }), 5);
  const { code } = await rig.watch.until(() => session.sent("result")[0], "the result");
  assert.equal(code, 200);
});

check("frames that arrive byte by byte, and two in one piece", {}, async (rig) => {
  const { session } = rig;
  const answers = () => session.sent("status").flatMap(({ id }) => id ?? []);
  for (const byte of frameBytes('{"type":"status","id":"bytes"}')) {
    session.raw(Buffer.of(byte));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await rig.watch.until(() => answers().includes("bytes"), "the answer to a split frame");
  const two = ["first", "second"].map((id) => frameBytes(JSON.stringify({ type: "status", id })));
  session.raw(Buffer.concat(two));
  await rig.watch.until(() => answers().includes("second"), "the answers to two joined frames");
  assert.deepEqual(answers().slice(-3), ["bytes", "first", "second"]);
});

check(
  "the frames of the vectors: what is none closes the session, what is one does not",
  { needs: ["reset"] },
  async (rig) => {
    interface FrameVector {
      readonly name: string;
      readonly text: string;
      readonly from: string;
      readonly error?: string;
    }
    const { cases } = readVectors<{ cases: readonly FrameVector[] }>("frames");
    for (const { name, text, from, error } of cases) {
      if (from !== "relay" || error === undefined || Buffer.byteLength(text) > 16 * 1024) continue;
      const { session } = rig;
      session.say(text);
      await rig.watch.until(() => session.closed !== undefined, `the end of the session after ${name}`);
      assert.equal(session.closed, CLOSE.protocolError, name);
      await rig.reboot();
    }
  },
);

check(
  "a flood of commands: none is lost silently, each is answered once, and the door still works",
  {},
  async (rig) => {
    const flood = await Promise.all(Array.from({ length: 40 }, () => rig.client.seal("lock")));
    const { session } = rig;
    for (const { jti, jwe } of flood) session.say({ type: "command", id: jti, jwe });
    await rig.watch.until(() => session.sent("result").length >= flood.length, "all answers");
    assert.equal(new Set(session.sent("result").map(({ id }) => id)).size, flood.length);
    assert.equal(session.sent("result").length, flood.length);
    await rig.expectDone("unlock");
  },
);

check("a flood of garbage ends the session, and the device comes back", { needs: ["time"] }, async (rig) => {
  const { session } = rig;
  const opened = rig.nextSession();
  for (let count = 0; count < 200; count++) session.raw(frameBytes(`garbage ${count}`));
  session.raw(Buffer.alloc(100_000, 0xff));
  await rig.watch.until(() => session.closed !== undefined, "the end");
  await rig.info();
  await rig.comeBack(opened);
  await rig.expectDone("unlock");
});

check(
  "a masked frame, a reserved bit or an unknown opcode ends the session, and opens nothing",
  { needs: ["reset"] },
  async (rig) => {
    for (const bytes of [
      Buffer.of(0xc1, 0x02, 0x7b, 0x7d),
      Buffer.of(0x83, 0x02, 0x7b, 0x7d),
      Buffer.of(0x81, 0x82, 0, 0, 0, 0, 0x7b, 0x7d),
      Buffer.of(0x80, 0x02, 0x7b, 0x7d),
      Buffer.of(0x89, 0x7e, 0x00, 0x80, ...Buffer.alloc(128)),
      Buffer.of(0x81, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
    ]) {
      const { session } = rig;
      session.raw(bytes);
      await rig.watch.until(
        () => session.closed !== undefined,
        `the end after ${bytes.toString("hex").slice(0, 20)}`,
      );
      await rig.reboot();
    }
  },
);
