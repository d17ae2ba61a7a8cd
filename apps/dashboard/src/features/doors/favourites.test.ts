import { expect, test } from "vitest";
import { favouritesFirst } from "./favourites.ts";

test("favourites come first, each part in its order; one that is gone harms nothing", () => {
  const doors = ["attic", "back", "cellar", "front"].map((id) => ({ id }));
  const first = favouritesFirst(doors, ["front", "gone", "back"]);
  expect(first.map(({ id }) => id)).toEqual(["back", "front", "attic", "cellar"]);
  expect(favouritesFirst(doors, [])).toEqual(doors);
});
