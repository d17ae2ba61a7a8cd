import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { newWebhookSecret, webhookHeaders } from "./sign.ts";

const message = { id: "msg_1", body: '{"type":"test","data":{"summary":"é “quoted”"}}' };

test("the reference library takes what was signed, with the secret or the one before it", () => {
  const [now, before] = [newWebhookSecret(), newWebhookSecret()];
  const headers = webhookHeaders(message, [now, before], Date.now());
  for (const secret of [now, before]) {
    expect(new Webhook(secret).verify(message.body, { ...headers })).toEqual(JSON.parse(message.body));
  }
});

test("it refuses another secret, body, id or time", () => {
  const secret = newWebhookSecret();
  const headers = { ...webhookHeaders(message, [secret], Date.now()) };
  const receiver = new Webhook(secret);
  const later = String(Number(headers["webhook-timestamp"]) + 1);
  expect(() => new Webhook(newWebhookSecret()).verify(message.body, headers)).toThrow();
  expect(() => receiver.verify(`${message.body} `, headers)).toThrow();
  expect(() => receiver.verify(message.body, { ...headers, "webhook-id": "msg_2" })).toThrow();
  expect(() => receiver.verify(message.body, { ...headers, "webhook-timestamp": later })).toThrow();
  const old = webhookHeaders(message, [secret], Date.now() - 600_000);
  expect(() => receiver.verify(message.body, { ...old })).toThrow();
});

test("a secret has 256 random bits, spelled as the standard does", () => {
  expect(newWebhookSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(newWebhookSecret()).not.toBe(newWebhookSecret());
});

test("the example of the standard's own libraries", () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const headers = webhookHeaders(
    { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", body: '{"test": 2432232314}' },
    [secret],
    1614265330_000,
  );
  expect(headers["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
});
