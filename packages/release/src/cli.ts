import { readFile, stat, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { ReleaseError } from "./errors.ts";
import { makeReleaseKey, type ReleaseKey, readPublicJwk, readReleaseKey, writeReleaseKey } from "./key.ts";
import { packRelease } from "./pack.ts";
import { checkRelease, signImage } from "./sign.ts";

export const USAGE = `openlock-release: signs firmware for updates over the air

  openlock-release make-key KEY
      makes a release key and writes it to a new file that only you can read; prints its public half
  openlock-release public KEY
      prints the public half as a JWK: what goes into a door's releaseKeys
  openlock-release sign IMAGE --key KEY [--minimum VERSION] [--way-back-from IMAGE] [--out FILE]
      checks an application image as the chip does and signs it; writes IMAGE.jws
  openlock-release check IMAGE [MANIFEST] --public JWK [--public JWK …]
      checks an image and its manifest against public keys; MANIFEST is IMAGE.jws where absent
  openlock-release pack BUILD [BUILD …] --key KEY --out FOLDER [--name NAME] [--minimum VERSION]
      makes firmware-images/ from PlatformIO's builds, one a chip: parts, signatures, manifests

  --minimum VERSION        the lowest version that may be left for this one
  --way-back-from IMAGE    may be installed where that newer image runs, and on no other
  --passphrase-file FILE   of the key file; or the environment variable OPENLOCK_RELEASE_PASSPHRASE

Make and keep the key on a machine that serves nothing. Who has it decides what runs on your doors.`;

const OPTIONS = {
  help: { type: "boolean", short: "h" },
  key: { type: "string" },
  public: { type: "string", multiple: true },
  out: { type: "string" },
  name: { type: "string" },
  minimum: { type: "string" },
  "way-back-from": { type: "string" },
  "passphrase-file": { type: "string" },
} as const;

type Values = ReturnType<typeof parse>["values"];

/**
 * Runs the command line.
 *
 * @returns what to print
 * @throws {ReleaseError}
 */
export async function run(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const { values, positionals } = parse(args);
  const [command, file, second] = positionals;
  if (values.help || command === undefined) return USAGE;
  if (file === undefined) throw new ReleaseError("usage", `${command} what? See --help.`);
  const passphrase = await readPassphrase(values, env);
  switch (command) {
    case "make-key":
      return makeKey(file, passphrase);
    case "public":
      return JSON.stringify(await publicKey(file, passphrase));
    case "sign":
      return sign(file, values, passphrase);
    case "check":
      return check(file, second ?? `${file}.jws`, values, passphrase);
    case "pack":
      return pack(positionals.slice(1), values, passphrase);
    default:
      throw new ReleaseError("usage", `“${command}” is none of its commands. See --help.`);
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (cause) {
    throw new ReleaseError("usage", `${(cause as Error).message} See --help.`, { cause });
  }
}

async function makeKey(file: string, passphrase: string | undefined): Promise<string> {
  const key = await makeReleaseKey();
  await write(file, await writeReleaseKey(key, passphrase), { flag: "wx", mode: 0o600 });
  return JSON.stringify(key.publicJwk);
}

async function sign(file: string, values: Values, passphrase: string | undefined): Promise<string> {
  const key = await privateKey(required(values.key, "--key"), passphrase);
  const image = await readBytes(file);
  const wayBackFrom = values["way-back-from"];
  const manifest = await signImage(image, key, {
    ...(values.minimum === undefined ? {} : { minimum: values.minimum }),
    ...(wayBackFrom === undefined ? {} : { wayBackFrom: await readBytes(wayBackFrom) }),
  });
  const { claims } = await checkRelease(image, manifest, [key.publicJwk]);
  const out = values.out ?? `${file}.jws`;
  await write(out, `${manifest}\n`);
  return `${out}: version ${claims.version} for ${claims.chip}, SHA-256 ${claims.sha256}, by ${key.kid}`;
}

async function check(
  file: string,
  manifestFile: string,
  values: Values,
  passphrase: string | undefined,
): Promise<string> {
  const files = values.public ?? [required(undefined, "--public")];
  const keys = await Promise.all(files.map((each) => publicKey(each, passphrase)));
  const manifest = new TextDecoder().decode(await readBytes(manifestFile));
  const { image, claims, kid } = await checkRelease(await readBytes(file), manifest, keys);
  const built = image.builtAt.toISOString().slice(0, 19).replace("T", " ");
  const more = [
    claims.minimum && `from ${claims.minimum} on`,
    claims.allowDowngrade && `the way back from the image ${claims.allowDowngrade}`,
  ].filter(Boolean);
  return [
    `${file} is good: ${image.project} ${image.version} for ${image.chip}, built ${built}, signed by ${kid}`,
    ...more,
  ].join("; ");
}

async function pack(
  builds: readonly string[],
  values: Values,
  passphrase: string | undefined,
): Promise<string> {
  const out = required(values.out, "--out");
  const key = await privateKey(required(values.key, "--key"), passphrase);
  const files = await packRelease(builds, out, key, {
    name: values.name ?? "esplock",
    ...(values.minimum === undefined ? {} : { minimum: values.minimum }),
  });
  return `${out}: ${files.join(", ")}`;
}

async function privateKey(file: string, passphrase: string | undefined): Promise<ReleaseKey> {
  const text = new TextDecoder().decode(await readBytes(file));
  const { mode } = await stat(file);
  if (process.platform !== "win32" && (mode & 0o077) !== 0) {
    throw new ReleaseError("key-exposed", `Others can read ${file}: run chmod 600 on it, or make a new key.`);
  }
  return readReleaseKey(text, passphrase);
}

/** Of a public JWK, or of a key file. */
async function publicKey(file: string, passphrase: string | undefined) {
  const text = new TextDecoder().decode(await readBytes(file));
  return text.trim().startsWith("{")
    ? readPublicJwk(text)
    : (await readReleaseKey(text, passphrase)).publicJwk;
}

async function readPassphrase(
  values: Values,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const file = values["passphrase-file"];
  const { OPENLOCK_RELEASE_PASSPHRASE: given } = env;
  if (file === undefined) return given || undefined;
  return new TextDecoder().decode(await readBytes(file)).replace(/\r?\n$/, "");
}

function required(value: string | undefined, name: string): string {
  if (value === undefined) throw new ReleaseError("usage", `${name} is missing. See --help.`);
  return value;
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new ReleaseError("file", `${file} cannot be read (${(cause as NodeJS.ErrnoException).code}).`, {
      cause,
    });
  }
}

async function write(
  file: string,
  text: string,
  options: { flag?: string; mode?: number } = {},
): Promise<void> {
  try {
    await writeFile(file, text, options);
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === "EEXIST";
    const why = exists ? "is there already, and is not written over" : "cannot be written";
    throw new ReleaseError("file", `${file} ${why}.`, { cause });
  }
}
