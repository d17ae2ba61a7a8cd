import { CompactEncrypt } from "jose";
import { randomBase64url } from "../base64url.ts";
import { BOUNDS } from "../bounds.ts";
import { ProtocolError } from "../errors.ts";
import { encodeUtf8, parseShape } from "../json.ts";
import { CommandClaims } from "./claims.ts";
import type { Command } from "./commands.ts";
import { CommandHeader, plaintextBytes } from "./header.ts";

/** Makes a JWS of a command's claims (section 9); see `signWith`. */
export type CommandSigner = (claims: CommandClaims) => Promise<string>;

/** What authorises a command: the door password, or a signature. */
export type CommandAuthority = { readonly password: string } | { readonly sign: CommandSigner };

export type CommandToSeal = CommandAuthority & {
  readonly door: string;
  /** The device's public key, from `importDeviceKey`. */
  readonly key: CryptoKey;
  /** Its thumbprint. */
  readonly kid: string;
  /** The device's boot nonce. */
  readonly boot: string;
  readonly command: Command;
  /** Milliseconds since the epoch; the present where not given. */
  readonly now?: number;
  /** How long the command may be on its way: 1 to 60 s, 20 where not given. */
  readonly lifetimeSeconds?: number;
};

export interface CommandSealed {
  readonly jwe: string;
  readonly jti: string;
  /** Opens the answer. Only the device learns it. */
  readonly reply: string;
}

/**
 * Seals a command to a device's key, so that nobody on the way can read or change it.
 *
 * @throws {ProtocolError} `invalid` for a command out of bounds, `too-large`
 */
export async function sealCommand(toSeal: CommandToSeal): Promise<CommandSealed> {
  const { door: aud, kid, boot } = toSeal;
  const { command, args } = toSeal.command;
  const iat = Math.floor((toSeal.now ?? Date.now()) / 1000);
  const jti = randomBase64url(16);
  const reply = randomBase64url(32);
  const exp = iat + (toSeal.lifetimeSeconds ?? BOUNDS.tapLifetimeSeconds);
  const unauthorised = { aud, iat, jti, exp, boot, command, args, reply };
  const signed = "sign" in toSeal;
  const claims = parseShape(
    CommandClaims,
    signed ? unauthorised : { ...unauthorised, password: toSeal.password },
  );
  const header = parseShape(CommandHeader, {
    alg: "RSA-OAEP-256",
    enc: "A256GCM",
    typ: "openlock-command+jwt",
    ...(signed ? { cty: "JWT" } : {}),
    kid,
    aud,
    iat,
    jti,
  });
  const plaintext = encodeUtf8(signed ? await toSeal.sign(claims) : JSON.stringify(claims));
  const maxBytes = plaintextBytes(header);
  if (plaintext.length > maxBytes) {
    throw new ProtocolError("too-large", `claims longer than ${maxBytes} bytes`);
  }
  const jwe = await new CompactEncrypt(plaintext).setProtectedHeader(header).encrypt(toSeal.key);
  if (jwe.length > BOUNDS.commandBytes) {
    throw new ProtocolError("too-large", `longer than ${BOUNDS.commandBytes} bytes`);
  }
  return { jwe, jti, reply };
}
