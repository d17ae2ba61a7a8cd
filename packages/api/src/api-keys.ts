import { z } from "zod";
import { DoorScope, PersonName } from "./people.ts";

/**
 * What a key may ask of its doors: their public key, to send sealed commands, their status. Which command is in a
 * sealed one the relay cannot see: a door password that is given along with a key is good for every command.
 */
export const ApiKeyUse = z.enum(["key", "commands", "status"]);
export type ApiKeyUse = z.infer<typeof ApiKeyUse>;

const uses = z
  .array(ApiKeyUse)
  .min(1)
  .max(3)
  .refine((given) => new Set(given).size === given.length, "names one twice");

/** `POST /api/api-keys`: a key for a program on a server. Never for a page: whoever opens a page can read it. */
export const NewApiKey = z.strictObject({
  name: PersonName,
  doors: DoorScope,
  uses,
  /** Milliseconds since the epoch, to come. Without it the key is good until it is revoked. */
  expiresAt: z.int().positive().exactOptional(),
});
export type NewApiKey = z.infer<typeof NewApiKey>;

export const ApiKeyView = z.strictObject({
  id: z.string(),
  name: z.string(),
  doors: DoorScope,
  uses: z.array(ApiKeyUse),
  createdAt: z.int(),
  expiresAt: z.int().exactOptional(),
  /** To the minute. */
  lastUsedAt: z.int().exactOptional(),
});
export type ApiKeyView = z.infer<typeof ApiKeyView>;

/** The key itself is in this answer and nowhere else. */
export const NewApiKeyAnswer = ApiKeyView.extend({ key: z.string() });
export type NewApiKeyAnswer = z.infer<typeof NewApiKeyAnswer>;
