export { About } from "./about.ts";

export { ALERT_KIND_NAMES, ALERT_KINDS, type AlertKindText } from "./alert-kinds.ts";
export { alertSummary } from "./alert-words.ts";
export { ALERTS_IN_GERMAN } from "./alert-words-de.ts";
export {
  AlertKind,
  AlertMessage,
  AlertPage,
  AlertSubscription,
  AlertSubscriptionChange,
  AlertView,
} from "./alerts.ts";
export { ApiKeyUse, ApiKeyView, NewApiKey, NewApiKeyAnswer } from "./api-keys.ts";
export {
  AUDIT_COLUMNS,
  type AuditValues,
  CHAIN_START,
  ChainCheck,
  type ChainedRow,
  type ChainFault,
  type ChainPoint,
  type ChainVerdict,
  COMMIT_ROWS_MAX,
  commitText,
  linkText,
  verdictWords,
} from "./audit-chain.ts";
export { readCheckpoints } from "./audit-checkpoints.ts";
export { checkProof, ProofError } from "./audit-proof.ts";
export { BlockedNetwork } from "./blocks.ts";
export { BannedKey, Claim, DoorChange, DoorMove, DoorView, NewBan, NewDoor, SeenStatus } from "./doors.ts";
export { RelayEvent } from "./events.ts";
export {
  GrantApproval,
  GrantPage,
  GrantRefusalReason,
  GrantRequestPage,
  GrantRequestView,
  GrantView,
  GUEST_COMMANDS,
  GUEST_STAY_MAX_SECONDS,
  GuestGrantView,
  HandoverView,
  NewGrant,
  NewGrantRequest,
  NewHandover,
  NewOwnerKey,
  OwnerKeyView,
  PublicKey,
  RevocationReport,
} from "./grants.ts";
export { HistoryEntry, HistoryPage } from "./history.ts";
export {
  Acceptance,
  InvitationOffer,
  InvitationToken,
  InvitationView,
  NewInvitation,
} from "./invitations.ts";
export { Language } from "./languages.ts";
export {
  NewPasskey,
  PasskeyChange,
  PasskeyName,
  PasskeyOptions,
  PasskeySignIn,
  PasskeyView,
} from "./passkeys.ts";
export { DoorScope, Email, PersonChange, PersonName, PersonView } from "./people.ts";
export { MANIFEST_HEADER, NewReleaseKey, ReleaseKeyView, ReleaseView } from "./releases.ts";
export { Role } from "./roles.ts";
export {
  HaltReason,
  NewRollout,
  RolloutDoorPage,
  RolloutDoorState,
  RolloutDoorView,
  RolloutHours,
  RolloutPage,
  RolloutPlan,
  RolloutRetry,
  RolloutState,
  RolloutView,
  stageSizes,
} from "./rollouts.ts";
export { CodeRequest, Session, SetUp, SignIn, SignInView } from "./sign-in.ts";
export { KeyRotation, SigningKeyView } from "./signing-keys.ts";
export { STATS_HOURS_MAX, Stats, StatsHour } from "./stats.ts";
export {
  DeliveryAttempt,
  DeliveryView,
  NewWebhook,
  WebhookChange,
  WebhookView,
  WebhookWithSecret,
} from "./webhooks.ts";
export { websiteFinding } from "./website-words.ts";
export { WEBSITES_IN_GERMAN } from "./website-words-de.ts";
export { NewWebsite, WebsiteUrl, WebsiteView } from "./websites.ts";
export { type Catalogue, fill, keyOf, type Wording, wordingOf } from "./wording.ts";
