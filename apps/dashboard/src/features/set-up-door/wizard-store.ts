import type { DeviceInfo } from "@openlock/protocol";
import type { Board } from "@openlock/provisioning";
import { createContext, useContext } from "react";
import { createStore, type StoreApi, useStore } from "zustand";
import { makeDoorPassword } from "./door-password.ts";

export const STEPS = [
  "name",
  "connect",
  "install",
  "wifi",
  "settings",
  "fingerprint",
  "unlock",
  "done",
] as const;
export type StepName = (typeof STEPS)[number];

/** The console shows this many lines at most. */
const LOG_LINES = 500;

export interface LogLine {
  /** Counts up, so that a line keeps its name when old ones go. */
  readonly number: number;
  readonly text: string;
}

export interface WizardState {
  readonly step: StepName;
  readonly door: { readonly id: string; readonly name: string } | undefined;
  readonly board: Board | undefined;
  /** What the board said of itself last. */
  readonly device: DeviceInfo | undefined;
  /** Its key before this wizard installed anything, to say whether it is still the same. */
  readonly kidBefore: string | undefined;
  /** Made once, so that a step done again does not make the one already written down worthless. */
  readonly password: string;
  /** The door password that the board has now, where this page knows it. */
  readonly presentPassword: string | undefined;
  readonly log: readonly LogLine[];

  /** The next step, with what the one before found out. */
  next(found?: Partial<Pick<WizardState, "door" | "board" | "device" | "kidBefore">>): void;
  back(): void;
  learn(found: Partial<Pick<WizardState, "device" | "presentPassword">>): void;
  addLog(text: string): void;
}

export type WizardStore = StoreApi<WizardState>;

/** @param door where the wizard is opened for a door that exists already */
export function createWizardStore(door?: { id: string; name: string }): WizardStore {
  return createStore((set) => ({
    step: door ? "connect" : "name",
    door,
    board: undefined,
    device: undefined,
    kidBefore: undefined,
    password: makeDoorPassword(),
    presentPassword: undefined,
    log: [],

    next: (found = {}) => set(({ step }) => ({ ...found, step: neighbour(step, 1) })),
    back: () => set(({ step }) => ({ step: neighbour(step, -1) })),
    learn: (found) => set(found),
    addLog: (text) =>
      set(({ log }) => {
        const number = (log.at(-1)?.number ?? 0) + 1;
        return { log: [...log, { number, text }].slice(-LOG_LINES) };
      }),
  }));
}

function neighbour(step: StepName, way: 1 | -1): StepName {
  return STEPS[STEPS.indexOf(step) + way] ?? step;
}

export const WizardContext = createContext<WizardStore | undefined>(undefined);

export function useWizardStore(): WizardStore {
  const store = useContext(WizardContext);
  if (!store) throw new Error("outside of the set-up wizard");
  return store;
}

export function useWizard<T>(select: (state: WizardState) => T): T {
  return useStore(useWizardStore(), select);
}

/** The board that an earlier step has connected. */
export function useBoard(): Board {
  const board = useWizard((state) => state.board);
  if (!board) throw new Error("no board is connected yet");
  return board;
}

/** The door that the first step has named. */
export function useDoor(): { readonly id: string; readonly name: string } {
  const door = useWizard((state) => state.door);
  if (!door) throw new Error("no door is named yet");
  return door;
}
