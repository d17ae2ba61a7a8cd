import assert from "node:assert/strict";
import { section } from "./check.ts";
import { LONGEST_PASSWORD, NEW_PASSWORD, PASSWORD, type Rig } from "./rig.ts";

const { check, checks } = section("1. `configure`: all or nothing");
export const configureChecks = checks;

check(
  "stores, answers, then restarts where a critical setting changed, and goes on without a restart else",
  {},
  async (rig) => {
    const { boot } = rig.client.door;
    await rig.expectDone("configure", { relockSeconds: 77 });
    const { state } = await rig.expectDone("unlock");
    assert(Math.abs((state.until ?? 0) - rig.client.nowSeconds() - 77) <= 2);
    assert.equal(rig.client.door.boot, boot);
    const opened = rig.nextSession();
    await rig.expectDone("configure", { doorId: "back" });
    await opened;
    assert.notEqual(rig.client.door.boot, boot);
    assert.equal(rig.client.door.doorId, "back");
  },
);

check("one member that does not fit, and none of the others is stored", {}, async (rig) => {
  await rig.expectError("invalid-arguments", "configure", { relockSeconds: 77, password: "short" });
  await rig.expectError("invalid-arguments", "configure", {
    password: NEW_PASSWORD,
    failSafe: { onOffline: "burn", afterSeconds: 1 },
  });
  const { state } = await rig.expectDone("unlock");
  assert((state.until ?? 0) - rig.client.nowSeconds() < 60);
});

check("a new password counts from the answer on, and the old one no more", {}, async (rig) => {
  await rig.expectDone("configure", { password: NEW_PASSWORD });
  await rig.expectError("bad-password", "unlock");
  rig.client.password = NEW_PASSWORD;
  await rig.expectDone("unlock");
});

check("a password has 8 characters to 128 bytes", {}, async (rig) => {
  await rig.expectError("invalid-arguments", "configure", { password: "1234567" });
  await rig.expectError("invalid-arguments", "configure", { password: "ü".repeat(65) });
  rig.client.password = PASSWORD;
  await rig.expectDone("configure", { password: LONGEST_PASSWORD });
  rig.client.password = LONGEST_PASSWORD;
  await rig.expectDone("unlock");
});

check("settings survive a power cut after the answer", { needs: ["power"] }, async (rig) => {
  await rig.expectDone("configure", { relockSeconds: 77, password: NEW_PASSWORD });
  rig.client.password = NEW_PASSWORD;
  await rig.restart();
  const { state } = await rig.expectDone("unlock");
  assert(Math.abs((state.until ?? 0) - rig.client.nowSeconds() - 77) <= 2);
});

/** What a device has, told by what it does. */
async function whichSettings(rig: Rig): Promise<"old" | "new" | "mixed"> {
  const passwords = [PASSWORD, NEW_PASSWORD];
  for (const password of passwords) {
    const { error, state } = await rig.command("unlock", {}, { claims: { password } });
    if (error === "bad-password") continue;
    assert.equal(error, undefined);
    const relocks = Math.round(((state.until ?? 0) - rig.client.nowSeconds()) / 10) * 10;
    const isNew = [password === NEW_PASSWORD, relocks === 90, rig.client.door.doorId === "back"];
    return isNew.every(Boolean) ? "new" : isNew.some(Boolean) ? "mixed" : "old";
  }
  return "mixed";
}

const CHANGE = { relockSeconds: 90, password: NEW_PASSWORD, doorId: "back" };

async function startAfterCut(rig: Rig<"power" | "storage">): Promise<void> {
  await rig.device.storage.cutAtWrite(0);
  const opened = rig.nextSession();
  if (rig.device.storage.powered) await rig.device.power.off();
  await rig.device.power.on();
  await opened;
}

check(
  "the power may go at any write of a sealed `configure`: all of it is stored, or nothing",
  { needs: ["storage", "power"] },
  async (rig) => {
    for (let write = 1; ; write++) {
      const { session } = rig;
      const sealed = await rig.client.seal("configure", CHANGE);
      const answer = () => session.sent("result").find(({ id }) => id === sealed.jti);
      await rig.device.storage.cutAtWrite(write);
      session.say({ type: "command", id: sealed.jti, jwe: sealed.jwe });
      await rig.watch.until(
        () => answer() !== undefined || !rig.device.storage.powered,
        "an answer, or the cut",
      );
      const answered = answer()?.code === 200;
      await startAfterCut(rig);
      const has = await whichSettings(rig);
      assert.notEqual(has, "mixed", `cut at write ${write}`);
      if (answered) assert.equal(has, "new", `answered, then cut at write ${write}`);
      if (has === "new") return;
      assert(write < 100, "it never came to an end");
    }
  },
);

check(
  "the same for `device.configure` on a blank device",
  { from: "blank", needs: ["storage", "power"] },
  async (rig) => {
    for (let write = 1; ; write++) {
      await rig.device.storage.cutAtWrite(write);
      const id = rig.serial.send("device.configure", { settings: { ...rig.settings, ...CHANGE } });
      const answered = await rig.watch.until(
        () =>
          rig.serial.responses.find((response) => response.id === id) ??
          (!rig.device.storage.powered && "cut"),
        "an answer, or the cut",
      );
      await rig.device.storage.cutAtWrite(0);
      if (rig.device.storage.powered) await rig.device.power.off();
      await rig.device.power.on();
      const { doorId, stage } = await rig.untilInfo(({ kid }) => kid !== undefined, "its key");
      if (answered !== "cut")
        assert("result" in answered && doorId === "back", `answered, then cut at write ${write}`);
      if (doorId === undefined) {
        assert.equal(stage, "unconfigured");
        assert(write < 100, "it never came to an end");
        continue;
      }
      await rig.watch.until(() => rig.relay.session?.sent("status").length, "a session");
      assert.equal(await whichSettings(rig), "new");
      return;
    }
  },
);

check(
  "the power may go at any write of the first registration: the claim code and the key are not lost",
  { from: "blank", needs: ["storage", "power"] },
  async (rig) => {
    const { publicKey } = await rig.info();
    let used = false;
    rig.relay.onRegister = ({ claim }) => {
      if (!used && claim === undefined) return { status: 403 };
      used = true;
      return undefined;
    };
    await rig.serial.call("device.configure", { settings: rig.settings, claim: "0123-4567-89AB-CDEF" });
    for (let write = 1; write < 12; write++) {
      await rig.device.storage.cutAtWrite(write);
      await rig.watch.until(
        () =>
          !rig.device.storage.powered ||
          (rig.relay.session?.closed === undefined && rig.relay.session?.sent("status").length),
        "the cut, or a session",
      );
      await startAfterCut(rig);
      assert.deepEqual(rig.client.door.publicKey, publicKey);
    }
    await rig.expectDone("unlock");
  },
);
