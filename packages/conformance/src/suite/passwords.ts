import assert from "node:assert/strict";
import { makeSigner } from "../command/signer.ts";
import { section } from "./check.ts";
import { PASSWORD, type Rig } from "./rig.ts";

const { check, checks } = section("1. Guessing the password");
export const passwordChecks = checks;

const FREE_TRIES = 5;
const WRONG = { claims: { password: "not the password" } };

async function lockOut(rig: Rig): Promise<void> {
  for (let time = 0; time < FREE_TRIES; time++) await rig.expectError("bad-password", "unlock", {}, WRONG);
}

check(
  "at the fifth failure in a row no password is looked at: the right one is `locked-out` too",
  {},
  async (rig) => {
    await lockOut(rig);
    await rig.expectError("locked-out", "unlock");
    await rig.expectError("locked-out", "unlock", {}, WRONG);
  },
);

check("four failures, and the right password begins anew", {}, async (rig) => {
  for (let round = 0; round < 2; round++) {
    for (let time = 0; time < FREE_TRIES - 1; time++)
      await rig.expectError("bad-password", "lock", {}, WRONG);
    await rig.expectDone("lock");
  }
});

check("no password at all is a wrong one", {}, async (rig) => {
  await rig.expectError("bad-password", "unlock", {}, { claims: { password: undefined } });
  await rig.expectError("bad-password", "unlock", {}, { claims: { password: "" } });
  await rig.expectError("bad-password", "unlock", {}, { claims: { password: `${PASSWORD} ` } });
  await rig.expectError("bad-password", "unlock", {}, { claims: { password: PASSWORD.slice(0, -1) } });
});

check("guesses sent at once are counted as what they are", {}, async (rig) => {
  const guesses = await Promise.all(
    Array.from({ length: 8 }, (_, guess) =>
      rig.client.seal("unlock", {}, { claims: { password: guess < 7 ? `guess number ${guess}` : PASSWORD } }),
    ),
  );
  const { session } = rig;
  for (const { jti, jwe } of guesses) session.say({ type: "command", id: jti, jwe });
  const results = await rig.watch.until(
    () => session.sent("result").length >= guesses.length && session.sent("result"),
    "all results",
  );
  const errors = await Promise.all(
    results.map(async ({ id, jwe }) => {
      const sealed = guesses.find(({ jti }) => jti === id);
      return jwe && sealed ? (await rig.client.open(jwe, sealed)).error : "unopened";
    }),
  );
  assert(errors.filter((error) => error === "bad-password").length <= FREE_TRIES, errors.join(", "));
  assert(!errors.includes(undefined), "the right password after seven guesses opened");
});

check("30 s at the fifth failure, doubling at each further one", { needs: ["time"] }, async (rig) => {
  await lockOut(rig);
  for (const seconds of [30, 60, 120]) {
    // Real time passes too, on a busy machine some seconds of it.
    await rig.pass(seconds * 600);
    await rig.expectError("locked-out", "unlock");
    await rig.pass(seconds * 400 + 1_000);
    await rig.expectError("bad-password", "unlock", {}, WRONG);
  }
  await rig.pass(241_000);
  await rig.expectDone("unlock");
});

check("up to an hour", { needs: ["time"] }, async (rig) => {
  await lockOut(rig);
  for (const seconds of [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]) {
    // Without a session, which would not outlast such a leap.
    const opened = rig.nextSession();
    rig.session.cut();
    await rig.skip((seconds + 1) * 1000);
    await rig.comeBack(opened);
    await rig.expectError("bad-password", "unlock", {}, WRONG);
  }
});

check("begun anew after a restart", { needs: ["time", "power"] }, async (rig) => {
  await lockOut(rig);
  await rig.pass(20_000);
  await rig.restart();
  await rig.expectError("locked-out", "unlock");
  await rig.pass(18_000);
  await rig.expectError("locked-out", "unlock");
  await rig.pass(13_000);
  await rig.expectDone("unlock");
});

check(
  "a failure is counted though the power goes with it: restarts buy no further try",
  { needs: ["power"] },
  async (rig) => {
    for (let time = 0; time < FREE_TRIES; time++) {
      await rig.expectError("bad-password", "unlock", {}, WRONG);
      await rig.restart();
    }
    await rig.expectError("locked-out", "unlock");
  },
);

check("the same lock-out for the socket and the serial line", {}, async (rig) => {
  for (let time = 0; time < FREE_TRIES; time++) {
    await rig.serial.call("device.configure", {
      settings: { relockSeconds: 9 },
      password: "not the password",
    });
  }
  await rig.expectError("locked-out", "unlock");
});

check("it never stops a signed command, which no failure waits for", {}, async (rig) => {
  const owner = await makeSigner();
  await rig.expectDone("configure", { ownerKeys: [owner.jwk] });
  await lockOut(rig);
  await rig.expectDone("unlock", {}, { by: owner });
  await rig.expectError("locked-out", "unlock");
});

check("a lock-out is told as an event", {}, async (rig) => {
  await lockOut(rig);
  await rig.watch.until(
    () => rig.session.sent("event").find(({ event }) => event === "locked-out"),
    "the event",
  );
});
