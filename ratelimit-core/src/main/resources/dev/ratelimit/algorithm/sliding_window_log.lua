-- Sliding window log. List: the instant of every admitted unit, oldest first. Twin: SlidingWindowLog.java.
-- The list stays in Redis: b.size and b.expired count its entries, b.added those that save will push. Entries leave in
-- the order in which they came, so an allowed take drops each once, and a denied one reads at most its cost.
local log = {}
algorithms.sliding_window_log = log

function log.load(b)
  b.size, b.expired, b.added = call('LLEN', b.key), 0, 0
  b.last = b.size > 0 and integer(call('LINDEX', b.key, -1)) or nil
  return b.last
end

function log.fresh(b)
  -- What does not parse goes, since it would be pushed behind.
  if b.size > 0 then call('DEL', b.key) end
  b.size, b.last = 0, 0
end

function log.time(b) return b.last end

function log.heal(b, at)
  local entries = call('LRANGE', b.key, 0, -1)
  call('DEL', b.key)
  for i = 1, #entries, CHUNK do
    local chunk = {}
    for j = i, min(i + CHUNK - 1, #entries) do chunk[#chunk + 1] = min(integer(entries[j]) or 0, at) end
    call('RPUSH', b.key, unpack(chunk))
  end
  b.last = at
end

function log.carry(b, at)
  local horizon = at - b.period
  if b.last <= horizon then
    b.expired = b.size
    return
  end
  local count = max(1, min(b.cost, CHUNK))
  while b.expired < b.size do
    local entries = call('LRANGE', b.key, b.expired, b.expired + count - 1)
    for i = 1, #entries do
      if (integer(entries[i]) or 0) > horizon then return end
      b.expired = b.expired + 1
    end
    count = CHUNK
  end
end

function log.room(b) return b.capacity - (b.size - b.expired + b.added) end

function log.wait_for(b, n)
  local leaving = b.size - b.expired + b.added + n - b.capacity
  if leaving <= 0 then return 0 end
  local index = b.expired + leaving - 1
  local entry = index < b.size and integer(call('LINDEX', b.key, index)) or b.at
  return entry + b.period - b.at
end

function log.fill_millis(b) return b.period end

function log.use(b, n) b.added = b.added + n end

function log.put_back(b, n, taken_at)
  -- Not for 0: minus nought is no integer to LREM.
  if n > 0 and taken_at > b.at - b.period then b.size = b.size - call('LREM', b.key, -n, taken_at) end
end

function log.save(b)
  if b.expired > 0 then call('LTRIM', b.key, b.expired, -1) end
  local left = b.added
  while left > 0 do
    local chunk = {}
    for i = 1, min(left, CHUNK) do chunk[i] = b.at end
    call('RPUSH', b.key, unpack(chunk))
    left = left - #chunk
  end
end
