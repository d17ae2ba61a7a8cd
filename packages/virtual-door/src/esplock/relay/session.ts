import {
  BOUNDS,
  CLOSE,
  type CommandOpener,
  type DeviceFrame,
  ProtocolError,
  parseRelayFrame,
  type RelayFrame,
} from "@openlock/protocol";
import type { DeviceSocket } from "../../chip/services.ts";
import { type ProcessorParts, processCommand } from "../command/process.ts";
import type { EventJournal } from "../door/events.ts";
import type { UpdateReports } from "../update/reports.ts";
import type { Updater } from "../update/updater.ts";

/** Commands that wait for their turn; the relay sends no more at once to one door. */
const MAX_COMMANDS = 8;
const WELCOME_WITHIN_MS = 10_000;

export interface SessionParts extends ProcessorParts {
  readonly events: EventJournal;
  readonly updater: Updater;
  readonly reports: UpdateReports;
  readonly opener: CommandOpener;
  /** The relay has welcomed this device. */
  readonly onWelcome: () => void;
  /** The device shall restart, its answer being on its way. */
  readonly onRestart: () => void;
}

export interface SessionEnd {
  /** As closed, by either side; 1006 without a farewell. */
  readonly code: number;
  /** Milliseconds since the `welcome`; undefined when there was none. */
  readonly lasted?: number;
}

/** One device socket (section 3), from its opening to its end. */
export class Session {
  readonly ended: Promise<SessionEnd>;
  readonly #parts: SessionParts;
  readonly #socket: DeviceSocket;
  #end: (end: SessionEnd) => void = () => {};
  #open = true;
  #welcomedAt: number | undefined;
  #cancelSilence: () => void = () => {};
  #cancelKeepAlive: () => void = () => {};
  #commands = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(parts: SessionParts, socket: DeviceSocket) {
    const { boot } = parts;
    this.#parts = parts;
    this.#socket = socket;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    socket.onText(boot.callback((text) => this.#hear(text)));
    socket.onClose(boot.callback((code) => this.#closed(code)));
    socket.onPong?.(boot.callback(() => this.#heard()));
    this.#cancelSilence = boot.after(WELCOME_WITHIN_MS, () => this.close(CLOSE.protocolError));
  }

  close(code: number): void {
    if (!this.#open) return;
    this.#closed(code);
    this.#socket.close(code);
  }

  /** Tells the relay how the door is, unasked. */
  tellStatus(): void {
    if (this.#welcomedAt === undefined) return;
    this.#send({ type: "status", status: this.#parts.status.clear() });
  }

  #hear(text: string): void {
    if (!this.#open) return;
    let frame: RelayFrame;
    try {
      frame = parseRelayFrame(text);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#parts.log.warn("relay", `a frame that is not of the protocol (${error.code})`);
      this.close(CLOSE.protocolError);
      return;
    }
    if (this.#welcomedAt === undefined && frame.type !== "welcome") {
      this.close(CLOSE.protocolError);
      return;
    }
    this.#heard();
    this.#handle(frame);
  }

  #handle(frame: RelayFrame): void {
    const { status, led } = this.#parts;
    switch (frame.type) {
      case "welcome":
        this.#welcome(frame);
        break;
      case "command":
        this.#command(frame);
        break;
      case "status":
        this.#send({ type: "status", id: frame.id, status: status.clear() });
        led.play("status-sent");
        break;
      case "update":
        this.#parts.updater.offer(frame);
        break;
    }
  }

  #welcome({ serverTime, keepAliveSeconds }: Extract<RelayFrame, { type: "welcome" }>): void {
    const { boot, clock, events, reports, onWelcome } = this.#parts;
    clock.setFromRelay(serverTime);
    if (this.#welcomedAt !== undefined) return;
    this.#welcomedAt = boot.uptimeMs();
    this.#heard();
    this.#keepAliveEvery(keepAliveSeconds * 1000);
    onWelcome();
    events.connect((event) => this.#send(event));
    reports.connect((report) => this.#send(report));
    this.tellStatus();
  }

  #command({ id, jwe }: Extract<RelayFrame, { type: "command" }>): void {
    const { boot, opener, log, onRestart } = this.#parts;
    if (this.#commands >= MAX_COMMANDS) {
      log.warn("command", "refused: too many at once");
      this.#send({ type: "result", id, code: 400 });
      return;
    }
    this.#commands++;
    const run = async () => {
      try {
        // Nobody would hear the answer, so nothing is done.
        if (!this.#open) return;
        const { restart, ...answer } = await processCommand(this.#parts, opener, jwe);
        this.#send({ type: "result", id, ...answer });
        if (restart) onRestart();
      } finally {
        this.#commands--;
      }
    };
    // A fault ends the boot; the next command's turn must not depend on that.
    const turn = this.#turn.then(run);
    this.#turn = turn.catch(() => {});
    boot.spawn(turn);
  }

  #keepAliveEvery(ms: number): void {
    const { boot, led, status } = this.#parts;
    this.#cancelKeepAlive = boot.after(ms, () => {
      const { lock } = status.state;
      this.#send({ type: "keepalive", uptime: status.uptimeSeconds, rssi: status.rssi, lock });
      this.#socket.ping?.();
      led.play("keep-alive-sent");
      this.#keepAliveEvery(ms);
    });
  }

  /** The relay lives. Where the chip can ping, its silence is noticed. */
  #heard(): void {
    if (!this.#open || this.#welcomedAt === undefined) return;
    this.#cancelSilence();
    if (!this.#socket.onPong) return;
    this.#cancelSilence = this.#parts.boot.after(BOUNDS.silenceSeconds * 1000, () => {
      this.#parts.log.warn("relay", `silent for ${BOUNDS.silenceSeconds} s`);
      this.close(CLOSE.goingAway);
    });
  }

  #send(frame: DeviceFrame): void {
    if (this.#open) this.#socket.send(JSON.stringify(frame));
  }

  #closed(code: number): void {
    if (!this.#open) return;
    this.#open = false;
    this.#cancelSilence();
    this.#cancelKeepAlive();
    const { boot, events, reports } = this.#parts;
    if (this.#welcomedAt !== undefined) {
      events.connect(undefined);
      reports.connect(undefined);
    }
    const lasted = this.#welcomedAt === undefined ? undefined : boot.uptimeMs() - this.#welcomedAt;
    this.#end({ code, ...(lasted === undefined ? {} : { lasted }) });
  }
}
