import type { Command } from "@openlock/client";

/** What can be asked of many doors at once. */
export type BulkAction = "lockdown" | "lift" | "lock" | "status" | "restart";

export function toCommand(action: BulkAction): Command {
  switch (action) {
    case "lockdown":
      return { command: "lockdown", args: { on: true } };
    case "lift":
      return { command: "lockdown", args: { on: false } };
    case "lock":
    case "status":
    case "restart":
      return { command: action, args: {} };
  }
}
