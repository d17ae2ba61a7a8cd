import assert from "node:assert/strict";
import { thumbprint } from "@openlock/protocol";
import { json, problem } from "../relay/relay.ts";
import { section } from "./check.ts";
import { CLAIM, DOOR } from "./rig.ts";

const { check, checks } = section("2. Registration");
export const registrationChecks = checks;

check(
  "one request registers: key, UID, boot nonce, firmware, and the claim code",
  { from: "blank" },
  async (rig) => {
    const { publicKey, uid, firmware, kid } = await rig.info();
    assert(publicKey !== undefined);
    await rig.setUp();
    assert.equal(rig.relay.registrations.length, 1);
    const [registration] = rig.relay.registrations;
    assert.deepEqual(
      { ...registration, boot: "" },
      { doorId: DOOR, publicKey, uid, boot: "", firmware, claim: CLAIM },
    );
    assert.equal(kid, await thumbprint(publicKey));
    assert.equal(rig.relay.requests[0]?.headers["content-type"]?.split(";")[0], "application/json");
  },
);

check("the socket is opened with the token, the Door ID and `openlock.v1`", {}, async (rig) => {
  const [upgrade] = rig.relay.upgrades;
  assert.equal(upgrade?.door, DOOR);
  assert.equal(upgrade?.protocol, "openlock.v1");
  assert(upgrade?.token !== undefined);
});

check(
  "after a restart it registers with the same key, no code and another nonce",
  { needs: ["power"] },
  async (rig) => {
    const { publicKey, boot } = rig.client.door;
    await rig.restart();
    const again = rig.client.door;
    assert.deepEqual(again.publicKey, publicKey);
    assert.equal(again.claim, undefined);
    assert.notEqual(again.boot, boot);
  },
);

check(
  "each boot has a nonce of its own, which the status says as well",
  { needs: ["reset"] },
  async (rig) => {
    const nonces = [rig.client.door.boot];
    for (let time = 0; time < 3; time++) {
      const opened = rig.nextSession();
      await rig.device.reset.press();
      const session = await opened;
      assert.equal(session.sent("status")[0]?.status.boot, rig.client.door.boot);
      nonces.push(rig.client.door.boot);
    }
    assert.equal(new Set(nonces).size, 4);
  },
);

check(
  "a refused code: the device says so, and goes on without opening a socket",
  { from: "blank" },
  async (rig) => {
    rig.relay.onRegister = () => problem(403, "forbidden", "The code has expired.");
    const params = { settings: rig.settings, claim: CLAIM };
    assert("result" in (await rig.serial.call("device.configure", params)));
    const { trouble } = await rig.untilInfo((info) => info.trouble !== undefined, "the trouble");
    assert.equal(trouble?.code, "registration-refused");
    assert.equal(rig.relay.upgrades.length, 0);
  },
);

check(
  "an answer that was lost: the used code is refused, and the key alone is enough",
  { from: "blank" },
  async (rig) => {
    let bound = false;
    rig.relay.onRegister = ({ claim }) => {
      if (!bound) {
        bound = true;
        return { status: 502 };
      }
      return claim === undefined ? undefined : problem(403, "forbidden", "The code was used.");
    };
    await rig.setUp();
    await rig.expectDone("unlock");
  },
);

check("a refused token: registers anew", { needs: ["time"] }, async (rig) => {
  rig.relay.forgetTokens();
  const opened = rig.nextSession();
  rig.session.cut();
  await rig.comeBack(opened);
  assert.equal(rig.relay.upgrades.length, 3, "the old token was refused");
  assert.equal(rig.relay.registrations.length, 2);
});

check("while its token is good, a new session needs no registration", {}, async (rig) => {
  const opened = rig.nextSession();
  rig.session.cut();
  await opened;
  assert.equal(rig.relay.registrations.length, 1);
});

check("a token that has expired opens no socket", { needs: ["time"] }, async (rig) => {
  await rig.pass(20_000);
  rig.relay.tokenExpiresAt = () => rig.relay.now() + 3_600_000;
  const opened = rig.nextSession();
  rig.session.close(4002);
  await rig.comeBack(opened);
  assert.equal(rig.relay.registrations.length, 2);
});

check("a session sealed to another key, or changed on the way, is none", { from: "blank" }, async (rig) => {
  const other = "eyJhbGciOiJSU0EtT0FFUC0yNTYiLCJlbmMiOiJBMjU2R0NNIiwidHlwIjoib3BlbmxvY2stc2Vzc2lvbitqd3QifQ";
  let lies = 2;
  rig.relay.onRegister = () => {
    if (lies-- <= 0) return undefined;
    const session = `${other}.${"A".repeat(342)}.${"A".repeat(16)}.AAAA.${"A".repeat(22)}`;
    return json(200, { session, serverTime: rig.relay.now(), socket: "/api/devices/socket" });
  };
  await rig.setUp();
  assert.equal(rig.relay.upgrades.length, 1);
});

check(
  "`socket` is a path on the same server: `//other` and `/\\other` are refused",
  { from: "blank" },
  async (rig) => {
    const paths = [
      "//localhost/api/devices/socket",
      "/\\localhost/api",
      "https://localhost/api",
      "api/devices/socket",
    ];
    let next = 0;
    rig.relay.onRegister = () => {
      const socket = paths[next++];
      if (socket === undefined) return undefined;
      const session = `A.${"A".repeat(342)}.${"A".repeat(16)}.AAAA.${"A".repeat(22)}`;
      return json(200, { session, serverTime: rig.relay.now(), socket });
    };
    await rig.comeBack(rig.setUp());
    assert.equal(rig.relay.upgrades.length, 1);
  },
);

check("an answer longer than 16 KiB is none", { from: "blank" }, async (rig) => {
  let lies = 1;
  rig.relay.onRegister = () =>
    lies-- > 0 ? { status: 200, body: `{"session":"${"A".repeat(100_000)}"}` } : undefined;
  await rig.setUp();
});

check(
  "a redirect is not followed: not of a registration, not of a socket",
  { from: "blank" },
  async (rig) => {
    let redirects = 1;
    const location = `${rig.relay.url}/elsewhere`;
    rig.relay.onRegister = () => (redirects-- > 0 ? { status: 307, headers: { location } } : undefined);
    let refusals = 1;
    rig.relay.onUpgrade = () => (refusals-- > 0 ? { status: 302, headers: { location } } : undefined);
    await rig.setUp();
    assert(rig.relay.requests.every(({ path }) => path !== "/elsewhere"));
    assert(rig.relay.upgrades.length >= 2);
  },
);

check(
  "a failure of the relay is tried again, and says so on the serial line",
  { from: "blank" },
  async (rig) => {
    let failing = true;
    rig.relay.onRegister = () => (failing ? problem(500, "internal", "Out of order.") : undefined);
    const opened = rig.setUp();
    const { trouble } = await rig.untilInfo((info) => info.trouble !== undefined, "the trouble");
    assert.equal(trouble?.code, "registration-failed");
    failing = false;
    await opened;
    assert.equal((await rig.untilInfo(({ stage }) => stage === "online", "being online")).trouble, undefined);
  },
);
