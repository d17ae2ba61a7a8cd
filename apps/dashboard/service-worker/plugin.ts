import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";

const WORKER = new URL("worker.js", import.meta.url);
const PUBLIC = new URL("../public/", import.meta.url);

/** The first page's texts in each language but English. */
const FIRST_TEXTS = /\/i18n\/\w+\/first\.ts$/;

/**
 * Adds `/sw.js` to the build. The shell is what the first page needs: the page itself, its entry with what that imports,
 * its texts, their styles, and the files of `public`. The version is a hash of all of it, so that a browser sees a new worker when, and
 * only when, there is something new. Fifty lines here instead of Workbox: there is one page and one rule for each kind of file.
 */
export function serviceWorker(): Plugin {
  return {
    name: "openlock-service-worker",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const initial = new Set<string>();
      const add = (name: string) => {
        if (initial.has(name)) return;
        initial.add(name);
        for (const other of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) add(other);
      };
      for (const { isEntry, facadeModuleId, fileName } of chunks) {
        if (isEntry || FIRST_TEXTS.test(facadeModuleId ?? "")) add(fileName);
      }
      const page = Object.values(bundle).find(({ fileName }) => fileName === "index.html");
      const html = page?.type === "asset" ? String(page.source) : "";
      for (const [, style = ""] of html.matchAll(/href="\/(assets\/[^"]+\.css)"/g)) initial.add(style);
      const files = readdirSync(PUBLIC).sort();

      const shell = [
        "/",
        ...[...initial].sort().map((name) => `/${name}`),
        ...files.map((name) => `/${name}`),
      ];
      const worker = readFileSync(WORKER, "utf8");
      const hash = createHash("sha256").update(html).update(worker).update(shell.join("\n"));
      for (const file of files) hash.update(readFileSync(new URL(file, PUBLIC)));
      const version = hash.digest("hex").slice(0, 16);
      this.emitFile({
        type: "asset",
        fileName: "sw.js",
        source: `const VERSION = ${JSON.stringify(version)};\nconst SHELL = ${JSON.stringify(shell)};\n${worker}`,
      });
    },
  };
}
