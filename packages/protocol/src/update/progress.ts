/** Where an update is, as a device tells it on the way (section 5). */
export const UPDATE_PHASES = ["downloading", "checking", "waiting", "restarting"] as const;
export type UpdatePhase = (typeof UPDATE_PHASES)[number];

/** Why a device does not run an image that it was sent (section 5). */
export const UPDATE_ERRORS = [
  /** Another update is under way. */
  "busy",
  /** The manifest does not parse. */
  "malformed",
  /** Not by one of the device's release keys, or it has none. */
  "not-signed",
  "wrong-chip",
  "too-large",
  "not-newer",
  "below-minimum",
  /** The image could not be fetched, or not all of it. */
  "download-failed",
  /** What came is not what the manifest names. */
  "wrong-hash",
  /** What the manifest names is not an image that this chip boots. */
  "bad-image",
  /** The flash did not take it. */
  "write-failed",
  /** The door stayed open for too long to restart. */
  "in-use",
  /** It was started, did not reach the relay, and the image before runs again. */
  "rolled-back",
] as const;
export type UpdateError = (typeof UPDATE_ERRORS)[number];
