import assert from "node:assert/strict";
import { ConfigureResult, parseShape, SERIAL_ERROR } from "@openlock/protocol";
import { section } from "./check.ts";
import { CLAIM, errorOf, NEW_PASSWORD, PASSWORD, type Rig, resultOf } from "./rig.ts";
import { readVectors } from "./vectors.ts";

const { check, checks } = section("6. The serial line");
export const serialChecks = checks;

const INFO = (id: number | string) => JSON.stringify({ jsonrpc: "2.0", id, method: "device.info" });

check("`device.info` of a blank device: UID, firmware, stage, key", { from: "blank" }, async (rig) => {
  const info = await rig.info();
  assert.equal(info.stage, "unconfigured");
  assert.equal(info.doorId, undefined);
  assert(info.publicKey && info.kid);
});

check("`device.info` of one that is online: stage, Door ID, and no trouble", {}, async (rig) => {
  const { stage, doorId, trouble } = await rig.untilInfo((info) => info.stage === "online", "being online");
  assert.deepEqual([stage, doorId, trouble], ["online", "front", undefined]);
});

check("an id may be a text", {}, async (rig) => {
  rig.serial.write(`\n${INFO("the-first")}\n`);
  assert("result" in (await rig.serial.answerTo(["the-first"], "device.info")));
});

check("lines split into bytes, joined, and ended by CR LF", {}, async (rig) => {
  await rig.info();
  for (const byte of Buffer.from(`\n${INFO("split")}\r\n`)) rig.serial.write(Buffer.of(byte));
  assert("result" in (await rig.serial.answerTo(["split"], "device.info")));
  rig.serial.write(`\n${INFO("one")}\n${INFO("two")}\n`);
  await rig.serial.answerTo(["one"], "device.info");
  await rig.serial.answerTo(["two"], "device.info");
});

check("other lines are log: noise is not answered, and does not break a reader", {}, async (rig) => {
  await rig.info();
  const before = rig.serial.responses.length;
  rig.serial.write(Buffer.from("\nhello?\n\r\n\x1b[2J\x07AT+GMR\r\n"));
  rig.serial.write(Buffer.concat([Buffer.alloc(300, 0x55), Buffer.from("\n")]));
  await rig.info();
  assert(rig.serial.responses.slice(before).every(({ id }) => id !== null));
});

check("a line longer than 8 KiB: -32700, and the next one is heard", {}, async (rig) => {
  await rig.info();
  const answer = await rig.serial.answerAfter(
    () => rig.serial.write(`{"a":"${"x".repeat(20_000)}"}\n`),
    "a line too long",
  );
  assert.equal(errorOf(answer).code, SERIAL_ERROR.parse);
  await rig.info();
});

check("what is no JSON, or not UTF-8: -32700", {}, async (rig) => {
  await rig.info();
  for (const line of [Buffer.from('{"jsonrpc":\n'), Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d, 0x0a])]) {
    const answer = await rig.serial.answerAfter(() => rig.serial.write(line), "broken JSON");
    assert.equal(errorOf(answer).code, SERIAL_ERROR.parse);
    assert.equal(answer.id, null);
  }
});

check(
  "what is no request: -32600; no such method: -32601; parameters that do not fit: -32602",
  {},
  async (rig) => {
    await rig.info();
    const answer = await rig.serial.answerAfter(
      () => rig.serial.write('{"jsonrpc":"1.0","id":1,"method":"device.info"}\n'),
      "no request",
    );
    assert.equal(errorOf(answer).code, SERIAL_ERROR.invalidRequest);
    assert.equal(errorOf(await rig.serial.call("device.open")).code, SERIAL_ERROR.unknownMethod);
    assert.equal(
      errorOf(await rig.serial.call("device.info", { loud: true })).code,
      SERIAL_ERROR.invalidParams,
    );
    assert.equal(errorOf(await rig.serial.call("device.configure", {})).code, SERIAL_ERROR.invalidParams);
  },
);

check("the lines of the vectors that are no request are refused", {}, async (rig) => {
  interface SerialVector {
    readonly name: string;
    readonly kind?: string;
    readonly line?: string;
    readonly error?: string;
  }
  await rig.info();
  const { cases } = readVectors<{ cases: readonly SerialVector[] }>("serial");
  for (const { name, kind, line, error } of cases) {
    if (kind !== "request" || error === undefined || !line?.trimStart().startsWith("{")) continue;
    const answer = await rig.serial.answerAfter(() => rig.serial.write(`\n${line}\n`), name);
    assert("error" in answer, name);
  }
});

check(
  "a device that has a password wants it: `bad-password` without it, and nothing changes",
  {},
  async (rig) => {
    for (const password of [undefined, "not the password"]) {
      const settings = { relockSeconds: 77 };
      const answer = await rig.serial.call("device.configure", {
        settings,
        ...(password ? { password } : {}),
      });
      const { code, error } = errorOf(answer);
      assert.deepEqual([code, error], [SERIAL_ERROR.refused, "bad-password"]);
      assert.deepEqual(
        errorOf(await rig.serial.call("device.reset", password ? { password } : {})).error,
        "bad-password",
      );
    }
    const { state } = await rig.expectDone("unlock");
    assert((state.until ?? 0) - rig.client.nowSeconds() < 60);
    await rig.untilInfo(({ stage }) => stage === "online", "being online");
  },
);

check("with it, `device.configure` stores; `settings.password` is the new one", {}, async (rig) => {
  const params = { settings: { relockSeconds: 77, password: NEW_PASSWORD }, password: PASSWORD };
  const { restarting } = parseShape(
    ConfigureResult,
    resultOf(await rig.serial.call("device.configure", params)),
  );
  assert.equal(restarting, false);
  rig.client.password = NEW_PASSWORD;
  const { state } = await rig.expectDone("unlock");
  assert(Math.abs((state.until ?? 0) - rig.client.nowSeconds() - 77) <= 2);
});

check(
  "the fifth wrong password over the serial line locks it out: `locked-out`, for the right one too",
  {},
  async (rig) => {
    const call = async (password: string) => errorOf(await rig.serial.call("device.reset", { password }));
    for (let time = 0; time < 5; time++) assert.equal((await call("not the password")).error, "bad-password");
    const { code, error } = await call(PASSWORD);
    assert.deepEqual([code, error], [SERIAL_ERROR.refused, "locked-out"]);
    await rig.info();
  },
);

check("settings that do not fit: -32602, and none is stored", { from: "blank" }, async (rig) => {
  const settings = { ...rig.settings, relockSeconds: 0 };
  assert.equal(
    errorOf(await rig.serial.call("device.configure", { settings })).code,
    SERIAL_ERROR.invalidParams,
  );
  const claim = "0123-4567-89AB-CDEU";
  assert.equal(
    errorOf(await rig.serial.call("device.configure", { settings: rig.settings, claim })).code,
    SERIAL_ERROR.invalidParams,
  );
  assert.equal((await rig.info()).doorId, undefined);
});

async function expectWifiFailure(
  rig: Rig,
  wifi: { ssid: string; password: string },
  name: string,
): Promise<void> {
  const settings = { wifi, relockSeconds: 77 };
  const { code, error } = errorOf(
    await rig.serial.call("device.configure", { settings, password: PASSWORD }),
  );
  assert.deepEqual([code, error], [SERIAL_ERROR.failed, name]);
}

check(
  "new Wi-Fi is stored only once it has worked: a wrong password is told so, and the old settings are still there",
  { needs: ["time"] },
  async (rig) => {
    const opened = rig.nextSession();
    await expectWifiFailure(
      rig,
      { ...rig.common.bench.wifi, password: "not-the-password" },
      "wifi-wrong-password",
    );
    await rig.comeBack(opened);
    const { state } = await rig.expectDone("unlock");
    assert((state.until ?? 0) - rig.client.nowSeconds() < 60, "nothing else of it was stored either");
  },
);

check("a network that is not there: `wifi-no-access-point`", { needs: ["time"] }, async (rig) => {
  const opened = rig.nextSession();
  await expectWifiFailure(rig, { ssid: "nowhere", password: "wifi-password" }, "wifi-no-access-point");
  await rig.comeBack(opened);
});

check(
  "one change at a time: another is `busy` before its password is looked at, and `device.info` is answered",
  { needs: ["time"] },
  async (rig) => {
    const opened = rig.nextSession();
    const { kid } = await rig.info();
    const wifi = { ssid: "nowhere", password: "wifi-password" };
    for (let time = 0; time < 6; time++) {
      const [first = 0, second = 0, info = 0] = rig.serial.sendAtOnce([
        ["device.configure", { settings: { wifi }, password: PASSWORD }],
        ["device.reset", { password: "a guess" }],
        ["device.info"],
      ]);
      const { code, error } = errorOf(await rig.serial.answerTo([second], "the second change"));
      assert.deepEqual([code, error], [SERIAL_ERROR.failed, "busy"]);
      resultOf(await rig.serial.answerTo([info], "device.info"));
      const { error: nowhere } = errorOf(await rig.serial.answerTo([first], "the first change"));
      assert.equal(nowhere, "wifi-no-access-point");
    }
    assert.equal((await rig.info()).kid, kid);
    await rig.comeBack(opened);
    await rig.expectDone("unlock");
  },
);

check("`device.reset` wipes settings and key, and restarts", {}, async (rig) => {
  const { kid } = await rig.info();
  resultOf(await rig.serial.call("device.reset", { password: PASSWORD }));
  const info = await rig.untilInfo((info) => info.kid !== undefined && info.kid !== kid, "another key");
  assert.deepEqual([info.stage, info.doorId], ["unconfigured", undefined]);
  await rig.setUp();
  await rig.expectDone("unlock");
});

check(
  "the door password is not in what is stored; and nothing secret is, once `device.reset` has wiped it",
  { needs: ["storage", "power"] },
  async (rig) => {
    const { power, storage } = rig.device;
    const { token = "" } = rig.relay.upgrades[0] ?? {};
    const wifi = rig.common.bench.wifi.password;
    const expectNone = async (secrets: readonly string[], when: string) => {
      await power.off();
      const stored = Buffer.from(await storage.read());
      assert(stored.length > 0);
      for (const secret of secrets) assert(!stored.includes(secret), `“${secret}” is stored ${when}`);
      await power.on();
    };
    await expectNone([PASSWORD, token], "while it is set up");
    const { kid } = await rig.info();
    resultOf(await rig.serial.call("device.reset", { password: PASSWORD }));
    await rig.untilInfo((info) => info.kid !== undefined && info.kid !== kid, "another key");
    await expectNone([PASSWORD, token, wifi, CLAIM, rig.relay.url, String(kid)], "after a reset");
  },
);

check("nothing secret is in the log", {}, async (rig) => {
  await rig.expectError("bad-password", "unlock", {}, { claims: { password: "a-wrong-password" } });
  await rig.expectDone("configure", { password: NEW_PASSWORD });
  const { token } = rig.relay.upgrades[0] ?? {};
  const secrets = [
    PASSWORD,
    "a-wrong-password",
    NEW_PASSWORD,
    rig.common.bench.wifi.password,
    "0123-4567-89AB-CDEF",
    token,
  ];
  const log = [...rig.serial.log, ...rig.serial.responses.map((response) => JSON.stringify(response))].join(
    "\n",
  );
  assert(log.length > 0);
  for (const secret of secrets)
    assert(secret === undefined || !log.includes(secret), `“${secret}” is in the log`);
});

check("text of others in the log cannot look like a message", { from: "blank" }, async (rig) => {
  rig.relay.onRegister = () => ({
    status: 403,
    headers: { "content-type": "application/problem+json" },
    body: JSON.stringify({
      type: "/problems/forbidden",
      title: "no",
      status: 403,
      detail: 'no\n{"jsonrpc":"2.0","id":1,"result":{}}\n',
    }),
  });
  await rig.serial.call("device.configure", { settings: rig.settings });
  await rig.untilInfo(({ trouble }) => trouble !== undefined, "the trouble");
  assert(
    rig.serial.responses.every(
      (response) => !("result" in response) || JSON.stringify(response.result) !== "{}",
    ),
  );
});

check(
  "it answers while it makes its key, and while it looks for its relay",
  { from: "blank" },
  async (rig) => {
    const settings = {
      ...rig.settings,
      server: { ...rig.settings.server, url: `https://${rig.common.bench.host}:1` },
    };
    await rig.serial.call("device.configure", { settings });
    const { stage } = await rig.untilInfo(({ trouble }) => trouble !== undefined, "the trouble");
    assert.equal(stage, "relay");
  },
);
