import type { DeviceInfo } from "@openlock/protocol";
import { type Board, BoardConsole, type ConsoleLine } from "@openlock/provisioning";
import { createContext, useContext } from "react";
import { createStore, type StoreApi, useStore } from "zustand";
import type { LockPinResult } from "../lock-pin/lock-pin-result.ts";
import { makeDoorPassword } from "./door-password.ts";

export type StepName =
  | "name"
  | "connect"
  | "install"
  | "wifi"
  | "settings"
  | "fingerprint"
  | "unlock"
  | "done"
  | "lock-pin";

/** From a board in its box to a door that opens. */
export const SET_UP: readonly StepName[] = [
  "name",
  "connect",
  "install",
  "wifi",
  "settings",
  "fingerprint",
  "unlock",
  "done",
];
/** For a door that is set up. */
export const LOCK_PIN_ONLY: readonly StepName[] = ["connect", "lock-pin"];

/** How often new lines of the log are shown, in milliseconds. */
const SHOWN_EVERY = 100;

export interface WizardState {
  readonly step: StepName;
  /** The steps of this wizard, one after another. */
  readonly steps: readonly StepName[];
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
  readonly lockPin: LockPinResult | undefined;
  readonly console: BoardConsole;
  /** What the console shows. */
  readonly lines: readonly ConsoleLine[];
  /** When what is being done now began, in milliseconds since the epoch: what the board wrote before explains nothing. */
  readonly attemptAt: number;

  /** The next step, with what the one before found out. */
  next(found?: Partial<Pick<WizardState, "door" | "device" | "kidBefore">>): void;
  /** Another port, and maybe another board: nothing is known of it yet. */
  choose(board: Board): void;
  back(): void;
  /** A step that is not one of those in a row. */
  goTo(step: StepName): void;
  learn(found: Partial<Pick<WizardState, "device" | "presentPassword" | "lockPin">>): void;
  /** Something begins that the board has a part in. */
  attempt(): void;
  addLog(text: string): void;
  /** Not to be seen in the log, now or before. */
  keepSecret(secret: string): void;
}

export type WizardStore = StoreApi<WizardState>;

/** @param door where the wizard is opened for a door that exists already */
export function createWizardStore(
  door?: { id: string; name: string },
  steps: readonly StepName[] = SET_UP,
): WizardStore {
  const console = new BoardConsole();
  const password = makeDoorPassword();
  console.keepSecret(password);
  return createStore((set) => {
    // A board that starts says a hundred things at once; they are shown together.
    const showSoon = together(() => set({ lines: console.lines }));
    const enter = (step: StepName) => ({ step, attemptAt: Date.now() });
    return {
      step: door ? "connect" : "name",
      steps,
      door,
      board: undefined,
      device: undefined,
      kidBefore: undefined,
      password,
      presentPassword: undefined,
      lockPin: undefined,
      console,
      lines: [],
      attemptAt: Date.now(),

      choose: (board) => set({ board, device: undefined, kidBefore: undefined }),
      next: (found = {}) => set(({ step }) => ({ ...found, ...enter(neighbour(steps, step, 1)) })),
      back: () => set(({ step }) => enter(neighbour(steps, step, -1))),
      goTo: (step) => set(enter(step)),
      learn: (found) => set(found),
      attempt: () => set({ attemptAt: Date.now() }),
      addLog: (text) => {
        console.add(text);
        showSoon();
      },
      keepSecret: (secret) => {
        console.keepSecret(secret);
        set({ lines: console.lines });
      },
    };
  });
}

/** Runs once for all calls of a short while. */
function together(run: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      run();
    }, SHOWN_EVERY);
  };
}

function neighbour(steps: readonly StepName[], step: StepName, way: 1 | -1): StepName {
  return steps[steps.indexOf(step) + way] ?? step;
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
