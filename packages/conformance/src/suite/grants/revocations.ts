import assert from "node:assert/strict";
import { grantTo, makeSigner } from "../../command/signer.ts";
import { section } from "../check.ts";
import { DAY, granted, own } from "./owners.ts";

const { check, checks } = section("9. Revocations");
export const revocationChecks = checks;

check("a revoked grant counts for nothing, and others of the same person still do", {}, async (rig) => {
  const { owner, person, grant } = await granted(rig);
  const now = rig.client.nowSeconds();
  const other = await grantTo(person, owner, now);
  await rig.expectDone("revoke", { jti: grant.jti, until: now + DAY }, { by: owner });
  await rig.expectError("not-granted", "unlock", {}, { by: person, grant: grant.text });
  await rig.expectDone("unlock", {}, { by: person, grant: other.text });
});

check("a revoked `kid` counts neither as a signer nor as the owner of a grant", {}, async (rig) => {
  const { owner, person, grant } = await granted(rig);
  const until = rig.client.nowSeconds() + DAY;
  await rig.expectDone("revoke", { kid: person.kid, until });
  await rig.expectError("not-granted", "unlock", {}, { by: person, grant: grant.text });
  const other = await makeSigner();
  const second = await grantTo(other, owner, rig.client.nowSeconds());
  await rig.expectDone("unlock", {}, { by: other, grant: second.text });
  await rig.expectDone("revoke", { kid: owner.kid, until });
  await rig.expectError("not-granted", "unlock", {}, { by: other, grant: second.text });
  await rig.expectError("not-granted", "unlock", {}, { by: owner });
});

check("a revocation whose `until` is not in the future: `invalid-arguments`", {}, async (rig) => {
  await rig.expectError("invalid-arguments", "revoke", {
    kid: (await makeSigner()).kid,
    until: rig.client.nowSeconds() - 5,
  });
});

check("revocations survive restarts, and changes of `ownerKeys`", { needs: ["power"] }, async (rig) => {
  const { owner, person, grant } = await granted(rig);
  await rig.expectDone("revoke", { jti: grant.jti, until: rig.client.nowSeconds() + DAY });
  await rig.expectDone("configure", { ownerKeys: [] });
  await rig.restart();
  await rig.expectDone("configure", { ownerKeys: [owner.jwk] });
  await rig.expectError("not-granted", "unlock", {}, { by: person, grant: grant.text });
});

check(
  "the device keeps 64; with 64 that still count a new one is `failed`, and none is dropped for it",
  {},
  async (rig) => {
    const { owner, person, grant } = await granted(rig);
    const until = rig.client.nowSeconds() + DAY;
    await rig.expectDone("revoke", { jti: grant.jti, until }, { by: owner });
    for (let count = 1; count < 64; count++) {
      const jti = Buffer.from(`revocation number ${count}`).toString("base64url");
      await rig.expectDone("revoke", { jti, until }, { by: owner });
    }
    await rig.expectError(
      "failed",
      "revoke",
      { jti: Buffer.alloc(16, 9).toString("base64url"), until },
      { by: owner },
    );
    // The same one again lasts until the later of both, and takes no room.
    await rig.expectDone("revoke", { jti: grant.jti, until: until + DAY }, { by: owner });
    await rig.expectError("not-granted", "unlock", {}, { by: person, grant: grant.text });
  },
);

check("the same revocation again never ends sooner", { needs: ["time"] }, async (rig) => {
  const { person, grant } = await granted(rig);
  const now = rig.client.nowSeconds();
  await rig.expectDone("revoke", { jti: grant.jti, until: now + 3600 });
  await rig.expectDone("revoke", { jti: grant.jti, until: now + 20 });
  await rig.pass(30_000);
  await rig.expectError("not-granted", "unlock", {}, { by: person, grant: grant.text });
});

check("what is over makes room", { needs: ["time"] }, async (rig) => {
  const owner = await own(rig);
  const now = rig.client.nowSeconds();
  for (let count = 0; count < 64; count++) {
    const jti = Buffer.from(`revocation number ${count}`).toString("base64url");
    await rig.expectDone("revoke", { jti, until: now + 120 }, { by: owner });
  }
  await rig.pass(Math.max(0, 125 - (rig.client.nowSeconds() - now)) * 1000);
  const jti = Buffer.alloc(16, 9).toString("base64url");
  await rig.expectDone("revoke", { jti, until: rig.client.nowSeconds() + DAY }, { by: owner });
});

check(
  "a revocation that was answered by 200 is there, wherever the power goes",
  { needs: ["storage", "power"] },
  async (rig) => {
    const { owner, person, grant } = await granted(rig);
    for (let write = 1; ; write++) {
      const { text, jti } = await grantTo(person, owner, rig.client.nowSeconds());
      const sealed = await rig.client.seal("revoke", { jti, until: rig.client.nowSeconds() + DAY });
      const { session } = rig;
      await rig.device.storage.cutAtWrite(write);
      session.say({ type: "command", id: sealed.jti, jwe: sealed.jwe });
      const answered = await rig.watch.until(
        () =>
          session.sent("result").find(({ id }) => id === sealed.jti) ??
          (!rig.device.storage.powered && "cut"),
        "an answer, or the cut",
      );
      await rig.device.storage.cutAtWrite(0);
      if (rig.device.storage.powered) await rig.restart();
      else {
        const opened = rig.nextSession();
        await rig.device.power.on();
        await opened;
      }
      const done = answered !== "cut" && answered.code === 200;
      const { error } = await rig.command("lock", {}, { by: person, grant: text });
      if (done) assert.equal(error, "not-granted", `cut at write ${write}`);
      else assert(error === undefined || error === "not-granted");
      await rig.expectDone("lock", {}, { by: person, grant: grant.text });
      if (done) return;
      assert(write < 100, "it never came to an end");
    }
  },
);
