import { expect, test } from "vitest";
import { filterQuery, readFilter } from "./history-filter.ts";

test("takes of an address what is a filter", () => {
  const filter = { door: "front", outcome: "failed", code: "device-timeout", from: "2026-03-01" };
  expect(readFilter({ ...filter, other: "x", action: "<script>", to: 5, person: "" })).toEqual(filter);
});

test("asks the relay for whole days", () => {
  const query = filterQuery({ action: "command.send", from: "2026-03-01", to: "2026-03-02" });
  expect(query.get("action")).toBe("command.send");
  expect(new Date(Number(query.get("from"))).toLocaleString("en-GB")).toBe("01/03/2026, 00:00:00");
  expect(new Date(Number(query.get("to"))).toLocaleString("en-GB")).toBe("02/03/2026, 23:59:59");
  expect(Object.fromEntries(filterQuery({}))).toEqual({});
  expect(Object.fromEntries(filterQuery({ from: "2026-99-99" }))).toEqual({});
});
