import { OpenLockError } from "@openlock/client";

/** The code of the error that a call ends with, or `none`. */
export async function failure(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof OpenLockError) return error.code;
    throw error;
  }
  return "none";
}
