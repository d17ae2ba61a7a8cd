import { createStore, useStore } from "zustand";

/** Which window is open: to lock down, or to lift it; for which doors at first, all where not given. */
export interface LockdownWish {
  readonly action: "lockdown" | "lift";
  readonly doors?: readonly string[];
}

const wish = createStore<{ readonly wish: LockdownWish | undefined }>(() => ({ wish: undefined }));

export function useLockdownWish(): LockdownWish | undefined {
  return useStore(wish, (state) => state.wish);
}

/** Opens the window from wherever one is. Nothing is sent before it is confirmed there. */
export function askForLockdown(asked: LockdownWish): void {
  wish.setState({ wish: asked });
}

export function closeLockdown(): void {
  wish.setState({ wish: undefined });
}
