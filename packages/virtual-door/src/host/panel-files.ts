import { readFileSync } from "node:fs";

/** The panel's files lie beside `src` and `dist`, so they are found from both. */
const DIRECTORY = new URL("../../panel/", import.meta.url);

const FILES: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  "/": { file: "index.html", type: "text/html; charset=utf-8" },
  "/panel.css": { file: "panel.css", type: "text/css; charset=utf-8" },
  "/panel.js": { file: "panel.js", type: "text/javascript; charset=utf-8" },
  "/door-card.js": { file: "door-card.js", type: "text/javascript; charset=utf-8" },
};

export function panelFile(path: string): { type: string; body: Buffer } | undefined {
  const entry = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
  return entry && { type: entry.type, body: readFileSync(new URL(entry.file, DIRECTORY)) };
}
