#include "command/claims.h"

#include "base/base64url.h"
#include "base/json_shape.h"
#include "base/names.h"
#include "base/utf8.h"

namespace esplock {

Fault parseClaims(const JsonDocument& document, Authority by, CommandClaims& into) {
  Shape shape(document, &document.root());
  Text reply;
  shape.text("aud", into.aud);
  shape.integer("iat", 0, bounds::kLastSecond, into.iat);
  shape.text("jti", into.jti);
  shape.integer("exp", 0, bounds::kLastSecond, into.exp);
  shape.text("boot", into.boot);
  shape.text("command", into.command);
  shape.text("reply", reply);
  into.args = shape.optional("args");
  into.password = into.grant = {};
  if (by == Authority::password) {
    if (const JsonValue* password = shape.optional("password")) shape.takeText(*password, into.password);
  } else if (const JsonValue* grant = shape.optional("grant")) {
    shape.takeText(*grant, into.grant);
    shape.check(!into.grant.empty() && utf16Length(into.grant) <= bounds::kGrantBytes, "grant");
  }
  if (!shape.complete()) return Fault::invalid;
  const bool names = isDoorId(into.aud) && isJti(into.jti) && isBootNonce(into.boot);
  const size_t commandLength = utf16Length(into.command);
  const bool texts = commandLength >= 1 && commandLength <= 32 && utf16Length(into.password) <= 256;
  const bool life = into.exp > into.iat && into.exp - into.iat <= bounds::kCommandLifetimeSeconds;
  const bool args = !into.args || into.args->type == JsonType::object;
  const bool sealing = decodeBase64url(reply, into.reply) == sizeof into.reply;
  return names && texts && life && args && sealing ? Fault::none : Fault::invalid;
}

}  // namespace esplock
