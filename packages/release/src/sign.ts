import {
  type EcPublicJwk,
  ProtocolError,
  parseRelease,
  type ReleaseClaims,
  ReleaseVersion,
  type SigningKey,
  signRelease,
  verifyByOneOf,
} from "@openlock/protocol";
import { ReleaseError } from "./errors.ts";
import { type ReleaseImage, readReleaseImage } from "./image.ts";

export interface SignOptions {
  /** The lowest version that may be left for this one. */
  readonly minimum?: string;
  /** The way back: the image that may be left for this one, although that is the newer. */
  readonly wayBackFrom?: Uint8Array;
  /** Milliseconds since the epoch; now where absent. */
  readonly now?: number;
}

/**
 * Signs an image (section 5 of the protocol). Version and chip are what the image says.
 *
 * @returns the manifest: a JWS
 * @throws {ReleaseError} `bad-image`, `bad-version`
 *
 * @example
 * const manifest = await signImage(await readFile("firmware.bin"), await readReleaseKey(text));
 */
export async function signImage(
  bytes: Uint8Array,
  key: SigningKey,
  { minimum, wayBackFrom, now = Date.now() }: SignOptions = {},
): Promise<string> {
  const { version, chip, size, sha256 } = readReleaseImage(bytes);
  if (minimum !== undefined && !ReleaseVersion.safeParse(minimum).success) {
    throw new ReleaseError("bad-version", `“${minimum}” is no version: three numbers are wanted, as 1.4.0.`);
  }
  const left = wayBackFrom && readReleaseImage(wayBackFrom);
  if (left && left.chip !== chip) {
    throw new ReleaseError(
      "bad-image",
      `The way back leads from an image for ${left.chip} to one for ${chip}.`,
    );
  }
  const claims: ReleaseClaims = {
    ...{ version, chip, size, sha256, iat: Math.floor(now / 1000) },
    ...(minimum === undefined ? {} : { minimum }),
    ...(left ? { allowDowngrade: left.sha256 } : {}),
  };
  return signRelease(claims, key);
}

/**
 * Checks that a manifest is by one of the keys, and of this image.
 *
 * @throws {ReleaseError} `bad-image`, `bad-version`, `bad-manifest`, `not-signed`
 */
export async function checkRelease(
  bytes: Uint8Array,
  manifest: string,
  keys: readonly EcPublicJwk[],
): Promise<{ readonly image: ReleaseImage; readonly claims: ReleaseClaims; readonly kid: string }> {
  const image = readReleaseImage(bytes);
  const jws = parse(manifest.trim());
  await verify(jws, keys);
  const { payload } = jws;
  for (const name of ["chip", "version", "size", "sha256"] as const) {
    if (payload[name] === image[name]) continue;
    throw new ReleaseError(
      "bad-manifest",
      `The manifest is of another image: its ${name} is ${payload[name]}, the image's ${image[name]}.`,
    );
  }
  return { image, claims: payload, kid: jws.kid };
}

function parse(manifest: string) {
  try {
    return parseRelease(manifest);
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    throw new ReleaseError("bad-manifest", `This is no manifest (${cause.code}: ${cause.message}).`, {
      cause,
    });
  }
}

async function verify(jws: ReturnType<typeof parse>, keys: readonly EcPublicJwk[]): Promise<void> {
  try {
    await verifyByOneOf(jws, keys);
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    throw new ReleaseError("not-signed", `The manifest names the key ${jws.kid}: ${cause.message}.`, {
      cause,
    });
  }
}
