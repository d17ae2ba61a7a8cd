import assert from "node:assert/strict";
import { section } from "../check.ts";
import { sha256, Updates } from "./updates.ts";

const { check, checks } = section("5. Updates: the restart");
export const restartChecks = checks;

const HOUR_S = 3_600;

check(
  "the signed way back: from the image that it names, and from no other",
  { needs: ["images"] },
  async (rig) => {
    const updates = await Updates.of(rig);
    const before = updates.running;
    const first = updates.above();
    const leave = sha256(updates.image(first));
    const back = { version: before, claims: { allowDowngrade: leave } };
    // The same version built anew takes the same way.
    await updates.expectRefused("not-newer", back);
    await updates.expectUpdated({ version: first });
    const second = updates.above();
    await updates.expectUpdated(back);
    await updates.expectUpdated({ version: second });
    await updates.expectRefused("not-newer", back);
  },
);

check(
  "a door that is open is not restarted before it is locked",
  { needs: ["images", "time", "bolt"] },
  async (rig) => {
    const updates = await Updates.of(rig);
    await rig.expectDone("unlock", { seconds: 60 });
    await rig.boltIs(true);
    const { moves } = rig.device.bolt;
    const id = await updates.offer({ version: updates.above() });
    await updates.untilPhase(id, "waiting");
    const { length } = rig.relay.registrations;
    await rig.pass(30_000);
    assert.equal(rig.relay.registrations.length, length);
    assert.equal(rig.device.bolt.drawn, true);
    await updates.expectEnd(id, "done");
    await rig.boltIs(false);
    assert.equal(
      rig.device.bolt.moves,
      moves + 1,
      "it locks when its time is over, and nothing else moves it",
    );
  },
);

check(
  "drawn in the last moment before the restart, the bolt is waited for again",
  { needs: ["images", "time", "bolt"] },
  async (rig) => {
    const updates = await Updates.of(rig);
    const { session } = rig;
    const sealed = await rig.client.seal("unlock", { seconds: 30 });
    const id = await updates.offer({ version: updates.above() });
    await updates.untilPhase(id, "restarting");
    session.say({ type: "command", id: sealed.jti, jwe: sealed.jwe });
    const answer = () => session.sent("result").find(({ id }) => id === sealed.jti);
    await updates.until(
      () => answer() ?? session.closed !== undefined,
      "the answer, or the end of the session",
    );
    // It may have come too late to be run: then the door is locked, and restarts.
    if (answer()?.code === 200) {
      await rig.pass(15_000);
      assert.equal(rig.device.bolt.drawn, true);
    }
    await updates.expectEnd(id, "done");
    await rig.boltIs(false);
  },
);

check(
  "open for more than an hour: `in-use`, and no restart later runs the image",
  { needs: ["images", "time", "reset"] },
  async (rig) => {
    const updates = await Updates.of(rig);
    const before = updates.running;
    // Otherwise the fail-safe would lock it in that hour, and the update go on.
    await rig.expectDone("configure", { failSafe: { onOffline: "hold", afterSeconds: 60 } });
    await rig.expectDone("hold", { until: rig.client.nowSeconds() + 2 * HOUR_S });
    const id = await updates.offer({ version: updates.above() });
    await updates.untilPhase(id, "waiting");
    // Without a session, which would not outlast such a leap.
    const opened = rig.nextSession();
    rig.session.cut();
    await rig.skip((HOUR_S + 5) * 1_000);
    await rig.comeBack(opened);
    await updates.expectEnd(id, "in-use");
    await rig.expectDone("lock");
    await rig.reboot();
    assert.equal(updates.running, before);
  },
);

check("the bolt does not move", { needs: ["images", "bolt"] }, async (rig) => {
  const updates = await Updates.of(rig);
  const { moves } = rig.device.bolt;
  await updates.expectUpdated({ version: updates.above() });
  assert.equal(rig.device.bolt.moves, moves);
});
