import { randomBytes } from "node:crypto";
import type { ReleaseKeyView, ReleaseView } from "@openlock/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readRange } from "../src/updates/range.ts";
import { expectProblem } from "./support/http.ts";
import { someDeviceKeys, TestRelay } from "./support/relay.ts";
import { makeReleaseKey, manifestOf, sha256, UpdateRig } from "./support/releases.ts";

let rig: UpdateRig;
beforeAll(async () => {
  rig = await UpdateRig.start();
});
afterAll(() => rig.relay.close());

const image = randomBytes(200_000);
const list = async () => (await rig.relay.ask("/api/releases")).json<{ releases: ReleaseView[] }>().releases;

describe("a release", () => {
  test("is uploaded, listed and removed, and both are in the history", async () => {
    const manifest = await manifestOf(image, rig.key, { minimum: "1.0.0" });
    const answer = await rig.upload(manifest, image);
    expect(answer.status, answer.text).toBe(201);
    const release = answer.json<ReleaseView>();
    expect(release).toMatchObject({
      ...{ version: "1.1.0", chip: "ESP32", size: image.length, sha256: sha256(image) },
      ...{ minimum: "1.0.0", checked: false, kid: rig.key.kid, uploadedBy: "The owner" },
    });
    expect(await list()).toEqual([release]);
    expectProblem(await rig.upload(manifest, image), "conflict", 409);
    expect((await rig.relay.ask(`/api/releases/${release.id}`, { method: "DELETE" })).status).toBe(204);
    expect(await list()).toEqual([]);
    expectProblem(await rig.relay.ask(`/api/releases/${release.id}`), "not-found", 404);
    const audit = await rig.relay.ask("/api/audit?action=release.upload");
    expect(audit.json<{ entries: unknown[] }>().entries).toMatchObject([
      { outcome: "failed", code: "conflict" },
      { outcome: "done", detail: { version: "1.1.0", chip: "ESP32" } },
    ]);
  });

  test("is not taken where the image is another, shorter or longer, and leaves nothing", async () => {
    const manifest = await manifestOf(image, rig.key);
    const other = Buffer.from(image);
    other[99_999] = (other[99_999] ?? 0) ^ 1;
    for (const bytes of [other, image.subarray(1), Buffer.concat([image, Buffer.of(0)])]) {
      expectProblem(await rig.upload(manifest, bytes), "release-refused", 422);
    }
    expectProblem(await rig.upload("a.b.c", image), "malformed", 400);
    expect(await list()).toEqual([]);
  });

  test("larger than any flash is not read to its end", async () => {
    const answer = await rig.relay.ask("/api/releases", {
      method: "POST",
      headers: {
        "content-type": "application/octet-stream",
        "openlock-manifest": await manifestOf(image, rig.key),
        "content-length": String(16 * 1024 * 1024 + 1),
      },
      body: "",
    });
    expectProblem(answer, "too-large", 413);
  });

  test("is checked against the release keys once there are some", async () => {
    const add = (key: unknown, name = "Safe") =>
      rig.relay.ask("/api/release-keys", { method: "POST", json: { key, name } });
    expect((await add(rig.key.publicKey)).status).toBe(201);
    const stranger = await makeReleaseKey();
    expectProblem(await rig.upload(await manifestOf(image, stranger), image), "release-refused", 422);
    // It says that the known key signed it.
    const forged = await manifestOf(image, { privateKey: stranger.privateKey, kid: rig.key.kid });
    expectProblem(await rig.upload(forged, image), "release-refused", 422);
    const answer = await rig.upload(await manifestOf(image, rig.key), image);
    expect(answer.json<ReleaseView>().checked).toBe(true);
    await rig.relay.ask(`/api/releases/${answer.json<ReleaseView>().id}`, { method: "DELETE" });

    const { d: _, ...half } = { ...rig.key.publicKey, d: rig.key.publicKey.x };
    expect((await add({ ...half, d: half.x })).status).toBe(400);
    for (let count = 1; count < 4; count++)
      expect((await add((await makeReleaseKey()).publicKey)).status).toBe(201);
    expectProblem(await add((await makeReleaseKey()).publicKey), "conflict", 409);
    const { keys } = (await rig.relay.ask("/api/release-keys")).json<{ keys: ReleaseKeyView[] }>();
    expect(keys.map(({ kid }) => kid)).toContain(rig.key.kid);
    for (const { kid } of keys)
      expect((await rig.relay.ask(`/api/release-keys/${kid}`, { method: "DELETE" })).status).toBe(204);
  });

  test("is not for staff, nor to upload or remove for who has not all doors", async () => {
    const door = await rig.relay.addDoor();
    const some = await rig.relay.person("admin", { all: false, ids: [door] });
    const staff = await rig.relay.person("staff");
    const manifest = await manifestOf(image, rig.key);
    for (const token of [some, staff])
      expectProblem(await rig.upload(manifest, image, token), "forbidden", 403);
    expect((await rig.relay.ask("/api/releases", { token: some })).status).toBe(200);
    expectProblem(await rig.relay.ask("/api/releases", { token: staff }), "forbidden", 403);
  });
});

describe("an image", () => {
  test("goes whole or in parts to the door that it was offered to, and to nobody else", async () => {
    const own = await UpdateRig.start();
    const [device, other] = [await own.relay.online(await someDeviceKeys()), await own.relay.online()];
    const release = await own.release({}, image);
    const url = `/api/devices/images/${release.id}`;
    expect((await device.fetchImage(url)).status).toBe(404);
    await own.rollout(release, { canary: device.door });
    await own.pass(1);
    expect((await device.frame("update")).url).toBe(url);

    const whole = await device.fetchImage(url);
    expect(whole.status).toBe(200);
    expect(whole.headers).toMatchObject({
      ...{ etag: `"${sha256(image)}"`, "accept-ranges": "bytes", "content-length": String(image.length) },
    });
    const part = await device.fetchImage(url, { range: "bytes=131000-" });
    expect(part.status).toBe(206);
    expect(part.headers["content-range"]).toBe(`bytes 131000-199999/200000`);
    expect(part.headers["content-length"]).toBe("69000");
    expect((await device.fetchImage(url, { range: "bytes=200000-" })).status).toBe(416);
    expect((await device.fetchImage(url, { range: "bytes=5-", "if-range": '"other"' })).status).toBe(200);
    expect((await device.fetchImage(url, { "if-none-match": `"${sha256(image)}"` })).status).toBe(304);

    expect((await other.fetchImage(url)).status).toBe(404);
    expect((await own.relay.ask(url)).status).toBe(401);
    device.token = "not a token of this relay";
    expect((await device.fetchImage(url)).status).toBe(401);
    await own.relay.close();
  });

  test("comes byte for byte, over more than one chunk", async () => {
    const own = await UpdateRig.start();
    const device = await own.relay.online(await someDeviceKeys());
    await own.rollout(await own.release({}, image));
    await own.pass(1);
    const { url } = await device.frame("update");
    const bytes = async (headers: Record<string, string> = {}) => {
      const response = await fetch(own.relay.url + url, {
        headers: { authorization: `Bearer ${device.token}`, ...headers },
      });
      return Buffer.from(await response.arrayBuffer());
    };
    expect((await bytes()).equals(image)).toBe(true);
    expect((await bytes({ range: "bytes=65535-65537" })).equals(image.subarray(65_535, 65_538))).toBe(true);
    await own.relay.close();
  });

  test.each([
    [undefined, "all"],
    ["bytes=0-", { from: 0, to: 99 }],
    ["bytes=10-19", { from: 10, to: 19 }],
    ["bytes=90-900", { from: 90, to: 99 }],
    ["bytes=-10", { from: 90, to: 99 }],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=100-", "unsatisfiable"],
    ["bytes=20-10", "all"],
    ["bytes=0-1,5-6", "all"],
    ["bytes=-", "all"],
    ["items=0-1", "all"],
    ["bytes=99999999999999999999-", "all"],
  ])("range %s of 100 bytes", (header, expected) => {
    expect(readRange(header, 100)).toEqual(expected);
  });
});

test("releases and rollouts are there after a restart", async () => {
  const first = await UpdateRig.start();
  const device = await first.relay.online(await someDeviceKeys());
  await first.rollout(await first.release());
  await first.relay.relay.close();
  const again = await TestRelay.start({ data: first.relay.data });
  const back = new (device.constructor as typeof import("./support/device.ts").TestDevice)(
    again.relay,
    device.door,
    device.keys,
  );
  await back.start();
  // It drives by itself, as it does outside of tests.
  expect(await back.frame("update")).toMatchObject({ type: "update" });
  await again.close();
  await first.relay.close();
});
