export { About } from "./about.ts";
export { ApiKeyUse, ApiKeyView, NewApiKey, NewApiKeyAnswer } from "./api-keys.ts";
export { BlockedNetwork } from "./blocks.ts";
export { BannedKey, Claim, DoorChange, DoorView, NewBan, NewDoor, SeenStatus } from "./doors.ts";
export { RelayEvent } from "./events.ts";
export {
  GrantApproval,
  GrantPage,
  GrantRefusalReason,
  GrantRequestPage,
  GrantRequestView,
  GrantView,
  NewGrantRequest,
  NewOwnerKey,
  OwnerKeyView,
  PublicKey,
  RevocationReport,
} from "./grants.ts";
export { HistoryEntry, HistoryPage } from "./history.ts";
export { DoorScope, Email, NewPerson, PersonChange, PersonName, PersonView } from "./people.ts";
export { Role } from "./roles.ts";
export { CodeRequest, Session, SetUp, SignIn } from "./sign-in.ts";
export { KeyRotation, SigningKeyView } from "./signing-keys.ts";
export { NewWebsite, WebsiteUrl, WebsiteView } from "./websites.ts";
