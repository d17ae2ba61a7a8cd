import { useEffect } from "react";
import { createStore, useStore } from "zustand";
import { sessionStore } from "../../api/session.ts";
import { openVault, type Vault } from "./vault.ts";

let vault: Promise<Vault> | undefined;

/** Whether this browser keeps a door's password for who is signed in; never the password itself. */
const kept = createStore<{ readonly doors: Readonly<Record<string, boolean>> }>(() => ({ doors: {} }));

/** Keeps a door's password in this browser, sealed by a key that cannot be taken out of it. */
export async function saveDoorPassword(doorId: string, password: string): Promise<void> {
  const person = signedInPerson();
  if (person === undefined) return;
  await (await theVault()).put(person, doorId, password);
  note(doorId, true);
}

/** @returns undefined where none is kept: ask for it */
export async function readDoorPassword(doorId: string): Promise<string | undefined> {
  const person = signedInPerson();
  return person === undefined ? undefined : await (await theVault()).get(person, doorId);
}

export async function forgetDoorPassword(doorId: string): Promise<void> {
  const person = signedInPerson();
  if (person === undefined) return;
  await (await theVault()).remove(person, doorId);
  note(doorId, false);
}

/** Of everybody who has used this browser: for signing out. */
export async function forgetAllDoorPasswords(): Promise<void> {
  await (await theVault()).clear();
  kept.setState({ doors: {} });
}

/** Whether this browser keeps the door's password; undefined until it has looked. */
export function useDoorPassword(doorId: string): boolean | undefined {
  useEffect(() => {
    const person = signedInPerson();
    if (person === undefined) return;
    void theVault().then(async (opened) => note(doorId, await opened.has(person, doorId)));
  }, [doorId]);
  return useStore(kept, ({ doors }) => doors[doorId]);
}

function note(doorId: string, isKept: boolean): void {
  kept.setState(({ doors }) => ({ doors: { ...doors, [doorId]: isKept } }));
}

function theVault(): Promise<Vault> {
  vault ??= openVault();
  return vault;
}

function signedInPerson(): string | undefined {
  const session = sessionStore.getState();
  return session.status === "signed-in" ? session.me.id : undefined;
}
