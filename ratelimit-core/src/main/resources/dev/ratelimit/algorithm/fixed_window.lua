-- Fixed window. Hash: count, window_start, limit. Twin: FixedWindow.java.
local fixed = {}
algorithms.fixed_window = fixed

-- The period of a calendar's windows names two of them, by the clock of the node, and says in words what they are.
local function calendar(b)
  local size, starts, ends, next_end, words = b.limit:match('^(.*/)(%d+) (%d+) (%d+) (.*)$')
  b.starts, b.ends, b.next_end, b.limit = tonumber(starts), tonumber(ends), tonumber(next_end), size .. words
end

-- When the window of an instant begins; the period is its length. Of the calendar's windows the script picks by its own
-- clock: one that is behind is in the first already, and one that is beyond the second counts on in windows as long.
local function window_start(b, at)
  if not b.ends then return at - at % b.period end
  if at < b.ends then
    b.period = b.ends - b.starts
    return b.starts
  end
  b.period = b.next_end - b.ends
  return at - (at - b.ends) % b.period
end

function fixed.load(b)
  if not b.period then calendar(b) end
  local stored = call('HMGET', b.key, 'count', 'window_start')
  b.count, b.window_start = integer(stored[1]), integer(stored[2])
  return b.count and b.window_start and b.count >= 0
end

function fixed.fresh(b, at) b.count, b.window_start = 0, window_start(b, at) end

function fixed.time(b) return b.window_start end

function fixed.heal(b, at) b.window_start = window_start(b, at) end

function fixed.carry(b, at)
  local start = window_start(b, at)
  b.count, b.window_start = b.window_start == start and b.count or 0, start
end

function fixed.room(b) return b.capacity - b.count end

function fixed.wait_for(b, n)
  if n <= b.capacity - b.count then return 0 end
  return b.window_start + b.period - b.at
end

function fixed.fill_millis(b)
  if not b.ends then return b.period end
  return window_start(b, now) + b.period - now
end

function fixed.use(b, n) b.count = b.count + n end

function fixed.put_back(b, n, taken_at)
  if taken_at >= b.window_start then b.count = max(0, b.count - n) end
end

function fixed.save(b) call('HSET', b.key, 'count', b.count, 'window_start', b.window_start, 'limit', b.limit) end
