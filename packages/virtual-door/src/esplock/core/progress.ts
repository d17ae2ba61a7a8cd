import type { DeviceInfo, DeviceStage } from "@openlock/protocol";
import type { Boot } from "./boot.ts";
import type { Led } from "./led.ts";
import { printable } from "./log.ts";

export type Trouble = NonNullable<DeviceInfo["trouble"]>;

/** Something that keeps the device from being online. */
export interface Failure extends Trouble {
  /** Trying again does not help: a person has to change something. The LED repeats red until it is resolved. */
  readonly critical: boolean;
}

/** How far the device has come, for `device.info` and the LED. */
export class Progress {
  readonly #boot: Boot;
  readonly #led: Led;
  #stage: DeviceStage | undefined;
  #trouble: Trouble | undefined;
  #critical = false;

  constructor(boot: Boot, led: Led) {
    this.#boot = boot;
    this.#led = led;
  }

  get stage(): DeviceStage {
    return this.#stage ?? "unconfigured";
  }

  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  enter(stage: DeviceStage): void {
    if (stage === this.#stage) return;
    this.#stage = stage;
    this.#boot.chip.trace?.({ type: "stage", stage });
    this.#show();
  }

  failed({ code, detail, critical }: Failure): void {
    this.#trouble = { code, detail: printable(detail, 200) };
    this.#critical = critical;
    if (!critical) this.#led.play("error");
    this.#show();
  }

  resolved(): void {
    this.#trouble = undefined;
    this.#critical = false;
    this.#show();
  }

  #show(): void {
    if (this.#critical) this.#led.background("critical-error");
    else if (this.#stage === "wifi") this.#led.background("connecting-wifi");
    else if (this.#stage === "relay") this.#led.background("connecting-relay");
    else this.#led.background(undefined);
  }
}
