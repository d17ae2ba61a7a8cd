#include "bench/control.h"

#include <cstdlib>
#include <functional>
#include <map>

#include "base/json_shape.h"
#include "base/json_writer.h"

namespace esplock::host {
namespace {

constexpr size_t kLineMax = 16 * 1024;
constexpr int64_t kAnyMs = INT64_C(253402300799999);

/** A line that is written by `write`. */
std::string line(const std::function<void(JsonWriter&)>& write) {
  std::string buffer(kLineMax, 0);
  JsonWriter out(buffer.data(), buffer.size());
  out.beginObject();
  write(out);
  out.endObject().newline();
  return std::string(out.view());
}

void writeLed(JsonWriter& out, const BoardState& state) {
  out.name("led");
  if (!state.lit) {
    out.raw("null");
    return;
  }
  out.beginObject().member("red", state.led[0]).member("green", state.led[1]).member("blue", state.led[2]).endObject();
}

void writeName(JsonWriter& out, Text name, const std::string& value) {
  out.name(name);
  if (value.empty()) out.raw("null");
  else out.text(value);
}

const char* boltOf(const BoardState& state) { return state.unlocked ? "unlocked" : "locked"; }

void writeSnapshot(JsonWriter& out, Board& board) {
  const BoardState& state = board.state();
  const World& world = board.world();
  out.beginObject().member("power", state.power).member("plugged", state.plugged);
  writeLed(out, state);
  writeName(out, "pattern", state.pattern);
  writeName(out, "stage", state.stage);
  writeName(out, "version", state.version);
  out.member("bolt", boltOf(state)).member("boltMoves", state.boltMoves);
  out.member("contact", world.contactOpen ? "open" : "closed").member("tamper", world.tampered);
  out.member("resets", state.resets).member("crashes", state.crashes).member("writes", state.writes).endObject();
}

/** The request that is being read, and what is wrong with it. */
struct Request {
  Board& board;
  const JsonDocument& document;
  Shape shape;
  std::string problem;

  void require(bool fits, const char* what) {
    if (!fits && problem.empty()) problem = what;
  }
};

/** JSON's number, whole or not. The bounded reader knows only whole ones, so fractions come as a text. */
bool toDouble(const JsonValue& value, double& into) {
  if (value.type == JsonType::integer) {
    into = static_cast<double>(value.integer());
    return true;
  }
  if (value.type != JsonType::text) return false;
  char* end = nullptr;
  const std::string text(value.text());
  into = std::strtod(text.c_str(), &end);
  return !text.empty() && *end == 0;
}

void setFaults(Request& request) {
  const JsonValue* given = request.shape.required("fault");
  if (!given) return;
  Shape fault(request.document, given);
  Faults faults = request.board.world().faults;
  const auto flag = [&](Text name, bool& into) {
    const JsonValue* value = fault.optional(name);
    if (!value) return;
    into = value->truth();
    fault.check(value->type == JsonType::boolean || value->type == JsonType::null, name);
  };
  const auto number = [&](Text name, double healthy, double& into) {
    const JsonValue* value = fault.optional(name);
    if (!value) return false;
    into = healthy;
    fault.check(value->type == JsonType::null || toDouble(*value, into), name);
    return true;
  };
  flag("wifiGone", faults.wifiGone);
  flag("blackhole", faults.blackhole);
  double offset = static_cast<double>(faults.clockOffsetMs);
  number("clockOffsetMs", 0, offset);
  faults.clockOffsetMs = static_cast<int64_t>(offset);
  number("clockRate", 1, faults.clockRate);
  double done = 0.5;
  double cut = 0;
  number("powerCutDone", 0.5, done);
  const bool cuts = number("powerCutAtWrite", 0, cut);
  if (!fault.complete()) {
    request.problem = "a fault is unknown, or has a wrong value";
    return;
  }
  if (cuts) request.board.cutAtWrite(static_cast<int64_t>(cut), done);
  request.board.world().faults = faults;
  request.board.worldChanged();
}

void setAir(Request& request) {
  const JsonValue* list = request.shape.required("accessPoints");
  World& world = request.board.world();
  if (!list || list->type != JsonType::array) {
    request.problem = "accessPoints is not a list";
    return;
  }
  world.pointCount = 0;
  for (const JsonValue* each = request.document.first(*list); each; each = request.document.next(*each)) {
    Shape point(request.document, each);
    Text ssid, password;
    point.text("ssid", ssid);
    if (const JsonValue* secret = point.optional("password")) point.takeText(*secret, password);
    int64_t rssi = -58;
    if (point.optional("rssi")) rssi = request.document.member(*each, "rssi")->integer();
    const JsonValue* deadEnd = point.optional("deadEnd");
    point.check(!deadEnd || deadEnd->type == JsonType::boolean, "deadEnd");
    const std::string text = std::string(ssid) + (password.empty() ? "" : ":" + std::string(password));
    request.require(point.complete() && addPoint(world, text), "an access point does not fit");
    if (!request.problem.empty()) break;
    world.points[world.pointCount - 1].rssi = static_cast<int>(rssi);
    world.points[world.pointCount - 1].deadEnd = deadEnd && deadEnd->truth();
  }
  request.board.worldChanged();
}

void setName(Request& request) {
  Text name, address;
  request.shape.text("name", name);
  request.shape.text("address", address);
  World& world = request.board.world();
  int at = 0;
  while (at < world.nameCount && name != world.names[at].name) at++;
  if (!request.shape.ok() || name.size() >= sizeof HostName::name || address.size() >= sizeof HostName::address ||
      at == World::kMaxNames) {
    request.problem = "name and address are wanted";
    return;
  }
  world.names[at] = HostName();
  name.copy(world.names[at].name, name.size());
  address.copy(world.names[at].address, address.size());
  if (at == world.nameCount) world.nameCount++;
  request.board.worldChanged();
}

void advance(Request& request) {
  int64_t ms = 0;
  request.shape.integer("ms", 0, kAnyMs, ms);
  if (request.shape.ok()) request.board.advance(ms);
  else request.problem = "ms is wanted";
}

void setInput(Board& board, bool World::*input, bool level) {
  board.world().*input = level;
  board.worldChanged();
}

const std::map<std::string, std::function<void(Request&)>> kActions = {
    {"reset", [](Request& r) { r.board.pressReset(); }},
    {"power-off", [](Request& r) { r.board.powerOff(); }},
    {"power-on", [](Request& r) { r.board.powerOn(); }},
    {"door-open", [](Request& r) { setInput(r.board, &World::contactOpen, true); }},
    {"door-close", [](Request& r) { setInput(r.board, &World::contactOpen, false); }},
    {"tamper-open", [](Request& r) { setInput(r.board, &World::tampered, true); }},
    {"tamper-close", [](Request& r) { setInput(r.board, &World::tampered, false); }},
    {"unplug", [](Request& r) { r.board.setPlugged(false); }},
    {"plug", [](Request& r) { r.board.setPlugged(true); }},
    {"fault", setFaults},
    {"air", setAir},
    {"name", setName},
    {"advance", advance},
    {"snapshot", [](Request&) {}},
};

}  // namespace

std::string snapshotOf(Board& board) {
  return line([&](JsonWriter& out) {
    out.member("type", "snapshot").name("snapshot");
    writeSnapshot(out, board);
  });
}

std::string eventLine(Board& board, const std::string& event) {
  const BoardState& state = board.state();
  return line([&](JsonWriter& out) {
    if (event == "led") {
      out.member("type", "led");
      writeLed(out, state);
    } else if (event == "bolt") {
      out.member("type", "bolt").member("bolt", boltOf(state)).member("boltMoves", state.boltMoves);
    } else if (event == "pattern") {
      out.member("type", "pattern");
      writeName(out, "pattern", state.pattern);
    } else if (event == "stage") {
      out.member("type", "stage");
      writeName(out, "stage", state.stage);
    } else if (event == "started") {
      out.member("type", "started").member("version", Text(state.version));
    } else if (event == "power") {
      out.member("type", "power").member("power", state.power);
    } else {
      out.member("type", "reset").member("cause", Text(event));
    }
  });
}

std::string control(Board& board, std::string text) {
  JsonDocument document;
  std::string id;
  std::string problem = "not JSON";
  std::string snapshot;
  if (document.parse(text.data(), text.size(), kLineMax) == Fault::none) {
    Request request{board, document, Shape(document, &document.root()), {}};
    if (const JsonValue* given = request.shape.optional("id")) {
      if (given->type == JsonType::integer) id = std::to_string(given->integer());
    }
    Text action;
    request.shape.text("action", action);
    const auto known = kActions.find(std::string(action));
    if (known == kActions.end()) {
      request.problem = "there is no action “" + std::string(action) + "”";
    } else {
      known->second(request);
      if (request.problem.empty() && !request.shape.complete()) request.problem = "an unknown member";
    }
    problem = request.problem;
  }
  return line([&](JsonWriter& out) {
    out.member("type", problem.empty() ? "done" : "error");
    if (!id.empty()) out.name("id").raw(id);
    if (!problem.empty()) {
      out.member("message", Text(problem));
      return;
    }
    out.name("snapshot");
    writeSnapshot(out, board);
  });
}

}  // namespace esplock::host
