import { Advice } from "../board-doctor/Advice.tsx";
import { useLiveDiagnosis } from "./use-diagnosis.ts";

/** Says what is wrong while a step still waits for the board, so that nobody waits for its end in vain. */
export function LiveAdvice() {
  const diagnosis = useLiveDiagnosis();
  return diagnosis ? <Advice diagnosis={diagnosis} failed={false} /> : null;
}
