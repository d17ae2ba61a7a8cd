#pragma once

#include <string>

#include "base/json.h"
#include "bench/board.h"

namespace esplock::host {

/** The board as one JSON object, its members named as the virtual door's snapshot names them. */
std::string snapshotOf(Board& board);

/** What happened, as one line of JSON. @param event as the board names it */
std::string eventLine(Board& board, const std::string& event);

/**
 * Does what one line of JSON asks: `{"id"?, "action": …}`.
 *
 * @returns the answer, one line: `{"type":"done","id"?}` or `{"type":"error","id"?,"message"}`
 */
std::string control(Board& board, std::string line);

}  // namespace esplock::host
