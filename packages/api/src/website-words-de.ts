import type { Catalogue } from "./wording.ts";

/** What `websiteFinding` says, in German. */
export const WEBSITES_IN_GERMAN: Catalogue = {
  "It is there, but the text is not in it.": "Sie ist da, aber der Text steht nicht darin.",
  "There is no such record.": "Diesen Eintrag gibt es nicht.",
  "An address has no DNS record.": "Eine Adresse hat keinen DNS-Eintrag.",
  "The name servers do not answer.": "Die Nameserver antworten nicht.",
  "It leads to a private network, where this server does not look.":
    "Das führt in ein privates Netz; dort sieht dieser Server nicht nach.",
  "The name leads nowhere.": "Der Name führt nirgendwohin.",
  "The website does not answer.": "Die Website antwortet nicht.",
  "The website takes too long.": "Die Website braucht zu lange.",
  "The page is too large.": "Die Seite ist zu groß.",
  "It redirects; it has to be at that very address.":
    "Sie leitet um; es muss genau unter dieser Adresse stehen.",
  "The website answers {0}.": "Die Website antwortet mit {0}.",
};
