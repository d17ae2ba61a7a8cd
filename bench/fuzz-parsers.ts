// `pnpm bench:fuzz [inputs]`: a million random inputs against every parser of the protocol, then every single-bit and
// single-character change of a sealed command. Ends with 1 and the input where anything but a ProtocolError is thrown.

import { importDeviceKey, openCommand, ProtocolError, sealCommand, thumbprint } from "@openlock/protocol";
import fc from "fast-check";
import { CHARACTERS, countBits, flipNthBit, replaceCharacter } from "../packages/protocol/test/changes.ts";
import {
  inputs,
  openers,
  PARSERS,
  type Parser,
  sealedInputs,
  tryParser,
} from "../packages/protocol/test/fuzz/parsers.ts";

const count = Number(process.argv[2] ?? 1_000_000);
await parsers("parsers", PARSERS, inputs, count);
await parsers("openers", await openers(), sealedInputs, Math.ceil(count / 20));
await changes();

async function parsers(
  label: string,
  all: Readonly<Record<string, Parser>>,
  from: fc.Arbitrary<string>,
  runs: number,
) {
  const started = performance.now();
  const seen = { taken: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(all)), from, async (name, input) => {
      const parse = all[name];
      if (parse) seen[await tryParser(parse, input)]++;
    }),
    { numRuns: runs },
  );
  console.log(`${label}: ${runs} inputs, ${seen.taken} taken, ${seen.refused} refused, ${seconds(started)}`);
}

async function changes() {
  const started = performance.now();
  const pair = await crypto.subtle.generateKey(
    { name: "RSA-OAEP", modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: "SHA-256" },
    true,
    ["encrypt", "decrypt"],
  );
  const { n = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const jwk = { kty: "RSA", n, e: "AQAB" } as const;
  const kid = await thumbprint(jwk);
  const { jwe } = await sealCommand({
    ...{ door: "front", key: await importDeviceKey(jwk), kid, boot: "AAAAAAAAAAAAAAAAAAAAAA" },
    ...{ command: { command: "unlock", args: { seconds: 5 } }, password: "TEST-ONLY password" },
  });
  const opener = { door: "front", kid, privateKey: pair.privateKey };
  await openCommand(jwe, opener);

  let tried = 0;
  const refuse = async (changed: string, what: string) => {
    tried++;
    try {
      await openCommand(changed, opener);
    } catch (error) {
      if (error instanceof ProtocolError) return;
      throw error;
    }
    throw new Error(`taken though changed: ${what}\n${changed}`);
  };
  for (let bit = 0; bit < countBits(jwe); bit++) await refuse(flipNthBit(jwe, bit), `bit ${bit}`);
  for (let at = 0; at < jwe.length; at++) {
    for (const character of CHARACTERS) {
      if (jwe[at] !== character) await refuse(replaceCharacter(jwe, at, character), `character ${at}`);
    }
  }
  console.log(
    `changes of a sealed command of ${jwe.length} characters: ${tried}, all refused, ${seconds(started)}`,
  );
}

function seconds(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
