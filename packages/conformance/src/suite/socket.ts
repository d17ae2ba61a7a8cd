import assert from "node:assert/strict";
import { CLOSE } from "@openlock/protocol";
import { section } from "./check.ts";

const { check, checks } = section("3. The device socket");
export const socketChecks = checks;

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
    for (const open of [true, false]) {
      await rig.device.inputs.contact(open);
      // Seen before and after the time that a contact may bounce; a busy device looks when it answers.
      await rig.info();
      await rig.skip(2_000);
      await rig.info();
    }
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
