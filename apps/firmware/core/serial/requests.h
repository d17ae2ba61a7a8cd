#pragma once

#include "base/json.h"
#include "settings/settings.h"

namespace esplock {

/** JSON-RPC 2.0 error codes used on the serial line; `data.error` is the stable name. */
namespace rpc {
constexpr int kParse = -32700;
constexpr int kInvalidRequest = -32600;
constexpr int kUnknownMethod = -32601;
constexpr int kInvalidParams = -32602;
constexpr int kRefused = -32001;
constexpr int kFailed = -32000;
}  // namespace rpc

/** A JSON-RPC 2.0 request (section 6). Parameters are checked by the method's own rules. */
struct SerialRequest {
  const JsonValue* id = nullptr;
  Text method;
  /** An object, or nullptr. */
  const JsonValue* params = nullptr;
};

/** Reads a line in place. */
Fault parseSerialRequest(char* line, size_t size, JsonDocument& document, SerialRequest& into);

/** The parameters of `device.info`: none. */
bool parseInfoParams(const JsonDocument& document, const JsonValue* params);

/** @param where names the first member that does not fit */
bool parseConfigureParams(const JsonDocument& document, const JsonValue* params, SettingsChange& into, Text& password,
                          Text& where);

bool parseResetParams(const JsonDocument& document, const JsonValue* params, Text& password);

}  // namespace esplock
