import type { Records } from "../records/records.ts";
import { CHUNK_BYTES, type Release } from "../records/release-records.ts";

/** The bytes `from` to `to` of an image, both counted in, a chunk at a time: the next is read once the last was taken. */
export async function* imageBytes(
  records: Pick<Records, "releases">,
  { id }: Pick<Release, "id">,
  { from, to }: { readonly from: number; readonly to: number },
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let number = Math.floor(from / CHUNK_BYTES); number * CHUNK_BYTES <= to; number++) {
    const chunk = await records.releases.chunk(id, number);
    if (!chunk) throw new Error("the image was removed while it was sent");
    const begin = number * CHUNK_BYTES;
    yield Uint8Array.from(chunk.subarray(Math.max(0, from - begin), to - begin + 1));
  }
}
