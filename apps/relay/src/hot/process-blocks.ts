import { BLOCKS_MAX, type Block, type Blocks } from "./blocks.ts";

interface Held {
  readonly block: Block;
  readonly forgottenAt: number;
}

/** `Blocks` of a relay that runs alone. A restart lets everybody in. */
export function processBlocks(): Blocks {
  const held = new Map<string, Held>();
  const activeAt = (now: number) =>
    [...held.values()]
      .map(({ block }) => block)
      .filter(({ until }) => until > now)
      .sort((a, b) => b.until - a.until);
  const forgetOld = (now: number) => {
    for (const [network, { forgottenAt }] of held) if (forgottenAt <= now) held.delete(network);
    if (held.size <= BLOCKS_MAX) return;
    const soonest = [...held.values()].sort((a, b) => a.block.until - b.block.until);
    for (const { block } of soonest.slice(0, held.size - BLOCKS_MAX)) held.delete(block.network);
  };
  return {
    async add({ network, why, now }, { firstMs, maxMs, rememberMs }) {
      const before = held.get(network);
      if (before && before.block.until > now) return { block: before.block, added: false };
      const times = before && before.forgottenAt > now ? before.block.times + 1 : 1;
      const until = now + Math.min(maxMs, firstMs * 2 ** (times - 1));
      const block = { network, why, since: now, until, times };
      held.set(network, { block, forgottenAt: until + rememberMs });
      forgetOld(now);
      return { block, added: true };
    },
    async lift(network, now) {
      const before = held.get(network);
      held.delete(network);
      return before !== undefined && before.block.until > now;
    },
    active: async (now) => new Map(activeAt(now).map(({ network, until }) => [network, until])),
    list: async (now, limit) => activeAt(now).slice(0, limit),
  };
}
