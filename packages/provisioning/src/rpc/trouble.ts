import type { DeviceInfo } from "@openlock/protocol";
import { ProvisioningError } from "../errors.ts";

export type Trouble = NonNullable<DeviceInfo["trouble"]>;

/** What to do about what keeps a board from being online, by the code that the board gives it. */
const NEXT_STEP: Readonly<Record<string, string>> = {
  "wifi-wrong-password": "Go back to Wi-Fi and type the network's password again.",
  "wifi-no-access-point": "Go back to Wi-Fi and choose a network that is in reach at the door.",
  "wifi-timeout": "Try again; if it happens twice, go back to Wi-Fi and choose another network.",
  unreachable:
    "See that the board's network can reach the server: same network or internet, no firewall between.",
  timeout:
    "See that the board's network can reach the server: same network or internet, no firewall between.",
  "certificate-untrusted": "Send the settings again: the server's present authority goes with them.",
  "certificate-expired": "Whoever runs the server has to renew its certificate.",
  "certificate-not-yet-valid": "Whoever runs the server has to look at its clock and certificate.",
  "certificate-name": "Whoever runs the server has to set OPENLOCK_URL to the name in its certificate.",
  "not-tls": "Whoever runs the server has to set OPENLOCK_URL to its HTTPS address and port.",
  "registration-refused":
    "Send the settings again, with a new claim code. If it is refused again, this door belongs to another board.",
  removed: "Lift the ban on this board's key, or set the board up for another door.",
};

/** Trying again by itself does not help the board: a person has to change something. */
const NEEDS_A_PERSON: ReadonlySet<string> = new Set([
  "wifi-wrong-password",
  "certificate-untrusted",
  "certificate-expired",
  "certificate-name",
  "not-tls",
  "registration-refused",
  "removed",
]);

export function needsAPerson({ code }: Trouble): boolean {
  return NEEDS_A_PERSON.has(code);
}

/** The board's own words, and the next step for them. */
export function notOnline({ trouble, stage }: DeviceInfo): ProvisioningError {
  if (!trouble) return new ProvisioningError("not-online", `The board is still at “${stage}”.`);
  const { code, detail } = trouble;
  const nextStep = Object.hasOwn(NEXT_STEP, code) ? NEXT_STEP[code] : undefined;
  return new ProvisioningError("not-online", detail || code, {
    trouble: code,
    ...(nextStep ? { nextStep } : {}),
  });
}
