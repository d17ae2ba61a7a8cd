import { type Diagnosis, diagnose } from "@openlock/provisioning";
import { useMemo } from "react";
import { useWizard, useWizardStore, type WizardState } from "./wizard-store.ts";

/** What the doctor makes of a failure; found once for each, for what the board writes afterwards did not cause it. */
export function useDiagnosis(error: unknown): Diagnosis | undefined {
  const store = useWizardStore();
  return useMemo(() => {
    if (!error) return undefined;
    const { board, console, attemptAt } = store.getState();
    const port = board?.line.port.getInfo();
    return diagnose({ error, log: since(attemptAt, console.lines), ...(port ? { port } : {}) });
  }, [error, store]);
}

/** What a board says of itself by itself, while something is still waited for. */
export function useLiveDiagnosis(): Diagnosis | undefined {
  const lines = useWizard((state) => state.lines);
  const attemptAt = useWizard((state) => state.attemptAt);
  return useMemo(() => diagnose({ log: since(attemptAt, lines) }), [attemptAt, lines]);
}

/** What the board wrote since the present attempt began. */
function since(attemptAt: number, lines: WizardState["lines"]): readonly string[] {
  return lines.filter(({ at }) => at >= attemptAt).map(({ text }) => text);
}
