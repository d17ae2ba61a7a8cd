/**
 * The bytes that a `Range` header asks of `size` (RFC 9110, 14.2). One range is understood; where a server does not, it
 * sends everything.
 *
 * @returns both ends counted in; `all` where everything is to be sent; `unsatisfiable` for 416
 */
export function readRange(
  header: string | undefined,
  size: number,
): { readonly from: number; readonly to: number } | "all" | "unsatisfiable" {
  const [, first, last] = /^bytes=(\d{0,10})-(\d{0,10})$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return "all";
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { from: size - length, to: size - 1 };
  }
  const from = Number(first);
  const to = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== "" && Number(last) < from) return "all";
  return from >= size ? "unsatisfiable" : { from, to };
}
