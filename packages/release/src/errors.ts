/** What keeps an image from being released. Stable: callers switch on it. */
export type ReleaseErrorCode =
  /** Used in another way than `--help` says. */
  | "usage"
  /** A file is missing, cannot be read, or is there already. */
  | "file"
  /** Not a P-256 key, or damaged. */
  | "bad-key"
  /** The key file is encrypted, and no passphrase was given, or another one. */
  | "passphrase"
  /** Others than its owner can read the key file. */
  | "key-exposed"
  /** Not an image that a chip boots. */
  | "bad-image"
  /** The image's descriptor has no version that updates can compare. */
  | "bad-version"
  /** Not a manifest, or not of this image. */
  | "bad-manifest"
  /** By none of the keys. */
  | "not-signed"
  /** A part would be written over settings and key of a board. */
  | "identity-at-risk";

/** The error of everything here: `message` says what is wrong and what to do. */
export class ReleaseError extends Error {
  override readonly name = "ReleaseError";
  readonly code: ReleaseErrorCode;

  constructor(code: ReleaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
