import { BOUNDS } from "@openlock/protocol";

/** What travels on esplock's serial line: lines of text and Improv packets (https://www.improv-wifi.com/serial/). */
export type SerialFrame =
  | { readonly kind: "line"; readonly text: string }
  | { readonly kind: "improv"; readonly packet: Uint8Array };

const NEWLINE = 0x0a;
const IMPROV = new TextEncoder().encode("IMPROV");
/** IMPROV, version, type, length; then the data, and a checksum. */
const IMPROV_HEADER_BYTES = 9;

/**
 * Bytes → frames. A line longer than the protocol allows is cut there: what follows until its end is dropped. An
 * Improv packet begins where a line does, and may hold any byte.
 */
export function frameSplitter(
  maxLineBytes: number = BOUNDS.serialLineBytes,
): TransformStream<Uint8Array, SerialFrame> {
  const decoder = new TextDecoder();
  const begun = new Uint8Array(Math.max(maxLineBytes, IMPROV_HEADER_BYTES + 256));
  let length = 0;

  const endLine = (controller: TransformStreamDefaultController<SerialFrame>) => {
    const text = decoder.decode(begun.subarray(0, Math.min(length, maxLineBytes))).replace(/\r$/, "");
    length = 0;
    if (text !== "") controller.enqueue({ kind: "line", text });
  };

  return new TransformStream({
    transform(bytes, controller) {
      for (const byte of bytes) {
        const improv = length >= IMPROV.length && IMPROV.every((letter, at) => begun[at] === letter);
        if (byte === NEWLINE && !improv) {
          endLine(controller);
          continue;
        }
        if (length < begun.length) begun[length++] = byte;
        if (!improv || length < IMPROV_HEADER_BYTES) continue;
        if (length === IMPROV_HEADER_BYTES + (begun[IMPROV_HEADER_BYTES - 1] ?? 0) + 1) {
          controller.enqueue({ kind: "improv", packet: begun.slice(0, length) });
          length = 0;
        }
      }
    },
    flush: endLine,
  });
}
