export { decodeBase64url, encodeBase64url, randomBase64url } from "./base64url.ts";
export { BOUNDS } from "./bounds.ts";
export { CommandClaims, SignedClaims } from "./command/claims.ts";
export type { Command, CommandArgs, CommandName } from "./command/commands.ts";
export { COMMAND_ARGS, COMMAND_NAMES, parseCommand } from "./command/commands.ts";
export type { SealedCommand } from "./command/header.ts";
export { CommandHeader, parseSealedCommand } from "./command/header.ts";
export type { CommandOpener, OpenedCommand } from "./command/open.ts";
export { openCommand } from "./command/open.ts";
export type { CommandAuthority, CommandSealed, CommandSigner, CommandToSeal } from "./command/seal.ts";
export { sealCommand } from "./command/seal.ts";
export { signWith } from "./command/sign.ts";
export { EcPublicJwk } from "./ec-key.ts";
export type { DeviceError, ProblemName, ProtocolErrorCode } from "./errors.ts";
export { CLOSE, DEVICE_ERRORS, PROBLEM_STATUS, ProtocolError } from "./errors.ts";
export type { GrantableCommand } from "./grant/claims.ts";
export { GRANTABLE_COMMANDS, GrantClaims } from "./grant/claims.ts";
export type { GrantRefusal } from "./grant/grant.ts";
export { parseGrant, refuseByGrant, signGrant } from "./grant/grant.ts";
export { isWithin, Schedule, ScheduleEntry } from "./grant/schedule.ts";
export { TimeZone, utcOffset } from "./grant/time-zone.ts";
export { HandoverClaims, parseHandover, signHandover } from "./handover.ts";
export { CommandAnswer, DoorKey, PROBLEM_BASE, Problem, problemName, StatusAnswer } from "./http.ts";
export { parseShape, parseStrictJson } from "./json.ts";
export type { Jws } from "./jws/parse.ts";
export type { SigningKey } from "./jws/sign.ts";
export { verifyByOneOf, verifyJws } from "./jws/verify.ts";
export type { BackupJwk } from "./key-backup.ts";
export { PASSPHRASE_MIN, unwrapKey, wrapKey } from "./key-backup.ts";
export { fingerprint, importDeviceKey, RsaPublicJwk, thumbprint } from "./keys.ts";
export type { LedColour, LedEvent, LedPattern } from "./led.ts";
export { LED_PATTERNS } from "./led.ts";
export { BootNonce, DOOR_ID_PATTERN, DoorId, Jti, Kid, Milliseconds, Seconds, Uid } from "./names.ts";
export type { ProvenRequest } from "./proof/make.ts";
export { makeProof } from "./proof/make.ts";
export type { Proof } from "./proof/verify.ts";
export { verifyProof } from "./proof/verify.ts";
export {
  ClaimCode,
  DeviceSession,
  openSession,
  parseRegistrationRequest,
  parseRegistrationResponse,
  RegistrationRequest,
  RegistrationResponse,
  sealSession,
} from "./registration.ts";
export { ResultClaims } from "./result/claims.ts";
export { openResult } from "./result/open.ts";
export { sealResult } from "./result/seal.ts";
export type { SerialMethod } from "./serial.ts";
export {
  ConfigureResult,
  DeviceInfo,
  DeviceStage,
  parseSerialRequest,
  parseSerialResponse,
  ResetResult,
  SERIAL_ERROR,
  SerialParams,
  SerialRequest,
  SerialResponse,
} from "./serial.ts";
export {
  DEFAULT_FAIL_SAFE,
  DEFAULT_RELOCK_SECONDS,
  DeviceSettings,
  DoorPassword,
  FailSafe,
  RelockSeconds,
  ServerSettings,
  WifiSettings,
} from "./settings.ts";
export {
  DeviceEvent,
  DeviceFrame,
  parseDeviceFrame,
  parseRelayFrame,
  RelayFrame,
  SOCKET_PROTOCOL,
} from "./socket.ts";
export { DeviceFirmware, DeviceStatus, DoorState } from "./status.ts";
export type { UpdateError, UpdatePhase } from "./update/progress.ts";
export { UPDATE_ERRORS, UPDATE_PHASES } from "./update/progress.ts";
export type { ReleaseRefusal, RunningImage } from "./update/release.ts";
export { parseRelease, ReleaseClaims, refuseRelease, signRelease } from "./update/release.ts";
export { compareVersions, ReleaseVersion } from "./update/version.ts";
