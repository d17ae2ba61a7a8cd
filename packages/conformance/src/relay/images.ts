import type { IncomingMessage } from "node:http";
import type { Answer } from "./relay.ts";

const FOLDER = "/api/devices/images/";

/** One request for an image. */
export interface Download {
  readonly path: string;
  /** The first byte that is asked for, where a range is. */
  readonly from: number | undefined;
}

/** The images of a relay (section 5), sent as they should be until a check wants otherwise. */
export class Images {
  readonly downloads: Download[] = [];
  /** Answers in place of the image. */
  onDownload: ((download: Download, image: Uint8Array) => Answer | undefined) | undefined;
  readonly #knows: (token: string) => boolean;
  readonly #images = new Map<string, Uint8Array>();

  constructor(knows: (token: string) => boolean) {
    this.#knows = knows;
  }

  /** @returns where a device fetches it */
  put(id: string, image: Uint8Array): string {
    const path = FOLDER + id;
    this.#images.set(path, image);
    return path;
  }

  /** @returns nothing where no image is asked for @throws where no device may ask so */
  answer({ method, url: path = "", headers }: IncomingMessage): Answer | undefined {
    const image = this.#images.get(path);
    if (method !== "GET" || !image) return undefined;
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
    if (!token || !this.#knows(token)) return { status: 401 };
    const range = headers.range;
    const first = /^bytes=(\d+)-$/.exec(range ?? "")?.[1];
    if (range !== undefined && first === undefined)
      throw new Error(`a range that is not of the protocol: ${range}`);
    const download = { path, from: first === undefined ? undefined : Number(first) };
    this.downloads.push(download);
    return this.onDownload?.(download, image) ?? imageFrom(image, download.from);
  }
}

/** The image, or what is left of it (RFC 9110, 15.3.7). */
export function imageFrom(image: Uint8Array, from: number | undefined): Answer {
  const type = { "content-type": "application/octet-stream" };
  if (from === undefined) return { status: 200, headers: type, body: image };
  const range = `bytes ${from}-${image.length - 1}/${image.length}`;
  return { status: 206, headers: { ...type, "content-range": range }, body: image.subarray(from) };
}
