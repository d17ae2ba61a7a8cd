/** Why something that claims to follow the protocol does not. Stable: callers switch on it. */
export type ProtocolErrorCode =
  /** Longer, or nested deeper, than the protocol allows; nothing of it was parsed. */
  | "too-large"
  /** Not UTF-8, or not JSON. */
  | "not-json"
  /** The same member twice in one object. */
  | "duplicate-member"
  /**
   * JSON of another shape than the schema's, unknown members included; or text that no two languages agree on: a lone
   * surrogate, U+0000, a member named `__proto__`.
   */
  | "invalid"
  /** A base64url text that does not decode, or has another spelling than the canonical one. */
  | "not-canonical"
  /** Not the five parts of a compact JWE, or the three of a compact JWS, of the lengths that the algorithms give. */
  | "not-compact"
  /** A key that is not RSA of 2048 bits or more with e = 65537; where one signs, not a point of P-256. */
  | "unfit-key"
  /** Sealed to another key. */
  | "wrong-key"
  /** Sealed for another door. */
  | "wrong-door"
  /** Does not open with the key: changed on the way, or never sealed to it. */
  | "undecryptable"
  /** The claims say something else than the header. */
  | "header-mismatch"
  /** A signature by another key, or over something else. */
  | "bad-signature"
  /** A result that answers another command. */
  | "wrong-command";

/**
 * The only error that parsing, sealing and opening throw for what somebody else sent.
 *
 * @example
 * try { parseSealedCommand(text) } catch (error) {
 *   if (error instanceof ProtocolError && error.code === "too-large") …
 * }
 */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
  readonly code: ProtocolErrorCode;

  constructor(code: ProtocolErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What a device says of a command it did not run (section 1). */
export const DEVICE_ERRORS = [
  "bad-password",
  "not-granted",
  "stale",
  "replayed",
  "rebooted",
  "locked-out",
  "in-lockdown",
  "unknown-command",
  "invalid-arguments",
  "failed",
] as const;
export type DeviceError = (typeof DEVICE_ERRORS)[number];

/** Problem types of section 4 and the HTTP status of each. A problem's `type` ends in one of these names. */
export const PROBLEM_STATUS = {
  unauthenticated: 401,
  forbidden: 403,
  "key-banned": 403,
  blocked: 403,
  "door-unknown": 404,
  "not-registered": 404,
  malformed: 400,
  "key-changed": 409,
  replayed: 409,
  stale: 422,
  "rate-limited": 429,
  "door-offline": 503,
  "device-timeout": 504,
} as const;
export type ProblemName = keyof typeof PROBLEM_STATUS;

/** WebSocket close codes of the device socket (section 3). */
export const CLOSE = {
  replaced: 4001,
  sessionExpired: 4002,
  removed: 4003,
  protocolError: 4009,
  /** RFC 6455, 7.4.1: the relay is going away. */
  goingAway: 1001,
  /** RFC 6455, 7.4.1: a frame above the limit. */
  tooLarge: 1009,
} as const;
