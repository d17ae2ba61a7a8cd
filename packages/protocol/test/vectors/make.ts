// Writes packages/protocol/vectors/*.json anew: `npx tsx packages/protocol/test/vectors/make.ts`.
import { writeFileSync } from "node:fs";
import { BOUNDS } from "../../src/bounds.ts";
import { CLOSE, DEVICE_ERRORS, PROBLEM_STATUS } from "../../src/errors.ts";
import { PROBLEM_BASE } from "../../src/http.ts";
import { LED_PATTERNS } from "../../src/led.ts";
import { UPDATE_ERRORS, UPDATE_PHASES } from "../../src/update/progress.ts";
import { commands } from "./commands.ts";
import { grants } from "./grants.ts";
import { VECTORS } from "./jwe.ts";
import { keepSignatures } from "./jws.ts";
import { bodies, commandArguments, frames, serial, settings } from "./messages.ts";
import { claimCodes, names, thumbprints } from "./names.ts";
import { releases, versions } from "./releases.ts";
import { schedules, timeZones } from "./schedules.ts";
import { results, sessions } from "./sealed.ts";
import { signedCommands } from "./signed-commands.ts";
import { base64url, strictJson } from "./text.ts";

/** Every file of vectors, by its name. The same bytes each time: nothing in them is drawn or dated. */
export async function makeVectors(): Promise<ReadonlyMap<string, string>> {
  const files: Record<string, unknown> = {
    "base64url.json": { about: "Canonical base64url (RFC 4648, 5; no padding).", cases: base64url },
    "strict-json.json": { about: "JSON as every message is parsed.", cases: strictJson },
    "names.json": { about: "Names and times.", cases: names },
    "claim-codes.json": { about: "One-time claim codes (section 2).", cases: claimCodes },
    "thumbprints.json": { about: "Public keys and their `kid` (RFC 7638).", cases: await thumbprints() },
    "commands.json": await commands(),
    "command-arguments.json": { about: "Commands and arguments (section 1).", cases: commandArguments },
    "results.json": await results(),
    "sessions.json": await sessions(),
    "time-zones.json": {
      about: "POSIX TZ strings (section 9): what each adds to UTC at a moment, in seconds.",
      cases: timeZones,
    },
    "schedules.json": {
      about: "Schedules of grants (section 9): whether one allows a moment.",
      cases: schedules,
    },
    "grants.json": await grants(),
    "signed-commands.json": await signedCommands(),
    "versions.json": {
      about:
        "Versions of releases (section 5): whether `a` is older (-1), the same (0) or newer (1) than `b`.",
      cases: versions,
    },
    "releases.json": await releases(),
    "settings.json": { about: "What `configure` may set (sections 1 and 6).", cases: settings },
    "frames.json": { about: "Frames of the device socket (section 3).", cases: frames },
    "serial.json": { about: "The serial line (section 6).", cases: serial },
    "http.json": { about: "Bodies over HTTP (sections 2 and 4).", cases: bodies },
    "led.json": {
      about: "LED patterns (section 8): `ms` on and `ms` dark at each blink.",
      cases: Object.entries(LED_PATTERNS).map(([event, pattern]) => ({ event, ...pattern })),
    },
    "constants.json": {
      about: "Fixed numbers and names of the protocol.",
      bounds: BOUNDS,
      close: CLOSE,
      deviceErrors: DEVICE_ERRORS,
      updatePhases: UPDATE_PHASES,
      updateErrors: UPDATE_ERRORS,
      problems: Object.entries(PROBLEM_STATUS).map(([name, status]) => ({
        ...{ name, status, type: PROBLEM_BASE + name },
      })),
    },
  };
  return new Map(
    Object.entries(files).map(([file, content]) => [file, `${JSON.stringify(content, null, 2)}\n`]),
  );
}

if (import.meta.url === `file://${process.argv[1]}`) {
  for (const [file, content] of await makeVectors()) writeFileSync(VECTORS + file, content);
  keepSignatures();
}
