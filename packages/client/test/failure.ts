import { expect } from "vitest";
import { OpenLockError } from "../src/index.ts";

/** The error that a call must end with: the package's own, with a next step. */
export async function failure(promise: Promise<unknown>): Promise<OpenLockError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof OpenLockError)) throw new Error(`not an OpenLockError: ${String(error)}`);
  expect(error.next).not.toBe("");
  return error;
}
