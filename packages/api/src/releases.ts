import { z } from "zod";
import { PublicKey } from "./grants.ts";

/** The header that brings a release's manifest beside its image. */
export const MANIFEST_HEADER = "openlock-manifest";

const kid = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** An image and what a release key signed of it (protocol, section 5). */
export const ReleaseView = z.strictObject({
  id: z.string(),
  version: z.string(),
  chip: z.string(),
  /** Bytes. */
  size: z.int(),
  sha256: z.string(),
  /** The lowest version that can be updated to this one. */
  minimum: z.string().exactOptional(),
  /** The image that may be left for this one, whatever their versions. */
  allowDowngrade: z.string().exactOptional(),
  /** When it was signed, in seconds. */
  signedAt: z.int(),
  /** The key that is said to have signed it. */
  kid,
  /** Whether the relay knew that key, and checked. The device checks in any case. */
  checked: z.boolean(),
  uploadedAt: z.int(),
  uploadedBy: z.string(),
});
export type ReleaseView = z.infer<typeof ReleaseView>;

export const NewReleaseKey = z.strictObject({ key: PublicKey, name: z.string().trim().min(1).max(100) });
export type NewReleaseKey = z.infer<typeof NewReleaseKey>;

/** The public half of a key that signs releases. */
export const ReleaseKeyView = z.strictObject({ kid, key: PublicKey, name: z.string(), at: z.int() });
export type ReleaseKeyView = z.infer<typeof ReleaseKeyView>;
