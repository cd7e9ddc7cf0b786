-- Sliding window counter. Hash: current, previous, window_start, limit. Twin: SlidingWindowCounter.java.
local counter = {}
algorithms.sliding_window_counter = counter

-- Counts of a larger limit are read as this much over the window, so that no product passes 2^53.
local MAX_PRODUCT = 4503599627370496

local function countable(count, window) return min(count, floor(MAX_PRODUCT / window)) end

-- How far into a window the count of the window before weighs at most the room.
local function fades_at(count, room, window)
  local counted = countable(count, window)
  if counted <= room then return 0 end
  return window - floor(room * window / counted)
end

function counter.load(b)
  local stored = call('HMGET', b.key, 'current', 'previous', 'window_start')
  b.current, b.previous, b.window_start = integer(stored[1]), integer(stored[2]), integer(stored[3])
  return b.current and b.previous and b.window_start and b.current >= 0 and b.previous >= 0
end

function counter.fresh(b, at) b.current, b.previous, b.window_start = 0, 0, at - at % b.period end

function counter.time(b) return b.window_start end

function counter.heal(b, at) b.window_start = at - at % b.period end

function counter.carry(b, at)
  local window = b.period
  local start = at - at % window
  if b.window_start == start then return end
  b.current, b.previous, b.window_start = 0, b.window_start == start - window and b.current or 0, start
end

function counter.room(b)
  local window = b.period
  local covered = window - (b.at - b.window_start)
  return b.capacity - b.current - ceil(countable(b.previous, window) * covered / window)
end

function counter.wait_for(b, n)
  local window = b.period
  local elapsed = b.at - b.window_start
  local room = b.capacity - n
  if b.current <= room then return max(0, fades_at(b.previous, room - b.current, window) - elapsed) end
  return window - elapsed + fades_at(b.current, room, window)
end

function counter.fill_millis(b) return b.period end

function counter.use(b, n) b.current = b.current + n end

function counter.put_back(b, n, taken_at)
  if taken_at >= b.window_start then
    b.current = max(0, b.current - n)
  elseif taken_at >= b.window_start - b.period then
    b.previous = max(0, b.previous - n)
  end
end

function counter.save(b)
  call('HSET', b.key, 'current', b.current, 'previous', b.previous, 'window_start', b.window_start, 'limit', b.limit)
end
