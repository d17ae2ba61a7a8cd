import { z } from "zod";
import { DoorScope, Email, PersonName } from "./people.ts";
import { Role } from "./roles.ts";

/** Somebody is asked to join. They are nobody here until they accept, and give their name themselves. */
export const NewInvitation = z.strictObject({ email: Email, role: Role, doors: DoorScope });
export type NewInvitation = z.infer<typeof NewInvitation>;

/** An invitation that nobody has accepted or withdrawn. */
export const InvitationView = z.strictObject({
  id: z.string(),
  email: z.string(),
  role: Role,
  doors: DoorScope,
  /** Whoever sent it last; absent where they are not here any more. */
  invitedBy: z.string().exactOptional(),
  sentAt: z.int(),
  expiresAt: z.int(),
  /** `void`: whoever sent it may not give this any more, or a door of it is gone. Sending it again by another helps. */
  state: z.enum(["open", "expired", "void"]),
});
export type InvitationView = z.infer<typeof InvitationView>;

/** The part of the mailed link that stands behind the `#`. */
const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const InvitationToken = z.strictObject({ token });
export type InvitationToken = z.infer<typeof InvitationToken>;

/** What the page of the mailed link shows. */
export const InvitationOffer = z.strictObject({
  email: z.string(),
  role: Role,
  invitedBy: z.string(),
  expiresAt: z.int(),
});
export type InvitationOffer = z.infer<typeof InvitationOffer>;

export const Acceptance = z.strictObject({ token, name: PersonName });
export type Acceptance = z.infer<typeof Acceptance>;
