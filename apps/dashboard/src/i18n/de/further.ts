import { de as account } from "../../features/account/de.ts";
import { de as alerts } from "../../features/alerts/de.ts";
import { de as apiKeys } from "../../features/api-keys/de.ts";
import { de as bannedKeys } from "../../features/banned-keys/de.ts";
import { de as blockedNetworks } from "../../features/blocked-networks/de.ts";
import { de as bulk } from "../../features/bulk/de.ts";
import { de as doorSettings } from "../../features/door-settings/de.ts";
import { de as history } from "../../features/history/de.ts";
import { de as install } from "../../features/install/de.ts";
import { de as keys } from "../../features/keys/de.ts";
import { de as lockdown } from "../../features/lockdown/de.ts";
import { de as overview } from "../../features/overview/de.ts";
import { de as palette } from "../../features/palette/de.ts";
import { de as people } from "../../features/people/de.ts";
import { de as releaseKeys } from "../../features/release-keys/de.ts";
import { de as replaceBoard } from "../../features/replace-board/de.ts";
import { de as setUpDoor } from "../../features/set-up-door/de.ts";
import { de as signingKeys } from "../../features/signing-keys/de.ts";
import { de as stats } from "../../features/stats/de.ts";
import { de as updates } from "../../features/updates/de.ts";
import { de as webhooks } from "../../features/webhooks/de.ts";
import { de as websites } from "../../features/websites/de.ts";
import type { Catalogue } from "../catalogue.ts";

/** What all other pages show. */
export const further: Catalogue = {
  ...account,
  ...alerts,
  ...apiKeys,
  ...bannedKeys,
  ...blockedNetworks,
  ...doorSettings,
  ...bulk,
  ...history,
  ...install,
  ...keys,
  ...lockdown,
  ...overview,
  ...palette,
  ...people,
  ...releaseKeys,
  ...replaceBoard,
  ...setUpDoor,
  ...signingKeys,
  ...stats,
  ...updates,
  ...webhooks,
  ...websites,
};
