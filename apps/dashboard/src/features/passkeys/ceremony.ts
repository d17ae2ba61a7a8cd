import type { Session } from "@openlock/api";
import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
} from "@simplewebauthn/browser";
import { api } from "../../api/http.ts";
import { t } from "../../i18n/text.ts";

/** The person, or this page, put an end to it: nothing to show. */
export class PasskeyCancelled extends Error {
  override readonly name = "PasskeyCancelled";
}

/**
 * Has this browser make a passkey for whoever is signed in.
 *
 * @throws {PasskeyCancelled}, {ApiError}, {Error} in words for a person
 */
export async function makePasskey(name: string): Promise<void> {
  const optionsJSON = await api.post<PublicKeyCredentialCreationOptionsJSON>("/api/me/passkeys/options");
  const { id, rawId, type, response } = await explained(startRegistration({ optionsJSON }));
  const { clientDataJSON, attestationObject, transports } = response;
  const answer = { clientDataJSON, attestationObject, ...(transports && { transports }) };
  await api.post("/api/me/passkeys", { name, credential: { id, rawId, type, response: answer } });
}

/**
 * Signs in with a passkey. The browser asks which one.
 *
 * @param where `dialog`: at once; `autofill`: when the person chooses one in a field whose `autocomplete` ends in `webauthn`
 * @throws as {@link makePasskey}
 */
export async function signInWithPasskey(where: "dialog" | "autofill"): Promise<Session> {
  const optionsJSON = await api.post<PublicKeyCredentialRequestOptionsJSON>("/api/sign-in/passkey/options");
  const { id, rawId, type, response } = await explained(
    startAuthentication({ optionsJSON, useBrowserAutofill: where === "autofill" }),
  );
  return await api.post<Session>("/api/sign-in/passkey", { credential: { id, rawId, type, response } });
}

/** Ends what waits for a person, such as an autofill that nobody chose from. */
export function stopAsking(): void {
  WebAuthnAbortService.cancelCeremony();
}

async function explained<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    // Browsers say the same of a person who declined and of one who took too long.
    if (name === "NotAllowedError" || name === "AbortError") {
      throw new PasskeyCancelled("cancelled", { cause: error });
    }
    if (error instanceof WebAuthnError && error.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED") {
      throw new Error(t`This device has a passkey for you already; it is in the list.`, { cause: error });
    }
    throw new Error(
      t`This browser could not do it. See that the device has a screen lock, or try another browser.`,
      {
        cause: error,
      },
    );
  }
}
