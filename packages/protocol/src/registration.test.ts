import { expect, test } from "vitest";
import { DEVICE_KEY, OTHER_KEY, privateKeyOf, publicHalf } from "../test/vectors/jwe.ts";
import { ProtocolError } from "./errors.ts";
import { importDeviceKey } from "./keys.ts";
import { openSession, sealSession } from "./registration.ts";

const session = { token: "TEST-ONLY.session.token", expiresAt: 1_800_000_000_000 };
const key = await importDeviceKey(publicHalf(DEVICE_KEY));

test("only the holder of the device key reads the token", async () => {
  const jwe = await sealSession(key, session);
  expect(jwe).not.toContain(session.token);
  expect(await openSession(jwe, await privateKeyOf(DEVICE_KEY))).toEqual(session);
  await expect(openSession(jwe, await privateKeyOf(OTHER_KEY))).rejects.toMatchObject({
    code: "undecryptable",
  });
});

test("a token that could not stand in a header is not sealed", async () => {
  for (const token of ["short", "line\r\nbreak-in-a-token", "a token with spaces in it"]) {
    await expect(sealSession(key, { ...session, token })).rejects.toBeInstanceOf(ProtocolError);
  }
});
