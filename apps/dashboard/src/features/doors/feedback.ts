import { createStore, useStore } from "zustand";

const KEY = "openlock-feedback";

/** Whether this browser shakes or sounds when a door has answered. Both are off until somebody turns them on. */
export interface Feedback {
  readonly vibration: boolean;
  readonly sound: boolean;
}

const feedback = createStore<Feedback>(read);

export function useFeedback(): Feedback {
  return useStore(feedback);
}

export function setFeedback(change: Partial<Feedback>): void {
  feedback.setState(change);
  try {
    localStorage.setItem(KEY, JSON.stringify(feedback.getState()));
  } catch {
    // Storage is blocked or full: it holds until the page is closed.
  }
}

/** Shakes once, or three times for what failed. */
const SHAKES = { unlocked: [60], failed: [80, 80, 80, 80, 80] } as const;
/** Hertz, one after the other: up for what went well, down for what did not. */
const TONES = { unlocked: [660, 880], failed: [440, 330] } as const;
const TONE_SECONDS = 0.12;

/** Tells hand and ear how a command ended, as far as this browser can and may. */
export function feel(ended: "unlocked" | "failed"): void {
  const { vibration, sound } = feedback.getState();
  if (vibration) navigator.vibrate?.([...SHAKES[ended]]);
  if (sound) play(TONES[ended]);
}

function play(tones: readonly number[]): void {
  const context = new AudioContext();
  const volume = context.createGain();
  volume.gain.value = 0.08;
  volume.connect(context.destination);
  let last: OscillatorNode | undefined;
  tones.forEach((frequency, index) => {
    last = context.createOscillator();
    last.frequency.value = frequency;
    last.connect(volume);
    last.start(context.currentTime + index * TONE_SECONDS);
    last.stop(context.currentTime + (index + 1) * TONE_SECONDS);
  });
  if (last) last.onended = () => void context.close();
}

function read(): Feedback {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    const { vibration, sound } = (kept ?? {}) as Partial<Record<keyof Feedback, unknown>>;
    return { vibration: vibration === true, sound: sound === true };
  } catch {
    return { vibration: false, sound: false };
  }
}
