import { once } from "node:events";
import { request } from "node:https";
import type { SecureContext } from "node:tls";

/** Posts JSON over a TLS connection of its own. Rejects where the answer is not 200. */
export async function requestOver(secureContext: SecureContext, url: string, body: string): Promise<string> {
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  // Declared apart, for @types/node knows it of `tls.connect` alone, to which all of these go.
  const options = { method: "POST", agent: false, secureContext, headers };
  const sent = request(url, options);
  sent.end(body);
  const [answer] = await once(sent, "response");
  let text = "";
  for await (const chunk of answer.setEncoding("utf8")) text += chunk;
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${text}`);
  return text;
}
