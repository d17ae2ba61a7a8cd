/** Whether every word of the query is in the door's name or its Door ID. */
export function matches(door: { readonly id: string; readonly name: string }, query: string): boolean {
  const text = `${door.name} ${door.id}`.toLocaleLowerCase();
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
