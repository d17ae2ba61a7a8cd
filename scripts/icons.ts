// Draws the icons of the installed app from the logo: `npx pnpm run icons`. The same logo gives the same files.
import { readFileSync, writeFileSync } from "node:fs";
import { Resvg } from "@resvg/resvg-js";

const PUBLIC = new URL("../apps/dashboard/public/", import.meta.url);
const logo = readFileSync(new URL("favicon.svg", PUBLIC), "utf8");

/**
 * Launchers cut maskable icons as they like, and leave only the inner four fifths alone: no round corners of our own, and the sign
 * smaller. An Apple touch icon is cut too, but only at its corners.
 */
const square = logo.replace(' rx="8"', "");
const maskable = square
  .replace(/(<rect width="32" height="32"[^>]*\/>)/, '$1<g transform="translate(4 4) scale(0.75)">')
  .replace("</svg>", "</g></svg>");

const ICONS = [
  { file: "icon-192.png", svg: logo, size: 192 },
  { file: "icon-512.png", svg: logo, size: 512 },
  { file: "icon-maskable-512.png", svg: maskable, size: 512 },
  { file: "icon-apple-180.png", svg: square, size: 180 },
] as const;

for (const { file, svg, size } of ICONS) {
  const png = new Resvg(svg, { fitTo: { mode: "width", value: size } }).render().asPng();
  writeFileSync(new URL(file, PUBLIC), png);
}
