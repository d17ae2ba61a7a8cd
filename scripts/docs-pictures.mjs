// `npx pnpm run docs:pictures`: takes the documents' pictures from the gallery that the end-to-end tests have left.
import { copyFile, mkdir } from "node:fs/promises";

const PICTURES = [
  "doors-phone-light.png",
  "door-link-phone-dark.png",
  "guest-phone-light.png",
  "overview-many.png",
  "updates-desktop-light.png",
  "wizard-doctor-desktop-light.png",
];

const from = new URL("../test-results/gallery/", import.meta.url);
const to = new URL("../docs/images/", import.meta.url);
await mkdir(to, { recursive: true });
for (const name of PICTURES) await copyFile(new URL(name, from), new URL(name, to));
