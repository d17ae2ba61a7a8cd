const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const dayAndTime = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });

/** The time of day, with the day where it is not today. */
export function moment(at: number, now = Date.now()): string {
  return sameDay(at, now) ? time.format(at) : dayAndTime.format(at);
}

export function timeOfDay(at: number): string {
  return time.format(at);
}

/** `Today`, `Yesterday`, or the day. */
export function dayName(at: number, now = Date.now()): string {
  if (sameDay(at, now)) return "Today";
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  return sameDay(at, yesterday.getTime()) ? "Yesterday" : day.format(at);
}

/** For how long, in its two largest units: `3 d 4 h`, `12 min`. */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  const units: readonly [number, string][] = [
    [Math.floor(s / 86_400), "d"],
    [Math.floor((s % 86_400) / 3_600), "h"],
    [Math.floor((s % 3_600) / 60), "min"],
    [s % 60, "s"],
  ];
  const first = units.findIndex(([count]) => count > 0);
  if (first === -1) return "0 s";
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
