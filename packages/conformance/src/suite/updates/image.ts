import { section } from "../check.ts";
import { Updates } from "./updates.ts";

const { check, checks } = section("5. Updates: what came");
export const imageChecks = checks;

const needs = ["images"] as const;

check("what came is not what was signed: `wrong-hash`", { needs }, async (rig) => {
  const updates = await Updates.of(rig);
  const version = updates.above();
  const manifest = await updates.manifest({ version });
  const image = updates.image(version).slice();
  image[1000] = (image[1000] ?? 0) ^ 1;
  await updates.expectRejected("wrong-hash", { version, manifest, image });
  await updates.expectRejected("wrong-hash", {
    version,
    manifest,
    image: updates.image(updates.above(2)).slice(),
  });
});

check(
  "less comes than was signed, and the server says that this was all",
  { needs: ["images", "time"] },
  async (rig) => {
    const updates = await Updates.of(rig);
    const version = updates.above();
    const manifest = await updates.manifest({ version });
    const image = updates.image(version).subarray(0, 3_000);
    await updates.expectRejected("download-failed", { version, manifest, image });
  },
);

for (const [what, make] of [
  ["cut short before it was signed", (image) => image.subarray(0, image.length - 100)],
  ["with bytes behind its end", (image) => Buffer.concat([image, Buffer.alloc(4)])],
  ["changed before it was signed", (image) => image.with(1000, (image[1000] ?? 0) ^ 1)],
  ["that is none", () => Buffer.from("<!doctype html>".repeat(300))],
] as const satisfies readonly (readonly [string, (image: Uint8Array) => Uint8Array])[]) {
  check(`a signed image ${what}: \`bad-image\``, { needs }, async (rig) => {
    const updates = await Updates.of(rig);
    const version = updates.above();
    await updates.expectRejected("bad-image", { version, image: make(updates.image(version)) });
  });
}

check("a signed image for another chip, whatever its manifest says: `bad-image`", { needs }, async (rig) => {
  const updates = await Updates.of(rig);
  const version = updates.above();
  await updates.expectRejected("bad-image", { version, image: rig.device.images.forAnotherChip(version) });
});
