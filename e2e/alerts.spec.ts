import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { becomeOwner } from "./support/browser.ts";
import { type Stack, startStack } from "./support/stack.ts";
import { Wizard } from "./support/wizard.ts";

// A door is tampered with; its owner learns of it on the page and by a webhook.

let stack: Stack;
let receiver: Server;
const posted: { readonly request: IncomingMessage; readonly body: string }[] = [];
test.beforeEach(async () => {
  stack = await startStack();
  posted.length = 0;
  receiver = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    posted.push({ request, body });
    response.writeHead(posted.length === 1 ? 500 : 204).end();
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
});
test.afterEach(async () => {
  receiver.close();
  await stack.stop();
});

test("an owner adds a webhook, tests it, and is told of a door that was opened up", async ({
  page,
}, testInfo) => {
  const { relay, doors } = stack;
  const [uart = ""] = await doors.ids();
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in`;
  const seen = (name: string) =>
    page.screenshot({ path: testInfo.outputPath(`${name}.png`), fullPage: true });
  await becomeOwner(page, relay);
  await page.goto(`${relay.url}/alerts`);
  await expect(page.getByText("All quiet")).toBeVisible();
  await expect(page.getByText("There is no webhook yet.")).toBeVisible();
  await seen("1-empty");

  await page.getByRole("button", { name: "Add webhook" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Pager");
  await dialog.getByLabel("Address").fill(url);
  await seen("2-add");
  await dialog.getByRole("button", { name: "Add webhook" }).click();
  await expect(page.getByLabel("Signing secret", { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/^whsec_/)).toBeVisible();
  await seen("3-secret");
  await page.getByRole("button", { name: "I have kept it" }).click();
  await expect(page.getByText(/^whsec_/)).toHaveCount(0);

  await page.getByRole("button", { name: "Deliveries to Pager" }).click();
  await expect(page.getByText("Nothing has been sent yet.")).toBeVisible();
  await dialog.getByRole("button", { name: "Send a test" }).click();
  await expect(page.getByText(/answered 500/)).toBeVisible();
  await expect(page.getByText(/Next try/)).toBeVisible();
  await seen("4-waiting");
  await expect(page.getByText(/answered 204/)).toBeVisible();
  await expect(page.getByText("Delivered")).toBeVisible();
  await seen("5-delivered");
  await dialog.getByRole("button", { name: "Close" }).click();

  await page.getByRole("button", { name: "Choose alerts" }).click();
  await dialog.getByLabel("Tamper").uncheck();
  await seen("6-choose");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("All alerts but “Tamper” and “Door left open”, of all doors.")).toBeVisible();

  await new Wizard(page, relay.url).setUp("Front door");
  await page.goto(`${relay.url}/alerts`);
  const list = page.getByRole("list", { name: "Recent alerts" });
  await expect(list.getByText("New key for a door")).toBeVisible();
  await doors.control(uart, "tamper-open");
  await expect(list.getByText(/The device of “Front door” was opened/)).toBeVisible();
  await seen("7-alerts");
  await expect.poll(() => posted.map(({ body }) => JSON.parse(body).type)).toContain("alert.tamper");
  for (const { request } of posted) expect(request.headers["webhook-signature"]).toMatch(/^v1,/);
  await list.getByRole("link", { name: "Go to the door" }).first().click();
  await expect(page.getByRole("heading", { name: "Front door" })).toBeVisible();
});
