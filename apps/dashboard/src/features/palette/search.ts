/** What the palette searches in. */
export interface Findable {
  readonly label: string;
  /** Further words by which it is found. */
  readonly words?: string;
}

/**
 * What fits a query, the best first: every word of it begins a word, or is at least somewhere. Of equals the order stays.
 * Accents and case do not matter.
 */
export function find<T extends Findable>(all: readonly T[], query: string, limit: number): readonly T[] {
  const wanted = wordsOf(query);
  return all
    .map((item) => ({ item, rank: rankOf(item, wanted) }))
    .filter(({ rank }) => rank < NONE)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ item }) => item);
}

const NONE = Number.POSITIVE_INFINITY;

function rankOf({ label, words = "" }: Findable, wanted: readonly string[]): number {
  const name = plain(label);
  const text = `${name} ${plain(words)}`;
  const parts = wordsOf(text);
  let rank = wanted.length > 0 && name.startsWith(wanted.join(" ")) ? -1 : 0;
  for (const word of wanted) {
    if (parts.some((part) => part.startsWith(word))) rank += 0;
    else if (text.includes(word)) rank += 1;
    else return NONE;
  }
  return rank;
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLocaleLowerCase();
}

function wordsOf(text: string): readonly string[] {
  return plain(text)
    .split(/[\s.,:…“”"@/-]+/)
    .filter((word) => word !== "");
}
