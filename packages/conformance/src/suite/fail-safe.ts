import assert from "node:assert/strict";
import { section } from "./check.ts";
import type { Rig } from "./rig.ts";

const { check, checks } = section("7. Fail-safe");
export const failSafeChecks = checks;

async function goOffline(rig: Rig<"air">): Promise<void> {
  await rig.device.air.wifi(false);
  await rig.watch.until(() => rig.relay.session?.closed !== undefined, "the end of the session");
  await rig.info();
}

/** While nobody can hear it; ten seconds at a time. */
async function offlineFor(rig: Rig<"time">, seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left -= 10) {
    await rig.skip(Math.min(left, 10) * 1000);
    await rig.info();
  }
}

const needs = ["air", "bolt", "time"] as const;

check(
  "`unlock` after that many seconds offline, and locked again once it is online",
  { needs, settings: { failSafe: { onOffline: "unlock", afterSeconds: 120 } } },
  async (rig) => {
    assert.equal(rig.device.bolt.drawn, false);
    await goOffline(rig);
    await offlineFor(rig, 110);
    assert.equal(rig.device.bolt.drawn, false, "after 110 s");
    await offlineFor(rig, 20);
    await rig.boltIs(true, "after 130 s");
    const opened = rig.nextSession();
    await rig.device.air.wifi(true);
    const session = await rig.comeBack(opened);
    await rig.watch.until(() => !rig.device.bolt.drawn, "the bolt");
    assert.equal(session.sent("status")[0]?.status.lock, "locked");
  },
);

check(
  "`lock` ends an `unlock` that would last longer",
  { needs, settings: { failSafe: { onOffline: "lock", afterSeconds: 30 } } },
  async (rig) => {
    await rig.expectDone("unlock", { seconds: 3600 });
    await goOffline(rig);
    await offlineFor(rig, 20);
    assert.equal(rig.device.bolt.drawn, true);
    await offlineFor(rig, 20);
    await rig.boltIs(false);
  },
);

check("`lock` after 60 s where nothing is set", { needs }, async (rig) => {
  await rig.expectDone("hold", { until: rig.client.nowSeconds() + 3600 });
  await goOffline(rig);
  await offlineFor(rig, 50);
  assert.equal(rig.device.bolt.drawn, true);
  await offlineFor(rig, 20);
  await rig.boltIs(false);
});

check(
  "`hold` leaves the door as it is",
  { needs, settings: { failSafe: { onOffline: "hold", afterSeconds: 10 } } },
  async (rig) => {
    await rig.expectDone("hold", { until: rig.client.nowSeconds() + 3600 });
    await goOffline(rig);
    await offlineFor(rig, 100);
    assert.equal(rig.device.bolt.drawn, true);
  },
);

check(
  "`unlock` counts for a device that never gets online, from its boot on",
  { needs: [...needs, "power"], settings: { failSafe: { onOffline: "unlock", afterSeconds: 60 } } },
  async (rig) => {
    await rig.device.power.off();
    await rig.device.air.wifi(false);
    await rig.device.power.on();
    await rig.info();
    assert.equal(rig.device.bolt.drawn, false);
    await offlineFor(rig, 70);
    await rig.boltIs(true);
  },
);

check(
  "a short absence changes nothing",
  { needs, settings: { failSafe: { onOffline: "unlock", afterSeconds: 120 } } },
  async (rig) => {
    await goOffline(rig);
    const { moves } = rig.device.bolt;
    await offlineFor(rig, 30);
    const opened = rig.nextSession();
    await rig.device.air.wifi(true);
    await rig.comeBack(opened);
    await rig.pass(200_000);
    assert.equal(rig.device.bolt.moves, moves);
  },
);

check(
  "a relay that is silent is a relay that is gone",
  { needs, settings: { failSafe: { onOffline: "unlock", afterSeconds: 60 } } },
  async (rig) => {
    await rig.device.air.packets(false);
    await offlineFor(rig, 120);
    await rig.boltIs(true);
  },
);

check(
  "a device starts locked, and its bolt moves at no boot, wherever the power goes or the button is pressed",
  { from: "blank", needs: ["bolt", "power", "reset"] },
  async (rig) => {
    await rig.setUp();
    for (let round = 0; round < 12; round++) {
      if (round % 2) await rig.device.reset.press();
      else {
        await rig.device.power.off();
        await rig.device.power.on();
      }
      // At once, as soon as it hears, and once it is there.
      if (round % 3 === 1) await rig.info();
      if (round % 3 === 2) await rig.nextSession();
    }
    assert.deepEqual([rig.device.bolt.drawn, rig.device.bolt.moves], [false, 0]);
  },
);

check("without power an open door locks", { needs: ["bolt", "power"] }, async (rig) => {
  await rig.expectDone("unlock", { seconds: 3600 });
  await rig.device.power.off();
  await rig.boltIs(false);
});
