/** Limits of the protocol, in bytes and seconds. Checked before any work is done on what came in. */
export const BOUNDS = {
  /** A whole sealed command (section 1). */
  commandBytes: 8 * 1024,
  /** The claims inside it. */
  claimsBytes: 4 * 1024,
  /** A signed command inside its seal: a JWS in compact serialization, whose claims have the bound above (section 9). */
  signedBytes: 6 * 1024,
  /** A grant: a JWS in compact serialization (section 9). */
  grantBytes: 2 * 1024,
  /** The longest life of a grant, `exp - nbf`: 366 days. */
  grantLifetimeSeconds: 366 * 86_400,
  /** Entries of a grant's schedule. */
  scheduleEntries: 14,
  /** A POSIX TZ string. */
  timeZoneBytes: 64,
  /** Revocations that a device keeps at once. */
  revocations: 64,
  /** The manifest of an update: a JWS in compact serialization (section 5). */
  manifestBytes: 2 * 1024,
  /** An image: the largest flash of the chips there are. */
  imageBytes: 16 * 1024 * 1024,
  /** From the first boot of a new image until it must have opened its socket. */
  confirmSeconds: 120,
  /** How long an update waits for a door that is open. */
  restartWaitSeconds: 3600,
  /** A JOSE header, decoded. */
  headerBytes: 1024,
  /** Objects and arrays inside one another, in any JSON of the protocol. */
  jsonDepth: 16,
  /** A sealed answer. */
  resultBytes: 8 * 1024,
  /** A frame on the device socket (section 3). */
  frameBytes: 16 * 1024,
  /** A line of the serial protocol (section 6). */
  serialLineBytes: 8 * 1024,
  /** A registration (section 2). */
  registrationBytes: 8 * 1024,
  /** How far `iat` may be from the receiver's clock, either way. */
  clockSkewSeconds: 60,
  /** The longest life of a command, `exp - iat`. */
  commandLifetimeSeconds: 60,
  /** The life of a command that a person's tap sends. */
  tapLifetimeSeconds: 20,
  /** How long a device remembers a `jti`. */
  jtiMemorySeconds: 120,
  keepAliveSeconds: 10,
  /** Silence that ends a device's session. */
  silenceSeconds: 30,
  /** How long the relay waits for a device's answer. */
  deviceAnswerSeconds: 10,
  unlockSecondsMax: 3600,
  /** How long a Wi-Fi on trial may be joined without a welcome before the other one has its turn. */
  wifiTurnSeconds: 300,
  /** Vain tries in a row to join a Wi-Fi on trial, after which it is the other one's turn, too. */
  wifiTurnJoins: 3,
} as const;
