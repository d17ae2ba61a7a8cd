const ACTIONS: Readonly<Record<string, string>> = {
  "command.send": "Commands",
  "device.event": "Events at doors",
  "device.register": "Devices coming online",
  "door.create": "Doors made",
  "door.rename": "Doors renamed",
  "door.remove": "Doors removed",
  "door.claim": "Claim codes",
  "grant.request": "Keys asked for",
  "grant.approve": "Keys given",
  "grant.revoke": "Keys taken back",
  "person.create": "People added",
  "person.change": "People changed",
  "person.remove": "People removed",
  "sign-in": "Sign-ins",
  "sign-in.code": "Sign-in codes",
  "sign-out": "Sign-outs",
  "session.refresh": "Stolen sign-ins",
  "key.ban": "Keys banned",
  "key.unban": "Bans lifted",
  "network.block": "Networks blocked",
  "audit.export": "Downloads of the history",
  "audit.cut": "Old history removed",
};

/** What one may want to see alone, in the order in which it is offered. */
export const ACTION_CHOICES = Object.entries(ACTIONS).map(([value, label]) => ({ value, label }));
