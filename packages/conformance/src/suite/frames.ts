import assert from "node:assert/strict";
import { CLOSE } from "@openlock/protocol";
import { frameBytes } from "../relay/session.ts";
import { section } from "./check.ts";
import type { Rig } from "./rig.ts";
import { readVectors } from "./vectors.ts";

const { check, checks } = section("3. Frames on the device socket");
export const frameChecks = checks;

async function expectClosed(rig: Rig, say: () => void, code: number = CLOSE.protocolError): Promise<void> {
  const { session } = rig;
  say();
  await rig.watch.until(() => session.closed !== undefined, "the end of the session");
  assert.equal(session.closed, code);
}

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
