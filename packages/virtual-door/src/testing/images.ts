import { createHash } from "node:crypto";
import { buildDescriptor, buildImage, type ChipName, concat } from "@openlock/esp-image";
import { NetworkError, type Program } from "../chip/services.ts";
import { esplock } from "../esplock/program.ts";
import { VIRTUAL_PROJECT } from "../image-builder/virtual-image.ts";

/** Before any clock that a test has: what was built later than now takes no command of now. */
const BUILT_AT = new Date("2026-01-01T00:00:00Z");

/** esplock, but its radio's firmware cannot reach a relay. */
const deaf: Program = (chip) => {
  const unreachable = () => Promise.reject(new NetworkError("unreachable", "this image cannot"));
  return esplock({ ...chip, net: { request: unreachable, download: unreachable, openSocket: unreachable } });
};

/** Starts, and crashes before it has done anything. */
const crashing: Program = async () => {
  throw new Error("this image crashes");
};

/** esplock whose settings look empty to it. */
const forgetful: Program = (chip) =>
  esplock({
    ...chip,
    nvs: { ...chip.nvs, get: (key) => (key === "settings" ? undefined : chip.nvs.get(key)) },
  });

/** What a chip in a test runs, by the project in the image. `esplock-host` knows the same ones. */
export const PROGRAMS: Readonly<Record<string, Program>> = {
  [VIRTUAL_PROJECT]: esplock,
  "test-deaf": deaf,
  "test-crashing": crashing,
  "test-forgetful": forgetful,
};

/** A whole image of few bytes. */
export function smallImage(version: string, project: string = VIRTUAL_PROJECT, chip: ChipName = "ESP32") {
  const descriptor = buildDescriptor({ project, version, builtAt: BUILT_AT, idf: "virtual" });
  const filler = createHash("sha512").update(`${project} ${version}`).digest();
  const code = Array.from({ length: 90 }, () => filler);
  return buildImage(0x40080000, [{ loadAddress: 0x3f400020, bytes: concat(descriptor, ...code) }], chip);
}

const PROJECTS = {
  works: VIRTUAL_PROJECT,
  crashes: "test-crashing",
  forgets: "test-forgetful",
  "starts-not": "machine-code",
} as const;

/** Images for the conformance suite. */
export const IMAGES = {
  make: (version: string, kind: keyof typeof PROJECTS = "works") => smallImage(version, PROJECTS[kind]),
  forAnotherChip: (version: string) => smallImage(version, VIRTUAL_PROJECT, "ESP32-S3"),
};
