/** Colours of the pixel at the door. */
export type LedColour = "blue" | "green" | "orange" | "white" | "red" | "yellow" | "purple" | "cyan";

export interface LedPattern {
  readonly colour: LedColour;
  readonly blinks: number;
  /** How long it is on, and dark after, at each blink. */
  readonly ms: number;
  readonly repeating: boolean;
}

const once = (colour: LedColour, blinks: number): LedPattern => ({
  colour,
  blinks,
  ms: 100,
  repeating: false,
});

/** What the LED shows at which event (section 8). It is dark after each pattern. */
export const LED_PATTERNS = {
  "connecting-wifi": { colour: "blue", blinks: 1, ms: 500, repeating: true },
  "wifi-connected": once("green", 3),
  "connecting-relay": { colour: "orange", blinks: 1, ms: 500, repeating: true },
  "relay-connected": once("green", 5),
  "command-received": once("white", 1),
  error: once("red", 5),
  "keep-alive-sent": once("blue", 1),
  unlocked: once("green", 5),
  locked: once("red", 5),
  "settings-updated": once("yellow", 5),
  updating: once("purple", 5),
  "status-sent": once("cyan", 5),
  /** Repeats until what is wrong is resolved. */
  "critical-error": { colour: "red", blinks: 5, ms: 100, repeating: true },
} as const satisfies Record<string, LedPattern>;
export type LedEvent = keyof typeof LED_PATTERNS;
