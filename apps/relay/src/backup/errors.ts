/** A backup could not be made or restored. Nothing that was there before has changed. */
export class BackupError extends Error {
  override readonly name = "BackupError";
  readonly code = "backup-failed";
}
