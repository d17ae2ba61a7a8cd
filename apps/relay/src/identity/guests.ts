import { randomUUID } from "node:crypto";
import { BOUNDS, type DoorId, type Proof, ProtocolError, verifyProof } from "@openlock/protocol";
import { REMEMBER_MS, rateLimited } from "../admission/steps.ts";
import { stateOf } from "../grants/views.ts";
import type { Limit } from "../hot/limit.ts";
import type { Principal, Services } from "../http/context.ts";
import { type Offence, ProblemError } from "../http/problem.ts";
import { networkOf } from "../net/network.ts";
import type { StoredGrant } from "../records/grant-records.ts";

const MINUTE = 60_000;
/** Proofs that are looked at a minute, before anything is known of who sends them. */
const NETWORK_PROOFS = 240;
const KEY_REQUESTS = 60;
/** Of one guest's key; a link is for a few doors. */
const GRANTS_MAX = 50;

/** Somebody without an account who holds the key that a link brought, and what was granted to it. */
export interface Guest {
  readonly principal: Principal;
  /** Newest first. */
  readonly grants: readonly StoredGrant[];
}

interface ProvenBy {
  /** The `DPoP` header. */
  readonly proof: string;
  readonly method: string;
  readonly ip: string;
  /** Whether an address is that of this request. */
  readonly isHere: (url: string) => boolean;
}

/**
 * Guests, known by proof of their key (protocol, section 10). The relay tells doors apart by what it has stored for that
 * key; it takes no grant from the guest.
 */
export class Guests {
  readonly #services: Pick<Services, "records" | "hot" | "now">;

  constructor(services: Pick<Services, "records" | "hot" | "now">) {
    this.#services = services;
  }

  /** @throws {ProblemError} `unauthenticated`, `rate-limited` */
  async authenticate(request: ProvenBy): Promise<Guest> {
    await this.#count({
      name: "network",
      key: `guests-from:${networkOf(request.ip)}`,
      burst: NETWORK_PROOFS,
    });
    const { kid, jti } = await this.#check(request);
    await this.#count({ name: "key", key: `guest:${kid}`, burst: KEY_REQUESTS });
    await this.#once(kid, jti);
    const grants = await this.#services.records.grants.list({ kid, guests: true, limit: GRANTS_MAX });
    const [newest] = grants;
    if (!newest) throw refusal("This relay knows of no access for this key. Ask for another link.");
    const ids = grants.map(({ door }) => door);
    return {
      principal: {
        actor: { kind: "guest", id: kid, label: newest.personLabel },
        doors: { all: false, ids },
        credential: `guest:${kid}`,
      },
      grants,
    };
  }

  /**
   * That something of the guest's may be open at a door. The door itself checks again, and its schedule.
   *
   * @throws {ProblemError} `door-unknown`, `forbidden`
   */
  requireOpen({ grants }: Guest, door: DoorId): void {
    const states = grants
      .filter((grant) => grant.door === door)
      .map((grant) => stateOf(grant, this.#services.now()));
    if (states.length === 0)
      throw new ProblemError("door-unknown", "There is no such door, or you may not use it.");
    if (states.includes("open")) return;
    throw new ProblemError(
      "forbidden",
      states.includes("not-yet")
        ? "Your stay has not begun."
        : "Your access to this door is over, or was taken back. Ask for another link.",
      // Whoever taps after their last day is no attacker, and shares the network with others.
      { offence: "mild" },
    );
  }

  async #check({ proof, method, isHere }: ProvenBy): Promise<Proof> {
    let read: Proof;
    try {
      read = await verifyProof(proof);
    } catch (error) {
      if (error instanceof ProtocolError) throw refusal(`Not a proof of a key: ${error.message}.`);
      throw error;
    }
    const seconds = Math.floor(this.#services.now() / 1000);
    if (Math.abs(seconds - read.iat) > BOUNDS.clockSkewSeconds) {
      // A phone whose clock is wrong guesses nothing.
      throw refusal(`The clock that made this is wrong, or it is old: the relay's says ${seconds}.`, "mild");
    }
    if (read.htm === method && isHere(read.htu)) return read;
    throw refusal("This proof is for another request.");
  }

  /** As long as a proof is fresh, by either clock. */
  async #once(kid: string, jti: string): Promise<void> {
    const mine = randomUUID();
    const first = await this.#services.hot.once(`proof:${kid}:${jti}`, mine, REMEMBER_MS);
    if (first !== mine) throw refusal("This proof was used before.");
  }

  async #count(limit: Pick<Limit, "name" | "key" | "burst">): Promise<void> {
    const counted = await this.#services.hot.count([{ ...limit, perMs: MINUTE }], this.#services.now());
    if (counted.outcome === "counted") return;
    throw rateLimited("Too many requests by guests' links.", counted.retryAfterMs);
  }
}

function refusal(why: string, offence: Offence = "full"): ProblemError {
  return new ProblemError("unauthenticated", why, {
    headers: { "www-authenticate": "DPoP" },
    offence,
  });
}
