import { z } from "zod";

/** `POST /api/signing-keys`: a new key for access tokens. */
export const KeyRotation = z.strictObject({
  /**
   * What becomes of the keys before: `verify` those tokens that they have signed until they expire, or `revoke` them,
   * where somebody may have such a key. Pages then refresh by themselves.
   */
  previous: z.enum(["verify", "revoke"]),
});
export type KeyRotation = z.infer<typeof KeyRotation>;

export const SigningKeyView = z.strictObject({
  kid: z.string(),
  createdAt: z.int(),
  /** Since when it signs no more. */
  retiredAt: z.int().exactOptional(),
});
export type SigningKeyView = z.infer<typeof SigningKeyView>;
