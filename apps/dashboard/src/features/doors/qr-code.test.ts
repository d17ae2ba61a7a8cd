import decodeQR from "qr/decode.js";
import { expect, test } from "vitest";
import { qrPath } from "./QrCode.tsx";

test("what is drawn is read again, letter by letter", () => {
  const link = "https://doors.example.org:8443/d/front-door";
  const { size, path } = qrPath(link);
  const SCALE = 6;
  const width = size * SCALE;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let dy = 0; dy < SCALE; dy++) {
      for (let dx = 0; dx < SCALE; dx++) {
        data.set([0, 0, 0], ((Number(y) * SCALE + dy) * width + Number(x) * SCALE + dx) * 4);
      }
    }
  }
  expect(decodeQR({ width, height: width, data })).toBe(link);
});
