import { Agent, request } from "node:http";

export interface Command {
  readonly door: string;
  readonly jwe: string;
}

export interface Figures {
  /** Commands a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Of the relay process, microseconds a command. */
  readonly cpu: number;
}

/** Sends every command once, by so many callers at a time, each with a connection that stays open. */
export async function measure(
  url: string,
  token: string,
  commands: readonly Command[],
  callers: number,
): Promise<Figures> {
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const latencies = new Float64Array(commands.length);
  let next = 0;
  const caller = async () => {
    for (;;) {
      const at = next++;
      const command = commands[at];
      if (!command) return;
      const started = performance.now();
      await post(agent, url, token, command);
      latencies[at] = performance.now() - started;
    }
  };
  const cpuBefore = await cpuSeconds(url);
  const started = performance.now();
  await Promise.all(Array.from({ length: callers }, caller));
  const seconds = (performance.now() - started) / 1000;
  const cpu = (((await cpuSeconds(url)) - cpuBefore) * 1e6) / commands.length;
  agent.destroy();
  latencies.sort();
  const percentile = (share: number) => latencies[Math.floor(commands.length * share)] ?? 0;
  return { rate: commands.length / seconds, p50: percentile(0.5), p99: percentile(0.99), cpu };
}

function post(agent: Agent, url: string, token: string, { door, jwe }: Command): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "application/jose",
      "content-length": jwe.length,
    };
    const sent = request(
      `${url}/api/doors/${door}/commands`,
      { agent, method: "POST", headers },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk) => {
          text += chunk;
        });
        answer.on("end", () => {
          // A refusal is quicker than a round trip: one would spoil the figures.
          if (answer.statusCode === 200 && text.includes('"result"')) resolve();
          else reject(new Error(`${answer.statusCode} ${text}`));
        });
      },
    );
    sent.on("error", reject);
    sent.end(jwe);
  });
}

async function cpuSeconds(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = text.match(/^process_cpu_seconds_total (\S+)/m)?.[1];
  if (value === undefined) throw new Error(`${url}/metrics does not tell its CPU time`);
  return Number(value);
}

/** The middle one of each figure. */
export function median(rounds: readonly Figures[]): Figures {
  const middle = (figure: keyof Figures) =>
    rounds.map((round) => round[figure]).sort((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? 0;
  return { rate: middle("rate"), p50: middle("p50"), p99: middle("p99"), cpu: middle("cpu") };
}
