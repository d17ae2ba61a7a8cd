import type { ChainPoint } from "@openlock/api";
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  jwtVerify,
  SignJWT,
} from "jose";
import { z } from "zod";
import type { Checkpoint, SettingRecords } from "../records/records.ts";

const SETTING = "audit-checkpoint-key";
const ALGORITHM = "ES256";
const TYPE = "openlock-audit-checkpoint+jwt";

const StoredKey = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});
const Claims = z.object({
  seq: z.int().min(0),
  chain: z.string().regex(/^[0-9a-f]{64}$/),
  kind: z.enum(["head", "start"]),
  iat: z.int(),
});

/**
 * The key that checkpoints are signed with: ES256, made at first use and kept in the settings, so that every node signs
 * with the same one. It is for nothing else.
 */
export class CheckpointKey {
  readonly #jwk: z.infer<typeof StoredKey>;
  readonly #kid: string;

  private constructor(jwk: z.infer<typeof StoredKey>, kid: string) {
    this.#jwk = jwk;
    this.#kid = kid;
  }

  static async load(settings: SettingRecords): Promise<CheckpointKey> {
    const stored = (await settings.get(SETTING)) ?? (await settings.putIfAbsent(SETTING, await newKey()));
    return CheckpointKey.#of(stored);
  }

  /** The key as it is; undefined where nothing was ever signed. */
  static async find(settings: SettingRecords): Promise<CheckpointKey | undefined> {
    const stored = await settings.get(SETTING);
    return stored === undefined ? undefined : CheckpointKey.#of(stored);
  }

  static async #of(stored: string): Promise<CheckpointKey> {
    const jwk = StoredKey.parse(JSON.parse(stored));
    return new CheckpointKey(jwk, await calculateJwkThumbprint(jwk));
  }

  /** The public half, for whoever keeps checkpoints elsewhere (RFC 7517). */
  get publicJwk(): JWK {
    const { d: _, ...jwk } = this.#jwk;
    return { ...jwk, kid: this.#kid, alg: ALGORITHM, use: "sig" };
  }

  /** @param at milliseconds since the epoch */
  async sign({ seq, chain }: ChainPoint, kind: Checkpoint["kind"], at: number): Promise<Checkpoint> {
    const jws = await new SignJWT({ seq, chain, kind })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: this.#kid })
      .setIssuedAt(Math.floor(at / 1000))
      .sign(await importJWK(this.#jwk, ALGORITHM));
    return { seq, chain, kind, at, jws };
  }

  /** What a checkpoint says; undefined where this key did not sign it. */
  async read(jws: string): Promise<(ChainPoint & Pick<Checkpoint, "kind">) | undefined> {
    try {
      const key = await importJWK(this.publicJwk, ALGORITHM);
      const { payload } = await jwtVerify(jws, key, { algorithms: [ALGORITHM], typ: TYPE });
      const { seq, chain, kind } = Claims.parse(payload);
      return { seq, chain, kind };
    } catch {
      return undefined;
    }
  }
}

async function newKey(): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return JSON.stringify(StoredKey.parse(await exportJWK(privateKey)));
}
