import { languageStore } from "../i18n/language.ts";
import { t } from "../i18n/text.ts";

const TIME = { hour: "2-digit", minute: "2-digit" } as const;
const DAY_AND_TIME = { day: "numeric", month: "short", ...TIME } as const;
const DAY_AND_MONTH = { day: "numeric", month: "short" } as const;
const DAY = { weekday: "long", day: "numeric", month: "long" } as const;

const formats = new Map<string, Intl.DateTimeFormat>();

/** In the reader's language and time zone. Making a format is slow, so each is made once. */
function format(at: number, options: Intl.DateTimeFormatOptions): string {
  const { locale } = languageStore.getState();
  const key = `${locale} ${Object.keys(options)}`;
  let known = formats.get(key);
  if (known === undefined) {
    known = new Intl.DateTimeFormat(locale, options);
    formats.set(key, known);
  }
  return known.format(at);
}

/** The time of day, with the day where it is not today. */
export function moment(at: number, now = Date.now()): string {
  return sameDay(at, now) ? format(at, TIME) : format(at, DAY_AND_TIME);
}

export function timeOfDay(at: number): string {
  return format(at, TIME);
}

export function dayAndMonth(at: number): string {
  return format(at, DAY_AND_MONTH);
}

/** `Today`, `Yesterday`, or the day. */
export function dayName(at: number, now = Date.now()): string {
  if (sameDay(at, now)) return t`Today`;
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  return sameDay(at, yesterday.getTime()) ? t`Yesterday` : format(at, DAY);
}

/** For how long, in its two largest units: `3 d 4 h`, `12 min`. */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  const units: readonly [number, string][] = [
    [Math.floor(s / 86_400), t`d`],
    [Math.floor((s % 86_400) / 3_600), t`h`],
    [Math.floor((s % 3_600) / 60), t`min`],
    [s % 60, t`s`],
  ];
  const first = units.findIndex(([count]) => count > 0);
  if (first === -1) return `0 ${t`s`}`;
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
