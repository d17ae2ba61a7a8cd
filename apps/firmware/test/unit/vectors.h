#pragma once

#include <mbedtls/rsa.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "base/bytes.h"
#include "crypto/rsa_key.h"
#include "support.h"

namespace esplock::test {

using Json = nlohmann::ordered_json;

/** A file of the protocol's vectors, by an ordinary JSON parser. */
inline Json vectors(const std::string& name) {
  std::ifstream file(VECTORS + name + ".json");
  return Json::parse(file);
}

inline std::string nameOf(const Json& test) {
  if (test.contains("name")) return test["name"];
  if (test.contains("why")) return test["why"];
  return test.dump().substr(0, 80);
}

std::string decode(const std::string& base64url);

/** One of the published private keys. */
void importTestKey(const std::string& file, RsaKey& into);

}  // namespace esplock::test
