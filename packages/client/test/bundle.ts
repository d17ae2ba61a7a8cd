import { fileURLToPath } from "node:url";
import { build, type InlineConfig } from "vite";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The client as it ships, built now, not the one that may lie in `dist`. */
export function buildClient(): Promise<string> {
  return bundle({ configFile: at("../vite.config.ts"), root: at("..") });
}

/** `@openlock/client/grants` as it ships: it imports `./openlock.js`. */
export function buildGrants(): Promise<string> {
  return bundle({ configFile: at("../vite.grants.config.ts"), root: at("..") });
}

/** `@openlock/client/session` as it ships: it imports `./openlock.js`. */
export function buildSession(): Promise<string> {
  return bundle({ configFile: at("../vite.session.config.ts"), root: at("..") });
}

/** The protocol package as one file, for a page. */
export function buildProtocol(): Promise<string> {
  return bundle({
    configFile: false,
    root: at("../../protocol"),
    resolve: { conditions: ["@openlock/source"] },
    build: { lib: { entry: "src/index.ts", formats: ["es"], fileName: "protocol" }, target: "es2022" },
  });
}

async function bundle(config: InlineConfig): Promise<string> {
  const built = await build({ ...config, logLevel: "silent", build: { ...config.build, write: false } });
  const [result] = Array.isArray(built) ? built : [built];
  if (!result || !("output" in result)) throw new Error("nothing was built");
  const [chunk, ...others] = result.output.filter((file) => file.type === "chunk");
  if (!chunk || others.length > 0) throw new Error("the bundle is not one file");
  return chunk.code;
}
