export type {
  EcPublicJwk,
  GrantableCommand,
  GrantClaims,
  ScheduleEntry,
  SigningKey,
} from "@openlock/protocol";
export { fingerprint, GRANTABLE_COMMANDS } from "@openlock/protocol";
export { guestFetch } from "./guest.ts";
export type { OwnKey, PrivateJwk } from "./own-key.ts";
export {
  createKey,
  createPortableKey,
  existingKey,
  forgetKey,
  importKey,
  keepKey,
  storedKey,
} from "./own-key.ts";
export type { GrantRequestAnswer, RelayAccess } from "./relay.ts";
export { askForGrant, fetchGrant } from "./relay.ts";
export type { GrantWish } from "./sign.ts";
export { grantSigner, makeGrant, ownerSigner, readGrant } from "./sign.ts";
