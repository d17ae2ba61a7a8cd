import type { ChainPoint } from "@openlock/api";

const KEY = "openlock-history-seen";

/** Up to where this browser saw the history sound, and when. It is what no relay can take back. */
export interface SeenChain extends ChainPoint {
  readonly at: number;
}

export function seenChain(storage: Pick<Storage, "getItem"> = localStorage): SeenChain | undefined {
  const text = storage.getItem(KEY);
  if (text === null) return undefined;
  const { seq, chain, at } = JSON.parse(text) as Partial<SeenChain>;
  return seq === undefined || chain === undefined || at === undefined ? undefined : { seq, chain, at };
}

export function rememberChain(
  { seq, chain }: ChainPoint,
  at = Date.now(),
  storage: Pick<Storage, "setItem"> = localStorage,
): void {
  storage.setItem(KEY, JSON.stringify({ seq, chain, at }));
}
