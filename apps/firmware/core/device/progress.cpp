#include "device/progress.h"

#include <cstdarg>
#include <cstdio>

#include "device/log.h"

namespace esplock {

const char* nameOf(Stage stage) {
  switch (stage) {
    case Stage::makingKey: return "making-key";
    case Stage::wifi: return "wifi";
    case Stage::relay: return "relay";
    case Stage::online: return "online";
    case Stage::none:
    case Stage::unconfigured: return "unconfigured";
  }
  return "";
}

void Trouble::set(const char* name, bool isCritical, const char* format, ...) {
  char text[400];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  char clean[200];
  detail.assign(Text(clean, printable(text, clean, sizeof clean)));
  code.assign(name);
  critical = isCritical;
}

void Progress::enter(Stage stage) {
  if (stage == stage_) return;
  stage_ = stage;
  watcher_.stage(nameOf(stage));
  show();
}

void Progress::failed(const Trouble& trouble) {
  trouble_ = trouble;
  troubled_ = true;
  if (!trouble.critical) led_.play(LedEvent::error);
  show();
}

void Progress::resolved() {
  troubled_ = false;
  show();
}

void Progress::show() {
  if (troubled_ && trouble_.critical) led_.background(LedEvent::criticalError);
  else if (stage_ == Stage::wifi) led_.background(LedEvent::connectingWifi);
  else if (stage_ == Stage::relay) led_.background(LedEvent::connectingRelay);
  else led_.background(LedEvent::none);
}

}  // namespace esplock
