import { BOUNDS, type EcPublicJwk } from "@openlock/protocol";
import { makeSigner } from "../../command/signer.ts";
import { section } from "../check.ts";
import { readVectors } from "../vectors.ts";
import { Updates } from "./updates.ts";

const { check, checks } = section("5. Updates: refused before anything is fetched or erased");
export const updateRefusalChecks = checks;

const needs = ["images"] as const;
const OTHER_HASH = "ab".repeat(32);

check("by a stranger, by none, by a forger; also with the owner's `kid`", { needs }, async (rig) => {
  const updates = await Updates.of(rig);
  const version = updates.above();
  const stranger = await makeSigner();
  const [header, claims, signature] = (await updates.manifest({ version })).split(".");
  const [, higher] = (await updates.manifest({ version: updates.above(7) })).split(".");
  await updates.expectRefused("not-signed", { version, by: stranger });
  await updates.expectRefused("not-signed", { version, by: { ...stranger, kid: updates.owner.kid } });
  await updates.expectRefused("malformed", { version, manifest: `${header}.${claims}.` });
  await updates.expectRefused("not-signed", { version, manifest: `${header}.${higher}.${signature}` });
});

check("a device without release keys takes nothing", { needs }, async (rig) => {
  const updates = await Updates.of(rig);
  await rig.expectDone("configure", { releaseKeys: [] });
  await updates.expectRefused("not-signed", { version: updates.above() });
});

check("an owner key is no release key", { needs }, async (rig) => {
  const updates = await Updates.of(rig);
  const owner = await makeSigner();
  await rig.expectDone("configure", { ownerKeys: [owner.jwk] });
  await updates.expectRefused("not-signed", { version: updates.above(), by: owner });
});

check(
  "`releaseKeys` replaces the list: the next update is by the new key, and none by the old one",
  { needs },
  async (rig) => {
    const updates = await Updates.of(rig);
    const next = await makeSigner();
    await rig.expectDone("configure", { releaseKeys: [updates.owner.jwk, next.jwk] });
    await updates.expectUpdated({ version: updates.above(), by: next });
    await rig.expectDone("configure", { releaseKeys: [next.jwk] });
    await updates.expectRefused("not-signed", { version: updates.above() });
    await updates.expectUpdated({ version: updates.above(), by: next });
  },
);

check(
  "another chip, the version that runs, an older one, one that wants a step between",
  { needs },
  async (rig) => {
    const updates = await Updates.of(rig);
    const version = updates.above();
    const older = "0.0.1";
    await updates.expectRefused("wrong-chip", { version, claims: { chip: "ESP32-P4" } });
    await updates.expectRefused("too-large", { version, claims: { size: BOUNDS.imageBytes } });
    await updates.expectRefused("not-newer", { version, claims: { version: updates.running } });
    await updates.expectRefused("not-newer", { version, claims: { version: older } });
    await updates.expectRefused("not-newer", {
      version,
      claims: { version: older, allowDowngrade: OTHER_HASH },
    });
    await updates.expectRefused("below-minimum", { version, claims: { minimum: version } });
    await updates.expectUpdated({ version, claims: { minimum: updates.running } });
  },
);

check(
  "what does not fit in several ways is told the first, in the order of the protocol",
  { needs },
  async (rig) => {
    const updates = await Updates.of(rig);
    const version = updates.above();
    const stranger = await makeSigner();
    const all = { chip: "ESP32-P4", size: BOUNDS.imageBytes, version: updates.running, minimum: version };
    const { chip: _chip, ...fromSize } = all;
    const { size: _size, ...fromVersion } = fromSize;
    await updates.expectRefused("not-signed", { version, claims: all, by: stranger });
    await updates.expectRefused("wrong-chip", { version, claims: all });
    await updates.expectRefused("too-large", { version, claims: fromSize });
    await updates.expectRefused("not-newer", { version, claims: fromVersion });
  },
);

check(
  "while one is under way another is `busy`, before it is read; the same `id` is answered by its progress",
  { needs },
  async (rig) => {
    const updates = await Updates.of(rig);
    const version = updates.above();
    rig.relay.images.onDownload = (_, image) => ({
      status: 200,
      body: image,
      breaks: { after: 1000, by: "silence" },
    });
    const manifest = await updates.manifest({ version });
    const id = await updates.offer({ version, manifest });
    await rig.watch.until(() => rig.relay.images.downloads.length === 1, "the request");
    const other = await updates.offer({ version, manifest: "no-manifest" });
    await rig.watch.until(() => updates.result(other) === "busy", "busy");
    const told = updates.progress(id).length;
    await updates.offer({ version, manifest, id });
    await rig.watch.until(() => updates.progress(id).length > told, "the progress once more");
  },
);

interface ReleaseVectors {
  readonly releaseKeys: readonly EcPublicJwk[];
  readonly cases: readonly { readonly name: string; readonly jws: string; readonly at?: string }[];
}

check(
  "the manifests of the vectors: those that are none are `malformed`, those that no release key signed `not-signed`",
  { needs },
  async (rig) => {
    const updates = await Updates.of(rig);
    const { releaseKeys, cases } = readVectors<ReleaseVectors>("releases");
    await rig.expectDone("configure", { releaseKeys });
    for (const { name, jws, at } of cases) {
      // What has other letters or is longer is no frame of the relay's.
      if ((at !== "parse" && at !== "verify") || !/^[\w.-]{1,2048}$/.test(jws)) continue;
      const error = at === "parse" ? "malformed" : "not-signed";
      await updates.expectRefused(error, { version: "9.9.9", manifest: jws }).catch((cause: Error) => {
        throw new Error(`${name}: ${cause.message}`, { cause });
      });
    }
  },
);
