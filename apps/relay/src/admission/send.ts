import type { CommandAnswer } from "@openlock/protocol";
import type { DeviceAnswer } from "../devices/answer.ts";
import type { DoorKeys } from "../devices/door-keys.ts";
import type { DeviceRouting } from "../devices/routing.ts";
import type { Services } from "../http/context.ts";
import type { Metrics } from "../http/metrics.ts";
import { ProblemError } from "../http/problem.ts";
import type { AuditEntry } from "../records/records.ts";
import type { Tallies } from "../stats/tallies.ts";
import { type AdmittedCommand, admitCommand, type CommandAttempt } from "./admit.ts";
import { GrantStandings } from "./grant-standings.ts";
import { RefusalLog } from "./refusals.ts";

/** A command's whole way through the relay (protocol, section 4): admission, journal, door, journal, answer. */
export class CommandPath {
  readonly #services: Services;
  readonly #keys: DoorKeys;
  readonly #routing: DeviceRouting;
  readonly #grants: GrantStandings;
  readonly #metrics: Metrics;
  readonly #tallies: Pick<Tallies, "answered">;
  readonly #refusals: RefusalLog;
  #underWay = 0;
  #stopping = false;

  constructor(
    services: Services,
    keys: DoorKeys,
    routing: DeviceRouting,
    metrics: Metrics,
    tallies: Pick<Tallies, "answered">,
  ) {
    this.#services = services;
    this.#keys = keys;
    this.#routing = routing;
    this.#grants = new GrantStandings(services);
    this.#metrics = metrics;
    this.#tallies = tallies;
    this.#refusals = new RefusalLog(services.journal, services.log);
  }

  /** From now on commands are refused; those under way go on. */
  stop(): void {
    this.#stopping = true;
  }

  /** Commands that are somewhere on their way. */
  get underWay(): number {
    return this.#underWay;
  }

  /** @throws {ProblemError} whatever keeps the command from being answered */
  async send(attempt: CommandAttempt): Promise<CommandAnswer> {
    if (this.#stopping)
      throw new ProblemError("shutting-down", "This relay is stopping. Try again in a moment.");
    this.#underWay += 1;
    try {
      return await this.#send(attempt);
    } finally {
      this.#underWay -= 1;
    }
  }

  async #send(attempt: CommandAttempt): Promise<CommandAnswer> {
    const started = performance.now();
    const command = await this.#admit(attempt);
    let mark = this.#metrics.stage("admission", started);
    await this.#begin(attempt, command);
    mark = this.#metrics.stage("journal", mark);
    const { kid, jti } = command.header;
    const answer = await this.#routing.command({ door: attempt.door, kid, jti, jwe: command.jwe });
    mark = this.#metrics.stage("device", mark);
    this.#metrics.command(answer.outcome === "answered" ? String(answer.code) : answer.outcome);
    await this.#end(attempt, command, answer);
    const ended = this.#metrics.stage("total", started);
    if (answer.outcome === "answered") this.#tallies.answered(attempt.door, ended - started);
    return toCommandAnswer(answer);
  }

  async #admit(attempt: CommandAttempt): Promise<AdmittedCommand> {
    try {
      return await admitCommand(this.#services, this.#keys, this.#grants, attempt);
    } catch (error) {
      if (error instanceof ProblemError) {
        this.#refusals.write(attempt.principal.actor.id, {
          ...this.#entry(attempt),
          outcome: "refused",
          code: error.problem,
        });
      }
      throw error;
    }
  }

  /** Durable before anything is sent: a command that nobody can account for does not reach a door. */
  async #begin(attempt: CommandAttempt, { header, hash }: AdmittedCommand): Promise<void> {
    try {
      await this.#services.journal.write({
        ...this.#entry(attempt),
        outcome: "begun",
        ref: header.jti,
        commandHash: hash,
      });
    } catch (cause) {
      throw new ProblemError(
        "store-unavailable",
        "The command could not be written down, so it was not sent. Try again soon.",
        { cause },
      );
    }
  }

  async #end(attempt: CommandAttempt, { header }: AdmittedCommand, answer: DeviceAnswer): Promise<void> {
    try {
      await this.#services.journal.write({ ...this.#entry(attempt), ref: header.jti, ...howItEnded(answer) });
    } catch (error) {
      // The door has acted by now; not to say so would help nobody. The row that it began is there.
      this.#services.log.error(
        { err: error, door: attempt.door },
        "how a command ended was not written down",
      );
    }
  }

  #entry({ principal, ip, door }: CommandAttempt): Omit<AuditEntry, "outcome"> {
    return {
      at: this.#services.now(),
      actor: principal.actor,
      ip,
      action: "command.send",
      door,
      ...(principal.website === undefined ? {} : { detail: { website: principal.website } }),
    };
  }
}

function howItEnded(answer: DeviceAnswer): Pick<AuditEntry, "outcome" | "code"> {
  switch (answer.outcome) {
    case "answered":
      return answer.code === 200 ? { outcome: "done" } : { outcome: "failed", code: "device-refused" };
    case "offline":
      return { outcome: "failed", code: "door-offline" };
    case "duplicate":
      return { outcome: "failed", code: "replayed" };
    case "timeout":
      return { outcome: "failed", code: "device-timeout" };
    case "lost":
      return { outcome: "failed", code: "connection-lost" };
  }
}

function toCommandAnswer(answer: DeviceAnswer): CommandAnswer {
  switch (answer.outcome) {
    case "answered":
      return { code: answer.code, ...(answer.jwe === undefined ? {} : { result: answer.jwe }) };
    case "offline":
      throw new ProblemError(
        "door-offline",
        "The door is not connected. The command was not sent, and will not be later. Check its power and its Wi-Fi.",
      );
    case "duplicate":
      throw new ProblemError("replayed", "A command with the same jti is under way. Make a new one.");
    case "timeout":
      throw new ProblemError(
        "device-timeout",
        "The door did not answer in time. Whether it acted is not known: look at it, or ask for its status.",
      );
    case "lost":
      throw new ProblemError(
        "device-timeout",
        "The door's connection broke before it answered. Whether it acted is not known: ask for its status when it is back.",
      );
  }
}
