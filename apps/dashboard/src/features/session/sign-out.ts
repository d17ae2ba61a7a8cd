import { api } from "../../api/http.ts";
import { refreshSettled, signedOut } from "../../api/session.ts";
import { forgetAllDoorPasswords } from "../door-password/door-password.ts";

const tabs = new BroadcastChannel("openlock-session");
tabs.addEventListener("message", ({ data }) => {
  if (data === "signed-out") signedOut();
});

/**
 * Ends the session in every tab, and leaves no door password behind in this browser.
 *
 * @throws {ApiError} where the relay did not end it: still signed in
 */
export async function signOut(): Promise<void> {
  await refreshSettled();
  await api.delete("/api/session");
  await forgetAllDoorPasswords();
  tabs.postMessage("signed-out");
  signedOut();
}
