import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Hot } from "../src/hot/hot.ts";
import { listenTo } from "./support/event-stream.ts";
import { ask } from "./support/http.ts";
import { seal, someDeviceKeys, TestRelay } from "./support/relay.ts";

const broken = { hot: false };
let relay: TestRelay;
beforeAll(async () => {
  relay = await TestRelay.start({
    wrap: {
      hot: (hot): Hot => ({
        ...hot,
        ping: () => (broken.hot ? Promise.reject(new Error("gone")) : hot.ping()),
      }),
    },
  });
});
afterAll(() => relay.close());

/** The samples of `/metrics` by what stands before their value. */
async function samples(): Promise<ReadonlyMap<string, number>> {
  const { text } = await ask(`${relay.url}/metrics`);
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(lines.map((line) => [line.replace(/ \S+$/, ""), Number(line.split(" ").at(-1))]));
}

test("they tell what there is, and what happened", async () => {
  const device = await relay.online(await someDeviceKeys());
  const stream = await listenTo(relay.url, relay.owner);
  expect((await relay.send(device.door, (await seal(device)).jwe)).status).toBe(200);
  const found = await samples();
  expect(found.get("openlock_device_sockets")).toBe(1);
  expect(found.get("openlock_event_streams")).toBe(1);
  expect(found.get('openlock_commands_total{outcome="200"}')).toBe(1);
  for (const stage of ["admission", "journal", "device", "total"]) {
    expect(found.get(`openlock_command_seconds_count{stage="${stage}"}`)).toBe(1);
  }
  const [commits = 0, rows = 0] = ["count", "sum"].map((kind) =>
    found.get(`openlock_journal_commit_rows_${kind}`),
  );
  expect(commits).toBeGreaterThan(3);
  expect(rows).toBeGreaterThanOrEqual(commits);
  expect(found.get("openlock_journal_commit_seconds_count")).toBe(commits);
  expect((found.get("openlock_certificate_end_seconds") ?? 0) * 1000).toBeGreaterThan(Date.now());
  expect([...found.keys()].find((name) => name.startsWith("openlock_build_info"))).toContain(
    process.versions.node,
  );
  stream.close();
  device.stop();
  await expect.poll(async () => (await samples()).get("openlock_event_streams")).toBe(0);
  await expect.poll(async () => (await samples()).get("openlock_device_sockets")).toBe(0);
});

test("they tell which store does not answer", async () => {
  const before = await samples();
  expect(before.get('openlock_store_up{store="hot"}')).toBe(1);
  broken.hot = true;
  expect((await relay.ask("/readyz")).status).toBe(503);
  const after = await samples();
  broken.hot = false;
  expect(after.get('openlock_store_up{store="hot"}')).toBe(0);
  expect(after.get('openlock_store_up{store="records"}')).toBe(1);
  const errors = (found: ReadonlyMap<string, number>) =>
    found.get('openlock_store_errors_total{store="hot"}') ?? 0;
  expect(errors(after)).toBeGreaterThan(errors(before));
});

test("the Grafana dashboard asks for nothing that is not there, and has each of the relay's own", async () => {
  await relay.ask("/api/nothing");
  const { text } = await ask(`${relay.url}/metrics`);
  const file = new URL("../../../deploy/grafana/openlock-relay.json", import.meta.url);
  const dashboard = JSON.parse(await readFile(file, "utf8"));
  const queries: string[] = [
    ...dashboard.panels.flatMap((panel: { targets: { expr: string }[] }) =>
      panel.targets.map(({ expr }) => expr),
    ),
    ...dashboard.templating.list.map(({ query }: { query: string }) => query),
  ];
  const asked = new Set(queries.flatMap((query) => query.match(/\b(?:openlock|nodejs|process)_\w+/g) ?? []));
  // A counter that has counted nothing yet has a type and no sample.
  const types = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)];
  const there = new Set(
    types.flatMap(([, name = "", type]) =>
      type === "histogram" ? ["bucket", "sum", "count"].map((part) => `${name}_${part}`) : [name],
    ),
  );
  expect([...asked].filter((name) => !there.has(name))).toEqual([]);
  const labels = new Set([...text.matchAll(/(\w+)="/g)].map(([, name]) => name));
  const grouped = queries.flatMap((query) => query.match(/by \(([^)]*)\)/)?.[1]?.split(", ") ?? []);
  // Prometheus itself adds the instance.
  expect(grouped.filter((label) => !labels.has(label) && label !== "instance")).toEqual([]);
  const own = [...text.matchAll(/^# TYPE (openlock_\w+)/gm)].map(([, name = ""]) => name);
  expect(own.filter((name) => ![...asked].some((used) => used.startsWith(name)))).toEqual([]);
});
