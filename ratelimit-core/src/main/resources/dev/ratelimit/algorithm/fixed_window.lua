-- Fixed window. Hash: count, window_start, limit. Twin: FixedWindow.java.
local fixed = {}
algorithms.fixed_window = fixed

function fixed.load(b)
  local stored = call('HMGET', b.key, 'count', 'window_start')
  b.count, b.window_start = integer(stored[1]), integer(stored[2])
  return b.count and b.window_start and b.count >= 0
end

function fixed.fresh(b, at) b.count, b.window_start = 0, at - at % b.period end

function fixed.time(b) return b.window_start end

function fixed.heal(b, at) b.window_start = at - at % b.period end

function fixed.carry(b, at)
  local start = at - at % b.period
  b.count, b.window_start = b.window_start == start and b.count or 0, start
end

function fixed.room(b) return b.capacity - b.count end

function fixed.wait_for(b, n)
  if n <= b.capacity - b.count then return 0 end
  return b.window_start + b.period - b.at
end

function fixed.fill_millis(b) return b.period end

function fixed.use(b, n) b.count = b.count + n end

function fixed.put_back(b, n, taken_at)
  if taken_at >= b.window_start then b.count = max(0, b.count - n) end
end

function fixed.save(b) call('HSET', b.key, 'count', b.count, 'window_start', b.window_start, 'limit', b.limit) end
