import { useFinishRevocations } from "./use-finish-revocations.ts";

/** Beside every page of those who manage doors: nobody has to come back to see a revocation through. */
export default function FinishRevocations() {
  useFinishRevocations();
  return null;
}
