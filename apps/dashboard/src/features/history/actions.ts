import { t } from "../../i18n/text.ts";

const ACTIONS: Readonly<Record<string, () => string>> = {
  "command.send": () => t`Commands`,
  "device.event": () => t`Events at doors`,
  "device.register": () => t`Devices coming online`,
  "door.create": () => t`Doors made`,
  "door.rename": () => t`Doors renamed`,
  "door.move": () => t`Door IDs changed`,
  "door.remove": () => t`Doors removed`,
  "door.claim": () => t`Claim codes`,
  "grant.request": () => t`Keys asked for`,
  "grant.approve": () => t`Keys given`,
  "grant.give": () => t`Guests’ links made`,
  "grant.revoke": () => t`Keys taken back`,
  "person.create": () => t`People added`,
  "person.change": () => t`People changed`,
  "person.remove": () => t`People removed`,
  "sign-in": () => t`Sign-ins`,
  "sign-in.code": () => t`Sign-in codes`,
  "sign-out": () => t`Sign-outs`,
  "session.refresh": () => t`Stolen sign-ins`,
  "key.ban": () => t`Keys banned`,
  "key.unban": () => t`Bans lifted`,
  "network.block": () => t`Networks blocked`,
  "release.upload": () => t`Firmware uploaded`,
  "rollout.create": () => t`Updates begun`,
  "rollout.halt": () => t`Updates that stopped by themselves`,
  "door.update": () => t`Doors updated`,
  "audit.export": () => t`Downloads of the history`,
  "audit.cut": () => t`Old history removed`,
};

/** What one may want to see alone, in the order in which it is offered. */
export function actionChoices() {
  return Object.entries(ACTIONS).map(([value, label]) => ({ value, label: label() }));
}
