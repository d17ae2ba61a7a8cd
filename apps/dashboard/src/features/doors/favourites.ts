import { createStore, useStore } from "zustand";

const KEY = "openlock-favourite-doors";

/** Door IDs of the doors that this browser shows first. It is nobody's business but this browser's. */
const favourites = createStore<readonly string[]>(read);

export function useFavourites(): readonly string[] {
  return useStore(favourites);
}

export function toggleFavourite(doorId: string): void {
  const before = favourites.getState();
  const now = before.includes(doorId) ? before.filter((id) => id !== doorId) : [...before, doorId];
  favourites.setState(now, true);
  try {
    localStorage.setItem(KEY, JSON.stringify(now));
  } catch {
    // Storage is blocked or full: it holds until the page is closed.
  }
}

/** Favourites first; otherwise the order stays. */
export function favouritesFirst<T extends { readonly id: string }>(
  doors: readonly T[],
  favourite: readonly string[],
): readonly T[] {
  const rank = ({ id }: T) => (favourite.includes(id) ? 0 : 1);
  return doors.toSorted((a, b) => rank(a) - rank(b));
}

function read(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}
