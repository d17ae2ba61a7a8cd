import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};
const COMPRESSED = new Set([".html", ".js", ".css", ".json", ".webmanifest", ".svg", ".txt"]);
/** Vite puts a hash of the content into the name of everything below this. */
const IMMUTABLE = /^\/assets\//;

interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly packed?: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

/** The built dashboard, held in memory. A path that is no file is the page: the app routes by itself. */
export class Dashboard {
  readonly #dir: string;
  readonly #files: ReadonlySet<string>;
  readonly #assets = new Map<string, Promise<Asset>>();

  private constructor(dir: string, files: ReadonlySet<string>) {
    this.#dir = dir;
    this.#files = files;
  }

  /** Lists the files once: what is asked for is looked up in the list, and so never leaves the directory. */
  static async load(dir: string): Promise<Dashboard> {
    const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries
      .filter((entry) => entry.isFile() && extname(entry.name) !== ".map")
      .map((entry) => `/${relative(dir, join(entry.parentPath, entry.name)).split(sep).join("/")}`);
    return new Dashboard(dir, new Set(files));
  }

  get built(): boolean {
    return this.#files.has("/index.html");
  }

  async respond(path: string, acceptEncoding: string): Promise<Response | undefined> {
    // A missing file is missing; only what could be one of the app's own addresses is the page.
    const file = this.#files.has(path) ? path : extname(path) === "" ? "/index.html" : undefined;
    if (file === undefined || !this.#files.has(file)) return undefined;
    let loading = this.#assets.get(file);
    if (!loading) {
      loading = this.#load(file);
      this.#assets.set(file, loading);
    }
    let asset: Asset;
    try {
      asset = await loading;
    } catch {
      // Gone since the list was made, as when the dashboard is built anew: missing, and looked for again next time.
      this.#assets.delete(file);
      return undefined;
    }
    const { body, packed, headers } = asset;
    if (packed && /\bgzip\b/.test(acceptEncoding)) {
      return new Response(packed, { headers: { ...headers, "content-encoding": "gzip" } });
    }
    return new Response(body, { headers });
  }

  async #load(file: string): Promise<Asset> {
    const body = new Uint8Array(await readFile(join(this.#dir, file)));
    const extension = extname(file);
    const headers = {
      "content-type": TYPES[extension] ?? "application/octet-stream",
      "cache-control": IMMUTABLE.test(file) ? "public, max-age=31536000, immutable" : "no-cache",
      vary: "accept-encoding",
    };
    return COMPRESSED.has(extension) && body.length > 1000
      ? { body, packed: new Uint8Array(await promisify(gzip)(body, { level: 9 })), headers }
      : { body, headers };
  }
}

/** Firmware images and their manifests, read as they are asked for: new ones may come while the relay runs. */
export async function firmwareFile(dir: string, path: string): Promise<Response | undefined> {
  const segments = path.split("/");
  // No segment begins with a dot, so none leads out of the directory or to a hidden file.
  if (!segments.every((segment) => /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(segment))) return undefined;
  const file = join(dir, ...segments);
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, {
    headers: {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "content-length": String(found.size),
      "cache-control": "no-cache",
    },
  });
}
