/** What a board is suffering from. Stable: the words for it, in every language, hang on it. */
export type TroubleCode = keyof typeof TROUBLES;

const ESPTOOL = "https://docs.espressif.com/projects/esptool/en/latest/esp32";
const BOOT_MODE = `${ESPTOOL}/advanced-topics/boot-mode-selection.html`;
const TROUBLESHOOTING = `${ESPTOOL}/troubleshooting.html`;
const IDF = "https://docs.espressif.com/projects/esp-idf/en/stable";
const FATAL_ERRORS = `${IDF}/esp32/api-guides/fatal-errors.html`;
const SERIAL_CONNECTION = `${IDF}/esp32/get-started/establish-serial-connection.html`;
const OWN_USB = `${IDF}/esp32c3/api-guides/usb-serial-jtag-console.html`;
const WEB_SERIAL = "https://wicg.github.io/serial/";
const DEVICE = "docs/device.md";
const PROTOCOL = "docs/protocol.md";

/** Every trouble that the doctor knows, and where it is documented: the words are for whoever shows them. */
export const TROUBLES = {
  // The port
  "no-port": SERIAL_CONNECTION,
  "bluetooth-port": WEB_SERIAL,
  "other-port": SERIAL_CONNECTION,
  "port-busy": TROUBLESHOOTING,
  "cable-out": TROUBLESHOOTING,
  "own-usb-gone": OWN_USB,
  "own-usb-silent": DEVICE,
  // Power and start
  "brown-out": FATAL_ERRORS,
  "flash-empty": BOOT_MODE,
  "flash-damaged": BOOT_MODE,
  "flash-worn": TROUBLESHOOTING,
  "boot-loop": FATAL_ERRORS,
  "odd-boot-mode": BOOT_MODE,
  // The loader
  "no-boot-mode": BOOT_MODE,
  "no-boot-mode-own-usb": OWN_USB,
  "in-loader": BOOT_MODE,
  "one-way": TROUBLESHOOTING,
  "not-reset": BOOT_MODE,
  "poor-link": TROUBLESHOOTING,
  "wrong-chip": DEVICE,
  silent: TROUBLESHOOTING,
  // Network, as esplock itself says it
  "wifi-password": PROTOCOL,
  "wifi-gone": PROTOCOL,
  "wifi-refused": PROTOCOL,
  clock: PROTOCOL,
  "certificate-untrusted": PROTOCOL,
  "certificate-expired": PROTOCOL,
  "certificate-name": PROTOCOL,
  "not-tls": PROTOCOL,
  "server-unreachable": PROTOCOL,
} as const satisfies Record<string, string>;
