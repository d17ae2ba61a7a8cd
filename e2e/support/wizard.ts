import { expect, type Page } from "@playwright/test";
import { WIFI } from "./virtual-doors.ts";

/** What a person does with the set-up wizard, by what they read on the page. */
export class Wizard {
  readonly #page: Page;
  readonly #server: string;

  /** What the page showed once. */
  doorPassword = "";

  constructor(page: Page, server: string) {
    this.#server = server;
    this.#page = page;
  }

  #press(name: string | RegExp): Promise<void> {
    return this.#page.getByRole("button", { name, exact: typeof name === "string" }).click();
  }

  async nameDoor(name: string): Promise<void> {
    await this.#page.goto(`${this.#server}/doors/new`);
    await this.#page.getByLabel("Door name").fill(name);
    await this.#press("Create door");
  }

  /** @param position of the virtual door among those in the list of ports, from 0 */
  async choosePort(position: number): Promise<void> {
    await this.#press("Choose port");
    // By name: the browser's own ports are in the list before the virtual doors have been found.
    await this.#page.getByRole("radio", { name: "Virtual door" }).nth(position).click();
    await this.#press("Connect");
  }

  /** The one that the browser's own chooser gives. */
  async chooseUsbPort(): Promise<void> {
    await this.#press("Choose port");
    await this.#page.getByRole("radio", { name: "A board at a USB port" }).click();
    await this.#press("Connect");
  }

  async install(): Promise<void> {
    await this.#press("Install esplock");
  }

  /** Where the board has esplock already. */
  async keepProgram(): Promise<void> {
    await this.#press("Continue without installing");
  }

  async joinWifi(password: string = WIFI.password): Promise<void> {
    await this.#page.getByRole("radio", { name: WIFI.ssid }).click();
    await this.#page.getByLabel("Wi-Fi password").fill(password);
    await this.#press("Connect to Wi-Fi");
  }

  async sendSettings(): Promise<void> {
    this.doorPassword = (await this.#page.getByLabel("Door password", { exact: true }).textContent()) ?? "";
    await this.#page.getByLabel("I have stored the door password").check();
    await this.#press("Send settings");
  }

  async trustFingerprint(): Promise<void> {
    await expect(this.#page.getByText("They match")).toBeVisible({ timeout: 60_000 });
    await this.#press("Trust this key");
  }

  async unlockFirst(): Promise<void> {
    await this.#press("Unlock now");
    await expect(this.#page.getByText("The door is open: the board's sealed answer says so.")).toBeVisible();
  }

  /** All of it, for tests that are about what comes after. */
  async setUp(name: string, position = 0): Promise<void> {
    await this.nameDoor(name);
    await this.choosePort(position);
    await this.install();
    await this.joinWifi();
    await this.sendSettings();
    await this.trustFingerprint();
    await this.unlockFirst();
    await this.#press("Finish");
  }
}
