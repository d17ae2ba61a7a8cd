import type { HandoverView } from "@openlock/api";
import { type EcPublicJwk, parseHandover, verifyJws } from "@openlock/protocol";

/** What the relay hands out, each held against the keys of owners whom this browser has reason to trust. */
export interface HandoverCheck {
  readonly doorId: string;
  readonly pinned: string;
  readonly offered: string;
  /** Thumbprints of owner keys. */
  readonly trusted: ReadonlySet<string>;
}

/**
 * Whether trusted owners have signed the way from the key that this browser knows to the one that is offered, over as many
 * boards as there were.
 *
 * @returns the last of them, who vouches for the offered one; undefined where one is missing
 */
export async function vouchedFor(
  handovers: readonly HandoverView[],
  { doorId, pinned, offered, trusted }: HandoverCheck,
): Promise<HandoverView | undefined> {
  const steps = new Map<string, { readonly from: string; readonly handover: HandoverView }>();
  for (const handover of handovers) {
    const read = await readTrusted(handover, trusted);
    // Newest first; two boards can have followed one, so the way is looked for from its end.
    if (read?.aud === doorId && !steps.has(read.to)) steps.set(read.to, { from: read.from, handover });
  }
  const last = steps.get(offered);
  const passed = new Set<string>();
  for (let at = last; at && !passed.has(at.from); at = steps.get(at.from)) {
    if (at.from === pinned) return last?.handover;
    passed.add(at.from);
  }
  return undefined;
}

async function readTrusted({ statement, key }: HandoverView, trusted: ReadonlySet<string>) {
  try {
    const jws = parseHandover(statement);
    if (!trusted.has(jws.kid)) return undefined;
    await verifyJws(jws, key as EcPublicJwk);
    return jws.payload;
  } catch {
    return undefined;
  }
}
