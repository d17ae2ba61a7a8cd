import type { UpdateError } from "@openlock/protocol";

/** Why an update ends here; the running image stays as it is. */
export class UpdateRefusal extends Error {
  override readonly name = "UpdateRefusal";
  readonly code: UpdateError;

  /** @param detail for the device's own log */
  constructor(code: UpdateError, detail: string) {
    super(detail);
    this.code = code;
  }
}
