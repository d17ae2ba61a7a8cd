import { ProtocolError, parseSerialResponse, type SerialResponse } from "@openlock/protocol";
import type { SerialFrame } from "./frames.ts";

/** What a line says: an answer to a request of ours, or log. */
export type SerialMessage =
  | { readonly kind: "response"; readonly response: SerialResponse }
  | { readonly kind: "log"; readonly text: string };

/** Frames → messages. A line that is not exactly a JSON-RPC response is log, and never an error. */
export function messageParser(): TransformStream<SerialFrame, SerialMessage> {
  return new TransformStream({
    transform(frame, controller) {
      if (frame.kind === "improv") return;
      const response = asResponse(frame.text);
      controller.enqueue(
        response ? { kind: "response", response } : { kind: "log", text: printable(frame.text) },
      );
    },
  });
}

function asResponse(text: string): SerialResponse | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return parseSerialResponse(text);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/** Without the colours that ESP-IDF puts into its log, and without control characters. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is to go
  return text.replace(/\u001b\[[0-9;]*m/g, "").replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "·");
}
