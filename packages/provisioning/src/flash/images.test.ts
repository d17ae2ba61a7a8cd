import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fetchImages, pickBuild } from "./images.ts";
import { type Build, fetchFirmware } from "./manifest.ts";

const image = new Uint8Array([0xe9, 1, 2, 3]);
const sha256 = createHash("sha256").update(image).digest("hex");
const uart: Build = { chipFamily: "ESP32-S3", parts: [{ path: "app.bin", offset: 0x10000, sha256 }] };
const cdc: Build = { ...uart, serialType: "cdc" };
const manifest = { name: "esplock", version: "1.2.3", new_install_prompt_erase: true, builds: [uart, cdc] };

const files: Record<string, string | Uint8Array> = {
  "/firmware/manifest.json": JSON.stringify(manifest),
  "/firmware/no-json": "<!doctype html>",
  "/firmware/no-builds": JSON.stringify({ ...manifest, builds: [] }),
  "/firmware/app.bin": image,
  "/firmware/changed.bin": image.with(2, 9),
  "/firmware/cut.bin": image.subarray(0, 3),
  "/firmware/empty.bin": new Uint8Array(),
};

describe("firmware from the server", () => {
  let server: Server;
  let base: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const file = files[request.url ?? ""];
      if (file === undefined) response.statusCode = 404;
      response.end(file);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/firmware/`;
  });
  afterAll(() => void server.close());

  test("a manifest and its image, found beside it", async () => {
    const firmware = await fetchFirmware(`${base}manifest.json`);
    const images = await fetchImages(firmware, pickBuild(firmware, "ESP32-S3", "uart"));
    expect(images).toEqual([{ address: 0x10000, data: image }]);
  });

  test("the build for the kind of port is preferred, the general one taken otherwise", async () => {
    const firmware = await fetchFirmware(`${base}manifest.json`);
    expect(pickBuild(firmware, "ESP32-S3", "cdc").serialType).toBe("cdc");
    expect(pickBuild(firmware, "ESP32-S3", "uart").serialType).toBeUndefined();
  });

  test("another chip is refused, and both are named", async () => {
    const firmware = await fetchFirmware(`${base}manifest.json`);
    expect(() => pickBuild(firmware, "ESP32-C3", "uart")).toThrow(
      expect.objectContaining({ code: "wrong-chip", message: expect.stringMatching(/ESP32-C3.*ESP32-S3/) }),
    );
  });

  test.each([
    ["none.json", "firmware-unavailable"],
    ["no-json", "manifest-invalid"],
    ["no-builds", "manifest-invalid"],
  ])("a manifest that is not one: %s", async (path, code) => {
    await expect(fetchFirmware(base + path)).rejects.toMatchObject({ code });
  });

  test.each([
    ["changed.bin", "image-corrupt"],
    ["cut.bin", "image-corrupt"],
    ["empty.bin", "image-corrupt"],
    ["none.bin", "firmware-unavailable"],
  ])("an image that is not what the manifest says: %s", async (path, code) => {
    const firmware = await fetchFirmware(`${base}manifest.json`);
    const build = { ...uart, parts: [{ path, offset: 0, sha256 }] };
    await expect(fetchImages(firmware, build)).rejects.toMatchObject({ code });
  });
});
