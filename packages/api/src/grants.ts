import { z } from "zod";

const kid = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const jti = z.string().regex(/^[A-Za-z0-9_-]{22,86}$/);
const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** A P-256 public key as a JWK. */
export const PublicKey = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: coordinate,
  y: coordinate,
});
export type PublicKey = z.infer<typeof PublicKey>;

/** `POST /api/doors/{id}/grant-requests`: somebody wants to open a door with a key of their own. */
export const NewGrantRequest = z.strictObject({
  key: PublicKey,
  /** For whoever decides, such as which phone it is. */
  note: z.string().trim().max(200).default(""),
});
export type NewGrantRequest = z.infer<typeof NewGrantRequest>;

export const GrantRequestView = z.strictObject({
  id: z.int(),
  door: z.string(),
  key: PublicKey,
  /** Its thumbprint: compare it with the person before signing. */
  kid,
  person: z.strictObject({ id: z.string(), label: z.string() }),
  note: z.string(),
  at: z.int(),
  state: z.enum(["open", "approved", "refused"]),
  decidedAt: z.int().exactOptional(),
  decidedBy: z.string().exactOptional(),
  /** Of a refusal. */
  reason: z.string().exactOptional(),
});
export type GrantRequestView = z.infer<typeof GrantRequestView>;

/** Newest first; `next` is the `before` of the page after. */
export const GrantRequestPage = z.strictObject({
  requests: z.array(GrantRequestView),
  next: z.int().exactOptional(),
});
export type GrantRequestPage = z.infer<typeof GrantRequestPage>;

/** The grant that an owner key has signed, as a compact JWS. The relay cannot make one. */
export const GrantApproval = z.strictObject({ grant: z.string().min(1).max(2048) });
export type GrantApproval = z.infer<typeof GrantApproval>;

/** What a guest may have: a key that is in a link opens a door and locks it, for a month at most. */
export const GUEST_COMMANDS = ["unlock", "lock"] as const;
export const GUEST_STAY_MAX_SECONDS = 31 * 86_400;

/**
 * `POST /api/doors/{id}/grants`: a grant that nobody asked for at this door. Either for the person and the key of a request
 * of theirs, which may be about another door, or for a guest, who has no account and whose key is in a link.
 */
export const NewGrant = z.union([
  GrantApproval.extend({ request: z.int().min(1) }),
  GrantApproval.extend({ guest: z.string().trim().min(1).max(100) }),
]);
export type NewGrant = z.infer<typeof NewGrant>;

export const GrantRefusalReason = z.strictObject({ reason: z.string().trim().min(1).max(200) });
export type GrantRefusalReason = z.infer<typeof GrantRefusalReason>;

export const GrantView = z.strictObject({
  jti,
  door: z.string(),
  /** Of the key that it is for. */
  kid,
  /** A guest has a name and no id. */
  person: z.strictObject({ id: z.string().exactOptional(), label: z.string() }),
  /** Of the key that signed it, and what that key is called where the relay knows it. */
  ownerKid: kid,
  ownerName: z.string().exactOptional(),
  commands: z.array(z.string()),
  /** Seconds since the epoch, as in the grant. */
  nbf: z.int(),
  exp: z.int(),
  schedule: z
    .array(z.strictObject({ days: z.array(z.int()), from: z.string(), to: z.string() }))
    .exactOptional(),
  tz: z.string().exactOptional(),
  /** The grant itself. */
  grant: z.string(),
  at: z.int(),
  approvedBy: z.string(),
  /**
   * As far as the relay knows. `revocation-asked`: the door has not confirmed it, so it is **still open to that key**.
   * `revoked`: somebody's page has reported the door's sealed confirmation, which the relay cannot read itself.
   */
  state: z.enum(["not-yet", "open", "revocation-asked", "revoked", "over"]),
  revocation: z
    .strictObject({
      askedAt: z.int(),
      askedBy: z.string(),
      confirmedAt: z.int().exactOptional(),
      /** The `jti` of the command that the door confirmed. */
      command: z.string().exactOptional(),
    })
    .exactOptional(),
});
export type GrantView = z.infer<typeof GrantView>;

/** Newest first; `next` is the `before` of the page after. */
export const GrantPage = z.strictObject({ grants: z.array(GrantView), next: z.int().exactOptional() });
export type GrantPage = z.infer<typeof GrantPage>;

/** What a guest's link opens: `GET /api/guest/grants`. */
export const GuestGrantView = z.strictObject({
  door: z.strictObject({ id: z.string(), name: z.string() }),
  guest: z.string(),
  nbf: GrantView.shape.nbf,
  exp: GrantView.shape.exp,
  grant: GrantView.shape.grant,
  state: GrantView.shape.state,
});
export type GuestGrantView = z.infer<typeof GuestGrantView>;

/** The sealed `revoke` that the door has answered with 200, by its `jti`. */
export const RevocationReport = z.strictObject({ command: jti });
export type RevocationReport = z.infer<typeof RevocationReport>;

/** What the relay knows of a door's owner keys: for people to read, the door has its own list. */
export const OwnerKeyView = z.strictObject({
  kid,
  key: PublicKey,
  name: z.string(),
  at: z.int(),
});
export type OwnerKeyView = z.infer<typeof OwnerKeyView>;

export const NewOwnerKey = z.strictObject({ key: PublicKey, name: z.string().trim().min(1).max(100) });
export type NewOwnerKey = z.infer<typeof NewOwnerKey>;

/** An owner's signed word that a door's other key is that of its new board (section 9 of the protocol), with their public key. */
export const NewHandover = z.strictObject({ statement: z.string().max(2048), key: PublicKey });
export type NewHandover = z.infer<typeof NewHandover>;

/** `by`: who brought it, as the relay says; what counts is whose key signed. */
export const HandoverView = NewHandover.extend({ at: z.int(), by: z.string() });
export type HandoverView = z.infer<typeof HandoverView>;
