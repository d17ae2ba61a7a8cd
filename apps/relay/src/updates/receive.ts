import { createHash, randomUUID } from "node:crypto";
import { ProtocolError, parseRelease, verifyJws } from "@openlock/protocol";
import { ProblemError } from "../http/problem.ts";
import type { Records } from "../records/records.ts";
import { CHUNK_BYTES, type Release, type ReleaseKey } from "../records/release-records.ts";

/** An upload that took longer than this is not going on any more. */
const STALE_MS = 3600_000;

type Uploaded = Pick<Release, "at" | "uploadedBy">;

/**
 * What a manifest says, and whether a key that the relay knows has signed it. A relay is not trusted with this: the device
 * decides. It is here so that a mistake shows at once.
 *
 * @throws {ProblemError} `malformed`, `release-refused`
 */
export async function readManifest(
  manifest: string,
  keys: readonly ReleaseKey[],
  by: Uploaded,
): Promise<Release> {
  let release: ReturnType<typeof parseRelease>;
  try {
    release = parseRelease(manifest);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new ProblemError("malformed", `The manifest is refused: ${error.message}.`);
  }
  const { kid, payload } = release;
  const known = keys.find((key) => key.kid === kid);
  if (keys.length > 0 && !known) {
    throw refused("It is signed by a key that is not among the release keys here. Add that key first");
  }
  if (known) {
    try {
      await verifyJws(release, known.key);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      throw refused("Its signature is not by the key that it names. Sign the image anew");
    }
  }
  const { iat: signedAt, ...claims } = payload;
  return { id: randomUUID(), manifest, ...claims, signedAt, kid, checked: known !== undefined, ...by };
}

/**
 * Keeps an image as it comes, and makes the release visible once all of it is there and is what the manifest names. Of
 * an upload that fails nothing stays.
 *
 * @throws {ProblemError} `release-refused`, `conflict`, and what the body throws
 */
export async function receiveImage(
  records: Records,
  release: Release,
  body: AsyncIterable<Buffer>,
): Promise<void> {
  const { releases } = records;
  await releases.begin(release, release.at - STALE_MS);
  try {
    const hash = createHash("sha256");
    let number = 0;
    let size = 0;
    for await (const chunk of inChunks(body)) {
      size += chunk.length;
      if (size > release.size) throw wrongSize(release);
      hash.update(chunk);
      await releases.putChunk(release.id, number, chunk);
      number += 1;
    }
    if (size !== release.size) throw wrongSize(release);
    if (hash.digest("hex") !== release.sha256) {
      throw refused(
        "The image is not the one that was signed: its hash is another. Take both from one build",
      );
    }
    const outcome = await releases.finish(release.id);
    if (outcome === "taken") throw new ProblemError("conflict", "This release is here already.");
    if (outcome === "unknown") throw new ProblemError("conflict", "The upload took too long. Start again.");
  } catch (error) {
    await releases.abort(release.id).catch(() => {});
    throw error;
  }
}

async function* inChunks(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let length = 0;
  for await (let piece of body) {
    while (length + piece.length >= CHUNK_BYTES) {
      const taken = piece.subarray(0, CHUNK_BYTES - length);
      yield Buffer.concat([...held, taken], CHUNK_BYTES);
      piece = piece.subarray(taken.length);
      held = [];
      length = 0;
    }
    if (piece.length > 0) held.push(piece);
    length += piece.length;
  }
  if (length > 0) yield Buffer.concat(held, length);
}

function wrongSize({ size }: Release): ProblemError {
  return refused(`The image has not the ${size} bytes that the manifest names. Take both from one build`);
}

function refused(why: string): ProblemError {
  return new ProblemError("release-refused", `The release was not taken. ${why}.`, {
    // What is left of the body is not read, so the connection cannot be used again.
    headers: { connection: "close" },
  });
}
