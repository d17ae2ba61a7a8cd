import assert from "node:assert/strict";
import { makeSigner, type Signer } from "../../command/signer.ts";
import { section } from "../check.ts";
import { DAY, granted, own } from "./owners.ts";

const { check, checks } = section("9. Owner keys");
export const ownerKeyChecks = checks;

check("a command signed by an owner key needs no password, and may be any", {}, async (rig) => {
  const by = await own(rig);
  await rig.expectDone("unlock", {}, { by });
  await rig.expectDone("configure", { relockSeconds: 9 }, { by });
  await rig.expectDone(
    "revoke",
    { kid: (await makeSigner()).kid, until: rig.client.nowSeconds() + DAY },
    { by },
  );
  await rig.expectError("unknown-command", "sing", {}, { by });
});

check("`ownerKeys` replaces the list: all grants by an owner end with its key", {}, async (rig) => {
  const { owner, person, grant } = await granted(rig);
  await rig.expectDone("unlock", {}, { by: person, grant: grant.text });
  await rig.expectDone("configure", { ownerKeys: [(await makeSigner()).jwk] });
  await rig.expectError("not-granted", "unlock", {}, { by: person, grant: grant.text });
  await rig.expectError("not-granted", "unlock", {}, { by: owner });
});

check("owner keys can be given over the serial line", {}, async (rig) => {
  const owner = await makeSigner();
  const params = { settings: { ownerKeys: [owner.jwk] }, password: rig.client.password };
  assert("result" in (await rig.serial.call("device.configure", params)));
  await rig.expectDone("unlock", {}, { by: owner });
});

check("owner keys survive a restart", { needs: ["power"] }, async (rig) => {
  const by = await own(rig);
  await rig.restart();
  await rig.expectDone("unlock", {}, { by });
});

check("at most 8 owner keys", {}, async (rig) => {
  const keys = await Promise.all(Array.from({ length: 9 }, makeSigner));
  await rig.expectError("invalid-arguments", "configure", { ownerKeys: keys.map(({ jwk }) => jwk) });
  await rig.expectDone("configure", { ownerKeys: keys.slice(1).map(({ jwk }) => jwk) });
  await rig.expectDone("unlock", {}, { by: keys[8] as Signer });
  await rig.expectError("not-granted", "unlock", {}, { by: keys[0] as Signer });
});

check("a device without owner keys takes nothing signed", {}, async (rig) => {
  await rig.expectError("not-granted", "unlock", {}, { by: await makeSigner() });
});
