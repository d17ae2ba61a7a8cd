import { createStore } from "zustand/vanilla";

/** Counts the links that were opened in this page; what they hold is read once, by {@link spendFragment}. */
export const openedLinks = createStore(() => ({ count: 0 }));
let taken: string | undefined;

/** Takes what stands behind the `#` out of the address, so that it is in no history and on no screen that is shared. */
export function takeFragment(): void {
  if (location.hash.length < 2) return;
  taken = location.hash.slice(1);
  history.replaceState(history.state, "", location.pathname);
  openedLinks.setState(({ count }) => ({ count: count + 1 }));
}

export function spendFragment(): string | undefined {
  const fragment = taken;
  taken = undefined;
  return fragment;
}
