import assert from "node:assert/strict";
import type { Answer } from "../../relay/relay.ts";
import { section } from "../check.ts";
import { Updates } from "./updates.ts";

const { check, checks } = section("5. Updates: the download");
export const downloadChecks = checks;

const needs = ["images"] as const;

/** Sends what is asked for, up to a byte. */
function upTo(end: number, image: Uint8Array, from = 0): Answer {
  const answer: Answer =
    from === 0
      ? { status: 200 }
      : { status: 206, headers: { "content-range": `bytes ${from}-${image.length - 1}/${image.length}` } };
  return { ...answer, body: image.subarray(from), breaks: { after: end - from, by: "cut" } };
}

check(
  "it is fetched with the session token; each phase is told, at most once a percent, and one end",
  { needs },
  async (rig) => {
    const updates = await Updates.of(rig);
    const { session } = rig;
    const id = await updates.expectUpdated({ version: updates.above() });
    assert.deepEqual(updates.phases(id), ["downloading", "checking", "restarting"]);
    const told = updates.progress(id).map(({ phase, percent }) => `${phase} ${percent}`);
    assert.equal(new Set(told).size, told.length, told.join(", "));
    assert(told.includes("downloading 100"), told.join(", "));
    assert.deepEqual(updates.results(id), ["done"]);
    assert.equal(session.closed, 1001, "the session ends before the restart");
    assert.equal(rig.relay.images.downloads.length, 1);
    await rig.expectDone("unlock");
  },
);

check("broken off, it goes on where it was by `Range`", { needs }, async (rig) => {
  const updates = await Updates.of(rig);
  const { images } = rig.relay;
  images.onDownload = ({ from = 0 }, image) => (from < 3_000 ? upTo(from + 1_500, image, from) : undefined);
  await updates.expectUpdated({ version: updates.above() });
  assert.deepEqual(
    images.downloads.map(({ from }) => from),
    [undefined, 1_500, 3_000],
  );
});

check("so it does over another session, with another token", { needs: ["images", "time"] }, async (rig) => {
  const updates = await Updates.of(rig);
  const { images } = rig.relay;
  const version = updates.above();
  const image = updates.image(version);
  const half = Math.floor(image.length / 2);
  images.onDownload = () =>
    images.downloads.length > 1
      ? undefined
      : { status: 200, body: image, breaks: { after: half, by: "silence" } };
  const id = await updates.offer({ version, image });
  await rig.watch.until(() => updates.progress(id).some(({ percent }) => percent >= 49), "half of it");
  rig.relay.forgetTokens();
  rig.session.cut();
  await updates.expectEnd(id, "done");
  assert.deepEqual(
    images.downloads.map(({ from }) => from),
    [undefined, half],
  );
});

check(
  "a server without ranges sends it from the start; one that sends another part, or leads elsewhere, is not believed",
  { needs: ["images", "time"] },
  async (rig) => {
    const updates = await Updates.of(rig);
    const { images } = rig.relay;
    const part = (image: Uint8Array, from: number): Answer => ({
      status: 206,
      headers: { "content-range": `bytes ${from}-${image.length - 1}/${image.length}` },
      body: image.subarray(from),
    });
    const answers: ((image: Uint8Array) => Answer)[] = [
      (image) => upTo(2_000, image),
      (image) => part(image, 100),
      (image) => ({ ...part(image, 2_000), status: 206, headers: {} }),
      () => ({ status: 302, headers: { location: images.put("elsewhere", new Uint8Array(1)) } }),
      () => ({ status: 503 }),
      () => ({ status: 401 }),
      (image) => ({ status: 200, body: image }),
    ];
    images.onDownload = (_, image) => answers.shift()?.(image);
    await updates.expectUpdated({ version: updates.above() });
    assert.deepEqual(
      images.downloads.map(({ from }) => from),
      [undefined, 2_000, 2_000, 2_000, 2_000, 2_000, 2_000],
    );
  },
);

check(
  "ten tries without a new byte: `download-failed`, and the same update may be sent again",
  { needs: ["images", "time"] },
  async (rig) => {
    const updates = await Updates.of(rig);
    const { images } = rig.relay;
    images.onDownload = ({ from }, image) => upTo(2_000, image, from);
    const version = updates.above();
    const manifest = await updates.manifest({ version });
    const began = rig.relay.now();
    await updates.expectRejected("download-failed", { version, manifest });
    const { length } = images.downloads;
    assert(length >= 10 && length <= 11, `${length} requests`);
    assert(rig.relay.now() - began > 10_000, "the pause between them grows");
    images.onDownload = undefined;
    await updates.expectUpdated({ version, manifest });
  },
);

check("silence is no end: it is taken up again", { needs: ["images", "time"] }, async (rig) => {
  const updates = await Updates.of(rig);
  const { images } = rig.relay;
  images.onDownload = (_, image) =>
    images.downloads.length > 1
      ? undefined
      : { status: 200, body: image, breaks: { after: 1_000, by: "silence" } };
  await updates.expectUpdated({ version: updates.above() });
  assert.deepEqual(
    images.downloads.map(({ from }) => from),
    [undefined, 1_000],
  );
});

check("commands go on meanwhile", { needs: ["images", "time"] }, async (rig) => {
  const updates = await Updates.of(rig);
  const { images } = rig.relay;
  images.onDownload = (_, image) =>
    images.downloads.length > 1
      ? undefined
      : { status: 200, body: image, breaks: { after: 3_000, by: "silence" } };
  const id = await updates.offer({ version: updates.above() });
  await rig.watch.until(() => images.downloads.length === 1, "the request");
  await rig.expectDone("unlock");
  await rig.expectDone("lock");
  await rig.expectError("bad-password", "unlock", {}, { claims: { password: "not the password" } });
  const { status } = await rig.expectDone("status");
  assert.equal(status?.firmware, updates.running);
  assert.equal(updates.result(id), undefined);
  await updates.expectEnd(id, "done");
});

check("no more than `size` bytes are taken", { needs }, async (rig) => {
  const updates = await Updates.of(rig);
  const version = updates.above();
  const image = updates.image(version);
  const manifest = await updates.manifest({ version, image });
  const more = Buffer.concat([image, Buffer.alloc(5_000_000, 0x55)]);
  await updates.expectUpdated({ version, manifest, image: more });
});

check(
  "a restart in the middle forgets it: nothing more is answered, and it may be sent again",
  { needs: ["images", "power"] },
  async (rig) => {
    const updates = await Updates.of(rig);
    const { images } = rig.relay;
    images.onDownload = (_, image) => ({ status: 200, body: image, breaks: { after: 3_000, by: "silence" } });
    const version = updates.above();
    const manifest = await updates.manifest({ version });
    const id = await updates.offer({ version, manifest });
    await rig.watch.until(() => updates.progress(id).some(({ percent }) => percent > 10), "some progress");
    images.onDownload = undefined;
    await rig.restart();
    await rig.settle();
    assert.equal(updates.result(id), undefined);
    await updates.expectUpdated({ version, manifest, id });
  },
);
