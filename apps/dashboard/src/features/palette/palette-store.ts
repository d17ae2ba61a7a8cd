import { useEffect } from "react";
import { createStore, useStore } from "zustand";

interface PaletteState {
  readonly open: boolean;
  /** Its field has the focus. What is typed before that, while the palette loads, is kept for it. */
  readonly ready: boolean;
  readonly query: string;
}

const CLOSED: PaletteState = { open: false, ready: false, query: "" };

const palette = createStore<PaletteState>(() => CLOSED);

export function usePalette(): PaletteState {
  return useStore(palette);
}

export function setPalette(open: boolean): void {
  palette.setState({ ...CLOSED, open });
}

export function paletteReady(): void {
  palette.setState({ ready: true });
}

export function setQuery(query: string): void {
  palette.setState({ query });
}

/** Ctrl-K, or ⌘K where that is the key for commands. */
export function usePaletteKey(): void {
  useEffect(() => {
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

function press(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const { open, ready, query } = palette.getState();
  if (key.toLowerCase() === "k" && ctrlKey !== metaKey && !altKey && !shiftKey) {
    event.preventDefault();
    setPalette(!open);
  } else if (open && !ready && key.length === 1 && !ctrlKey && !metaKey) {
    event.preventDefault();
    setQuery(query + key);
  }
}
