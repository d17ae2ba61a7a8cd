import { DOOR_ID_PATTERN } from "@openlock/protocol";
import { z } from "zod";
import { Role } from "./roles.ts";

const doorId = z.string().regex(DOOR_ID_PATTERN);

/** Which doors somebody may use: all, those of the future too, or those named. */
export const DoorScope = z.discriminatedUnion("all", [
  z.strictObject({ all: z.literal(true) }),
  z.strictObject({ all: z.literal(false), ids: z.array(doorId).max(1000) }),
]);
export type DoorScope = z.infer<typeof DoorScope>;

export const Email = z.email().max(254).toLowerCase();
/** On one line: mails and lists show it in the midst of their own words. */
export const PersonName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, "must be on one line");

export const PersonView = z.strictObject({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: Role,
  doors: DoorScope,
  createdAt: z.int(),
});
export type PersonView = z.infer<typeof PersonView>;

export const PersonChange = z
  .strictObject({
    name: PersonName.exactOptional(),
    role: Role.exactOptional(),
    doors: DoorScope.exactOptional(),
  })
  .refine((change) => Object.keys(change).length > 0, "nothing to change");
export type PersonChange = z.infer<typeof PersonChange>;
