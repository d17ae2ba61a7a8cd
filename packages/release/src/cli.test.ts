import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  APP_SUBTYPE,
  buildDescriptor,
  buildImage,
  type ChipName,
  concat,
  DATA_SUBTYPE,
  encodePartitionTable,
  PARTITION_TYPE,
} from "@openlock/esp-image";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { run, USAGE } from "./cli.ts";

let dir: string;
const at = (name: string) => join(dir, name);
const openlock = (...args: string[]) => run(args, {});

function image(version: string, chip: ChipName = "ESP32-S3"): Uint8Array {
  const descriptor = buildDescriptor({ project: "esplock", version, builtAt: new Date(0), idf: "v5.3" });
  const code = new TextEncoder().encode(`code of ${version}`);
  return buildImage(0x40374000, [{ loadAddress: 0x3c000020, bytes: concat(descriptor, code) }], chip);
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "openlock-release-"));
  await writeFile(at("1.4.0.bin"), image("1.4.0"));
  await writeFile(at("1.4.1.bin"), image("1.4.1"));
  await writeFile(at("key.pub"), await openlock("make-key", at("key.jwk")));
  await writeFile(at("other.pub"), await openlock("make-key", at("other.jwk")));
});
afterAll(() => rm(dir, { recursive: true }));

describe("openlock-release", () => {
  test("makes a key that only its owner reads, and never writes over one", async () => {
    expect((await stat(at("key.jwk"))).mode & 0o777).toBe(0o600);
    const before = await readFile(at("key.jwk"), "utf8");
    await expect(openlock("make-key", at("key.jwk"))).rejects.toMatchObject({ code: "file" });
    expect(await readFile(at("key.jwk"), "utf8")).toBe(before);
    expect(JSON.parse(await openlock("public", at("key.jwk")))).toEqual(
      JSON.parse(await readFile(at("key.pub"), "utf8")),
    );
  });

  test("signs an image by what the image says, and checks it", async () => {
    const said = await openlock("sign", at("1.4.1.bin"), "--key", at("key.jwk"), "--minimum", "1.3.0");
    expect(said).toMatch(/version 1\.4\.1 for ESP32-S3/);
    const good = await openlock(
      "check",
      at("1.4.1.bin"),
      "--public",
      at("other.pub"),
      "--public",
      at("key.pub"),
    );
    expect(good).toMatch(/good: esplock 1\.4\.1 for ESP32-S3.*from 1\.3\.0 on/);
    await expect(openlock("check", at("1.4.1.bin"), "--public", at("other.pub"))).rejects.toMatchObject({
      code: "not-signed",
    });
    await expect(
      openlock("check", at("1.4.0.bin"), at("1.4.1.bin.jws"), "--public", at("key.pub")),
    ).rejects.toMatchObject({ code: "bad-manifest", message: expect.stringMatching(/version/) });
  });

  test("signs a way back, from one image", async () => {
    const out = at("back.jws");
    await openlock(
      ...["sign", at("1.4.0.bin"), "--key", at("key.jwk"), "--way-back-from", at("1.4.1.bin"), "--out", out],
    );
    expect(await openlock("check", at("1.4.0.bin"), out, "--public", at("key.pub"))).toMatch(/way back from/);
    await writeFile(at("c3.bin"), image("2.0.0", "ESP32-C3"));
    await expect(
      openlock("sign", at("1.4.0.bin"), "--key", at("key.jwk"), "--way-back-from", at("c3.bin")),
    ).rejects.toMatchObject({ code: "bad-image" });
  });

  test.each<[string, () => Uint8Array, string, RegExp]>([
    ["truncated", () => image("1.4.1").slice(0, -1), "bad-image", /longer/],
    [
      "with bytes behind it",
      () => concat(image("1.4.1"), Uint8Array.of(0)),
      "bad-image",
      /1 bytes lie behind/,
    ],
    ["changed", () => image("1.4.1").with(100, 1), "bad-image", /Checksum/],
    ["empty", () => new Uint8Array(), "bad-image", /magic/],
    ["of a development version", () => image("1.4.1-dirty"), "bad-version", /1\.4\.1-dirty/],
    [
      "without a descriptor",
      () => buildImage(0, [{ loadAddress: 0, bytes: new Uint8Array(8) }]),
      "bad-image",
      /descriptor/,
    ],
  ])("signs no image that is %s", async (_, make, code, message) => {
    await writeFile(at("bad.bin"), make());
    await expect(openlock("sign", at("bad.bin"), "--key", at("key.jwk"))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
    await expect(stat(at("bad.bin.jws"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("takes no key that others can read", async () => {
    await writeFile(at("open.jwk"), await readFile(at("key.jwk")), { mode: 0o644 });
    await expect(openlock("sign", at("1.4.1.bin"), "--key", at("open.jwk"))).rejects.toMatchObject({
      code: "key-exposed",
    });
  });

  test("takes a passphrase from a file or the environment", async () => {
    await writeFile(at("passphrase"), "correct horse battery\n");
    await openlock("make-key", at("locked.jwe"), "--passphrase-file", at("passphrase"));
    const env = { OPENLOCK_RELEASE_PASSPHRASE: "correct horse battery" };
    expect(await run(["public", at("locked.jwe")], env)).toMatch(/"kty":"EC"/);
    await expect(openlock("public", at("locked.jwe"))).rejects.toMatchObject({ code: "passphrase" });
  });

  test("says how it is used", async () => {
    expect(await openlock("--help")).toBe(USAGE);
    for (const args of [["sign"], ["sign", "x"], ["dance", "x"], ["sign", "x", "--loud"], ["check", "x"]]) {
      await expect(openlock(...args)).rejects.toMatchObject({ code: "usage" });
    }
    await expect(openlock("check", at("none.bin"), "--public", at("key.pub"))).rejects.toMatchObject({
      code: "file",
    });
  });
});

describe("openlock-release pack", () => {
  const { app, data } = PARTITION_TYPE;
  afterEach(() => rm(at("images"), { recursive: true, force: true }));

  /** As `apps/firmware/esp32/partitions.csv` has it, but for where the NVS ends. */
  const table = (nvsSize: number) =>
    encodePartitionTable([
      { label: "otadata", type: data, subtype: DATA_SUBTYPE.ota, offset: 0xe000, size: 0x2000 },
      { label: "nvs", type: data, subtype: DATA_SUBTYPE.nvs, offset: 0x10000, size: nvsSize },
      { label: "app0", type: app, subtype: APP_SUBTYPE.ota0, offset: 0x20000, size: 0x1d0000 },
    ]);
  const build = async (name: string, version: string, chip: ChipName, nvsSize = 0x10000) => {
    await mkdir(at(name), { recursive: true });
    await writeFile(at(`${name}/bootloader.bin`), new Uint8Array(100));
    await writeFile(at(`${name}/partitions.bin`), table(nvsSize));
    await writeFile(at(`${name}/firmware.bin`), image(version, chip));
    return at(name);
  };
  const pack = (...builds: string[]) =>
    openlock("pack", ...builds, "--key", at("key.jwk"), "--out", at("images"), "--name", "esplock");
  const manifestAt = async (path: string) => JSON.parse(await readFile(at(`images/${path}`), "utf8"));
  const offsetsOf = ({ parts }: { parts: { offset: number }[] }) => parts.map(({ offset }) => offset);

  test("writes what the wizard flashes, with hashes and the signature, where the partition table has it", async () => {
    await pack(await build("s3", "1.4.1", "ESP32-S3"), await build("esp32", "1.4.1", "ESP32"));
    const manifest = await manifestAt("esp32s3/manifest.json");
    expect(manifest).toMatchObject({ name: "esplock", version: "1.4.1", new_install_prompt_erase: true });
    const [s3] = manifest.builds;
    expect(s3.chipFamily).toBe("ESP32-S3");
    expect(offsetsOf(s3)).toEqual([0, 0x8000, 0xe000, 0x20000]);
    await writeFile(at("packed.jws"), s3.release);
    const { path, sha256 } = s3.parts[3];
    const firmware = await readFile(at(`images/esp32s3/${path}`));
    expect(createHash("sha256").update(firmware).digest("hex")).toBe(sha256);
    expect(
      await openlock("check", at("images/esp32s3/firmware.bin"), at("packed.jws"), "--public", at("key.pub")),
    ).toMatch(/is good/);
  });

  test("writes one manifest for all chips, from which each part is found", async () => {
    await pack(await build("s3", "1.4.1", "ESP32-S3"), await build("esp32", "1.4.1", "ESP32"));
    const { builds } = await manifestAt("manifest.json");
    expect(builds.map(({ chipFamily }: { chipFamily: string }) => chipFamily)).toEqual(["ESP32-S3", "ESP32"]);
    expect(offsetsOf(builds[1])).toEqual([0x1000, 0x8000, 0xe000, 0x20000]);
    for (const { path, size } of builds.flatMap(({ parts }: { parts: object[] }) => parts)) {
      expect((await stat(at(`images/${path}`))).size).toBe(size);
    }
  });

  test("refuses a part that reaches into the NVS, versions that differ, and a build that is not there", async () => {
    await expect(pack(await build("nvs", "1.4.1", "ESP32", 0x11000))).rejects.toMatchObject({
      code: "identity-at-risk",
      message: expect.stringMatching(/firmware/),
    });
    const builds = [await build("old", "1.4.0", "ESP32"), await build("new", "1.4.1", "ESP32-S3")];
    await expect(pack(...builds)).rejects.toMatchObject({ code: "bad-version" });
    await expect(pack(at("nowhere"))).rejects.toMatchObject({ code: "file" });
    await expect(stat(at("images"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});
