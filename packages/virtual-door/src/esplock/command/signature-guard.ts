import { createHash } from "node:crypto";
import {
  type EcPublicJwk,
  type GrantClaims,
  type GrantRefusal,
  type Jws,
  ProtocolError,
  parseGrant,
  refuseByGrant,
  type SignedClaims,
  thumbprint,
  verifyJws,
} from "@openlock/protocol";
import type { DoorClock } from "../core/clock.ts";
import type { SettingsStore } from "../core/settings.ts";
import type { Revocations } from "./revocations.ts";

/** Grants whose signature was checked, remembered so that a person's next tap costs one check instead of two. */
const REMEMBERED_GRANTS = 16;

/** Why a signed command is `not-granted`: for the log alone, a sender learns no more than that. */
export type SignatureRefusal =
  | GrantRefusal
  /** The signer is no owner, and brought no grant. */
  | "no-owner"
  /** What was brought as a grant is none, or no owner signed it. */
  | "no-grant"
  /** The grant is for another key than the one that signed. */
  | "other-key"
  | "bad-signature"
  | "revoked";

/** Authorises signed commands (section 9), in its order. */
export class SignatureGuard {
  readonly #settings: SettingsStore;
  readonly #clock: DoorClock;
  readonly #revocations: Revocations;
  /** By the hash of the grant's text; the one that was used longest ago first. */
  readonly #remembered = new Map<string, Jws<GrantClaims>>();

  constructor(settings: SettingsStore, clock: DoorClock, revocations: Revocations) {
    this.#settings = settings;
    this.#clock = clock;
    this.#revocations = revocations;
  }

  /** @returns nothing where the command may be run */
  async refuse(command: Jws<SignedClaims>): Promise<SignatureRefusal | undefined> {
    try {
      const { grant } = command.payload;
      return await (grant === undefined ? this.#byOwner(command) : this.#byGrant(command, grant));
    } catch (error) {
      if (error instanceof ProtocolError) return "bad-signature";
      throw error;
    }
  }

  async #byOwner(command: Jws<SignedClaims>): Promise<SignatureRefusal | undefined> {
    const owner = await this.#ownerKey(command.kid);
    if (!owner) return "no-owner";
    await verifyJws(command, owner);
    return this.#isRevoked({ kid: command.kid }) ? "revoked" : undefined;
  }

  async #byGrant(command: Jws<SignedClaims>, text: string): Promise<SignatureRefusal | undefined> {
    const grant = await this.#readGrant(text);
    if (!grant) return "no-grant";
    const { payload } = grant;
    if ((await thumbprint(payload.cnf.jwk)) !== command.kid) return "other-key";
    await verifyJws(command, payload.cnf.jwk);
    // Last, and without waiting for anything in between: what counts is what was revoked by now.
    const revocable = [{ jti: payload.jti }, { kid: command.kid }, { kid: grant.kid }];
    if (revocable.some((what) => this.#isRevoked(what))) return "revoked";
    const door = this.#settings.current.doorId ?? "";
    const seconds = this.#clock.nowSeconds();
    const { command: name, args } = command.payload;
    return refuseByGrant(payload, { door, seconds, command: name, ...(args === undefined ? {} : { args }) });
  }

  /** @returns nothing for what no present owner signed */
  async #readGrant(text: string): Promise<Jws<GrantClaims> | undefined> {
    const hash = createHash("sha256").update(text).digest("base64");
    const known = this.#remembered.get(hash);
    try {
      const grant = known ?? parseGrant(text);
      // Also of one that is remembered: its owner may have been taken off the list since.
      const owner = await this.#ownerKey(grant.kid);
      if (!owner) return undefined;
      if (!known) await verifyJws(grant, owner);
      this.#remember(hash, grant);
      return grant;
    } catch (error) {
      if (error instanceof ProtocolError) return undefined;
      throw error;
    }
  }

  #remember(hash: string, grant: Jws<GrantClaims>): void {
    this.#remembered.delete(hash);
    this.#remembered.set(hash, grant);
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= REMEMBERED_GRANTS) return;
      this.#remembered.delete(oldest);
    }
  }

  async #ownerKey(kid: string): Promise<EcPublicJwk | undefined> {
    for (const key of this.#settings.current.ownerKeys ?? []) {
      if ((await thumbprint(key)) === kid) return key;
    }
    return undefined;
  }

  #isRevoked(what: Parameters<Revocations["isRevoked"]>[0]): boolean {
    return this.#revocations.isRevoked(what, this.#clock.nowSeconds());
  }
}
