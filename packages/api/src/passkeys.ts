import { z } from "zod";

const base64url = (max: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(max);

export const PasskeyName = z.string().trim().min(1).max(100);

/** One passkey of somebody's, as they see it. */
export const PasskeyView = z.strictObject({
  id: z.string(),
  name: z.string(),
  createdAt: z.int(),
  /** Absent until it was first used to sign in. */
  lastUsedAt: z.int().exactOptional(),
  /** Whether it is copied to the person's other devices; one that is not is lost with its device. */
  synced: z.boolean(),
});
export type PasskeyView = z.infer<typeof PasskeyView>;

/**
 * What `navigator.credentials.create()` or `.get()` is to be given, in JSON (WebAuthn Level 3, 5.1.10). It holds a
 * challenge that is good once and for five minutes.
 */
export const PasskeyOptions = z.looseObject({ challenge: z.string() });
export type PasskeyOptions = z.infer<typeof PasskeyOptions>;

const credential = { id: base64url(1400), rawId: base64url(1400), type: z.literal("public-key") };

// Browsers add members as they learn more; those that are not read are left out.
const NewCredential = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(8000),
    attestationObject: base64url(40_000),
    transports: z.array(z.string().max(32)).max(10).exactOptional(),
  }),
});

const Assertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(8000),
    authenticatorData: base64url(4000),
    signature: base64url(4000),
    userHandle: base64url(100),
  }),
});

/** `POST /api/me/passkeys`: what `navigator.credentials.create()` answered, as JSON. */
export const NewPasskey = z.strictObject({ name: PasskeyName, credential: NewCredential });
export type NewPasskey = z.infer<typeof NewPasskey>;

export const PasskeyChange = z.strictObject({ name: PasskeyName });
export type PasskeyChange = z.infer<typeof PasskeyChange>;

/** `POST /api/sign-in/passkey`: what `navigator.credentials.get()` answered, as JSON. */
export const PasskeySignIn = z.strictObject({ credential: Assertion });
export type PasskeySignIn = z.infer<typeof PasskeySignIn>;
