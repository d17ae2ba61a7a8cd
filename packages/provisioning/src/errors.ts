/** What went wrong on the way from an ESP32 in its box to a door. Stable: callers switch on it. */
export type ProvisioningErrorCode =
  // The port
  /** Another page or program has the port open. */
  | "port-busy"
  /** The cable was pulled, or the board went away. */
  | "port-lost"
  /** After a restart the board did not come back under its USB ids. */
  | "port-not-found"
  /** The board does not restart when DTR and RTS tell it to. */
  | "not-reset"
  /** The page lists no virtual doors: their host does not answer. */
  | "host-unreachable"
  // Flashing
  /** The chip did not enter its ROM loader. */
  | "no-boot-mode"
  /** The loader answered, then fell silent or sent garbage at every baud rate. */
  | "link-unreliable"
  /** No build for this chip. */
  | "wrong-chip"
  /** The build does not fit the flash. */
  | "flash-too-small"
  /** The images could not be fetched. */
  | "firmware-unavailable"
  /** What came is not an ESP Web Tools manifest. */
  | "manifest-invalid"
  /** An image is not what its manifest says it is. */
  | "image-corrupt"
  /** No release key that was given has signed the application. */
  | "firmware-not-signed"
  /** The build would write over settings and key that were to be kept. */
  | "identity-at-risk"
  /** The chip refused to erase or to write. */
  | "write-failed"
  /** What the chip reads back is not what was written. */
  | "verify-failed"
  // The program on the device
  /** Nothing on the line answers as esplock does. */
  | "no-answer"
  /** The answer is not what the protocol says. */
  | "bad-answer"
  | "wifi-wrong-password"
  | "wifi-network-gone"
  /** The device did not join, and does not say why. */
  | "wifi-failed"
  /** The device has a door password, and this is not it. */
  | "bad-password"
  /** Too many wrong passwords. */
  | "locked-out"
  /** The device does not take these settings. */
  | "settings-refused"
  /** The device could not do it; nothing was changed. */
  | "device-failed"
  /** Waited, and the door did not come online; `trouble` says what the device says. */
  | "not-online";

const NEXT_STEP: Record<ProvisioningErrorCode, string> = {
  "port-busy": "Close other tabs and programs that use this port, then try again.",
  "port-lost": "Plug the cable in again, then try again. Nothing on the board is broken by this.",
  "port-not-found": "Unplug the board, plug it in again, and choose its port once more.",
  "not-reset":
    "This board's USB cannot press its RESET. Use a board, or a USB adapter, whose DTR and RTS lead to EN and BOOT.",
  "host-unreachable": "Check that the virtual doors are running, then try again.",
  "no-boot-mode":
    "Hold the BOOT button on the board, press and release RESET (or EN), then try again while you still hold BOOT.",
  "link-unreliable":
    "Use a shorter cable, straight into the computer instead of through a hub, then try again.",
  "wrong-chip": "Use a board with a chip that this firmware is made for.",
  "flash-too-small": "Use a board with more flash memory.",
  "firmware-unavailable": "Check that this server has firmware for such a board, then try again.",
  "manifest-invalid": "Tell whoever runs this server: its firmware manifest is broken.",
  "image-corrupt":
    "Try again. If it happens twice, tell whoever runs this server: a firmware image is damaged.",
  "firmware-not-signed":
    "Ask whoever makes the firmware for one that is signed, or check which release keys you have entered.",
  "identity-at-risk":
    "Choose “Erase everything” if the board may lose its identity, or use firmware with separate parts.",
  "write-failed": "Try again. If it happens twice, the board's flash memory may be worn out.",
  "verify-failed":
    "Try again. If it happens twice, the board's flash memory may be worn out: use another board.",
  "no-answer": "Press RESET (or EN) on the board, then try again. If it stays silent, install esplock again.",
  "bad-answer": "Install the current esplock on the board, then try again.",
  "wifi-wrong-password": "Type the network's password again. Upper and lower case matter.",
  "wifi-network-gone":
    "Bring the board nearer to the access point, or choose another network. ESP32s see 2.4 GHz networks only.",
  "wifi-failed": "Try again. If it happens twice, restart the access point or choose another network.",
  "bad-password":
    "Type the door password that this board was set up with, or erase the board to start afresh.",
  "locked-out": "Wait for the time that the board says, then type the right password.",
  "settings-refused": "Check the settings named here, then send them again.",
  "device-failed": "Press RESET (or EN) on the board, then try again.",
  "not-online": "Check what the board says, change the settings where needed, then try again.",
};

export interface ProvisioningErrorOptions extends ErrorOptions {
  /** Where the usual next step for the code does not fit. */
  readonly nextStep?: string;
  /** The device's own trouble code, for `not-online` and the Wi-Fi failures. */
  readonly trouble?: string;
}

/**
 * The error of every flow here: `message` says what happened, `nextStep` what a person can do about it.
 * A flow that its `AbortSignal` ended rejects with the signal's reason instead.
 */
export class ProvisioningError extends Error {
  override readonly name = "ProvisioningError";
  readonly code: ProvisioningErrorCode;
  readonly nextStep: string;
  readonly trouble?: string;

  constructor(code: ProvisioningErrorCode, message: string, options: ProvisioningErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.nextStep = options.nextStep ?? NEXT_STEP[code];
    if (options.trouble !== undefined) this.trouble = options.trouble;
  }
}
