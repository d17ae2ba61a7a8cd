/** The relay's clock minus this browser's, milliseconds: phones are minutes off more often than one thinks. */
let offset = 0;

/** Below this the header's whole seconds and the way here explain the difference. */
const TOLERANCE = 2_000;

/** Learns from a response's `Date` header (RFC 9110, 6.6.1). */
export function noteServerDate(header: string | null, now = Date.now()): void {
  const server = header === null ? Number.NaN : Date.parse(header);
  if (Number.isNaN(server)) return;
  // The header is cut to whole seconds; half a second is its mean error.
  const difference = server + 500 - now;
  offset = Math.abs(difference) > TOLERANCE ? difference : 0;
}

/** Milliseconds since the epoch, as the relay counts them. */
export function serverNow(now = Date.now()): number {
  return now + offset;
}
