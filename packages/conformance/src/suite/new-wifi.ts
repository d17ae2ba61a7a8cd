import assert from "node:assert/strict";
import type { AirNetwork } from "../device/device.ts";
import type { Session } from "../relay/session.ts";
import { section } from "./check.ts";
import { PASSWORD, type Rig, resultOf } from "./rig.ts";

const { check, checks } = section("1. `configure`: new Wi-Fi");
export const newWifiChecks = checks;

const NEW = { ssid: "new", password: "new-wifi-password" } as const;
const DEAD_END = { ...NEW, deadEnd: true } as const;
/** So long a Wi-Fi may be joined without a welcome. */
const TURN_MS = 300_000;
/** Longer than both turns. */
const LONG_MS = 720_000;
const STEP_MS = 15_000;

/** Sends it new Wi-Fi by a sealed command while it hears `heard`, and waits until it has left to try it. */
async function give(
  rig: Rig<"air">,
  heard: readonly AirNetwork[],
  { ssid, password }: AirNetwork = NEW,
): Promise<void> {
  await rig.device.air.networks(heard);
  const { session } = rig;
  await rig.expectDone("configure", { wifi: { ssid, password } });
  await rig.watch.until(() => session.closed !== undefined, "the end of the session");
}

/** It hears these from now on, and comes to its relay. */
async function comesOver(rig: Rig<"air" | "time">, ...heard: readonly AirNetwork[]): Promise<Session> {
  const opened = rig.nextSession();
  await rig.device.air.networks(heard);
  return rig.comeBack(opened);
}

/** It hears these from now on, and does not come to its relay over any of them. */
async function staysAwayFrom(rig: Rig<"air" | "time">, ...heard: readonly AirNetwork[]): Promise<void> {
  const { session } = rig.relay;
  await rig.device.air.networks(heard);
  await rig.watch.until(() => session?.closed !== undefined, "the end of the session");
  for (let passed = 0; passed < LONG_MS; passed += STEP_MS) await rig.tick(STEP_MS);
  assert.equal(rig.relay.session, session, "it is back");
}

function reverts(rig: Rig, since = 0): number {
  const events = rig.relay.sessions.slice(since).flatMap((session) => session.sent("event"));
  return events.filter(({ event }) => event === "wifi-reverted").length;
}

check(
  "that cannot be joined: it comes back on the one from before, says so once, and stays there",
  { needs: ["time", "air"] },
  async (rig) => {
    const home = rig.common.bench.wifi;
    await give(rig, [home]);
    await comesOver(rig, home);
    await rig.expectDone("unlock");
    assert.equal(reverts(rig), 1);
    await staysAwayFrom(rig, NEW);
    await comesOver(rig, home);
    await rig.expectDone("unlock");
    assert.equal(reverts(rig), 1);
  },
);

check(
  "that can be joined and leads to no relay: after 5 minutes it comes back on the one from before, and says so once",
  { needs: ["time", "air"] },
  async (rig) => {
    const home = rig.common.bench.wifi;
    const began = rig.relay.now();
    await give(rig, [home, DEAD_END]);
    await comesOver(rig, home, DEAD_END);
    const took = rig.relay.now() - began;
    assert(took >= TURN_MS && took < TURN_MS + 60_000, `after ${took} ms`);
    await rig.expectDone("unlock");
    assert.equal(reverts(rig), 1);
    await staysAwayFrom(rig, NEW);
  },
);

check(
  "a relay that answers and does not welcome is not reached either",
  { needs: ["time", "air"] },
  async (rig) => {
    const home = rig.common.bench.wifi;
    rig.relay.onUpgrade = () => ({ status: 503 });
    await give(rig, [home, NEW]);
    for (let passed = 0; passed < TURN_MS + 60_000; passed += STEP_MS) await rig.tick(STEP_MS);
    rig.relay.onUpgrade = undefined;
    await comesOver(rig, home, NEW);
    await rig.expectDone("unlock");
    assert.equal(reverts(rig), 1);
  },
);

check(
  "that leads to the relay within 5 minutes: it stays, also while it is gone for long, and the one from before is forgotten",
  { needs: ["time", "air"] },
  async (rig) => {
    const home = rig.common.bench.wifi;
    await give(rig, [home, DEAD_END]);
    for (let passed = 0; passed < TURN_MS / 2; passed += STEP_MS) await rig.tick(STEP_MS);
    await comesOver(rig, home, NEW);
    await staysAwayFrom(rig, home);
    await staysAwayFrom(rig, home, DEAD_END);
    await comesOver(rig, NEW);
    await rig.expectDone("unlock");
    assert.equal(reverts(rig), 0);
  },
);

check(
  "that does not work while the one from before is gone too: it takes turns, and keeps the new one where that works first",
  { needs: ["time", "air"] },
  async (rig) => {
    const home = rig.common.bench.wifi;
    await give(rig, [home]);
    await staysAwayFrom(rig);
    await staysAwayFrom(rig, { ...home, deadEnd: true });
    await comesOver(rig, NEW);
    await rig.expectDone("unlock");
    await staysAwayFrom(rig, home);
    await comesOver(rig, NEW);
    await rig.expectDone("unlock");
    assert.equal(reverts(rig), 0);
  },
);

check(
  "that does not work while the one from before is gone too: it takes turns, over a restart as well, and keeps the old one where that works first",
  { needs: ["time", "air", "power"] },
  async (rig) => {
    const home = rig.common.bench.wifi;
    await give(rig, [home, DEAD_END]);
    await staysAwayFrom(rig, DEAD_END);
    await rig.device.power.off();
    await rig.device.power.on();
    await staysAwayFrom(rig);
    await comesOver(rig, home, DEAD_END);
    await rig.expectDone("unlock");
    assert.equal(reverts(rig), 1);
    await staysAwayFrom(rig, NEW);
  },
);

check(
  "Wi-Fi that is given over the cable meanwhile ends it: that one counts, and no other",
  { needs: ["time", "air"] },
  async (rig) => {
    const home = rig.common.bench.wifi;
    await give(rig, [home, DEAD_END]);
    await staysAwayFrom(rig);
    await rig.device.air.networks([DEAD_END]);
    const settings = { wifi: NEW };
    resultOf(await rig.serial.call("device.configure", { settings, password: PASSWORD }));
    await staysAwayFrom(rig, home, DEAD_END);
    await comesOver(rig, home, NEW);
    await rig.expectDone("unlock");
    assert.equal(reverts(rig), 0);
  },
);

for (const [kept, what] of [
  [NEW, "the new one"],
  [undefined, "the one from before"],
] as const) {
  check(
    `the power may go at any write while ${what} comes to be the only one: the device comes back over it`,
    { needs: ["time", "air", "power", "storage"] },
    async (rig) => {
      let present: AirNetwork = rig.common.bench.wifi;
      for (let write = 1, cut = true; cut; write++) {
        assert(write < 100, "it never came to an end");
        const wanted = present === NEW ? rig.common.bench.wifi : NEW;
        const reaches = kept ? wanted : present;
        const before = rig.relay.sessions.length;
        rig.relay.welcomes = false;
        await give(rig, [present, reaches], wanted);
        // Over the one from before it comes only after vain tries at the new one.
        const asks = rig.watch.until(() => rig.relay.sessions[before], "a socket");
        const session = await rig.comeBack(asks);
        await rig.device.storage.cutAtWrite(write);
        rig.relay.welcome(session);
        await rig.watch.until(
          () => !rig.device.storage.powered || session.sent("status").length > 0,
          "the cut, or a session",
        );
        cut = !rig.device.storage.powered;
        await rig.device.storage.cutAtWrite(0);
        rig.relay.welcomes = true;
        if (cut) {
          const opened = rig.nextSession();
          await rig.device.power.on();
          await rig.comeBack(opened);
        }
        await rig.expectDone("unlock");
        // Where the power went right after it was stored, nobody was told.
        const told = reverts(rig, before);
        assert(kept ? told === 0 : told === 1 || (cut && told === 0), `${told} told, cut at write ${write}`);
        present = reaches;
      }
    },
  );
}
