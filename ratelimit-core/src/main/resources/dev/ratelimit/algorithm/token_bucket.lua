-- Token bucket. Hash: tokens (whole), fraction (of the next, in 1/period), last, limit. Twin: TokenBucket.java.
local token = {}
algorithms.token = token

function token.load(b)
  local stored = call('HMGET', b.key, 'tokens', 'fraction', 'last', 'limit')
  return token.parse(b, integer(stored[1]), integer(stored[2]), integer(stored[3]), stored[4])
end

-- False when something does not parse. Leaves the limit under which the tokens were counted in b.
function token.parse(b, tokens, fraction, last, limit)
  b.tokens, b.fraction, b.last = tokens, fraction, last
  b.stored_capacity, b.stored_limit = b.capacity, limit
  local period = b.period
  if not (tokens and fraction and last and limit) then return false end
  if limit ~= b.limit then
    local capacity, _, millis = string.match(limit, '^(%d+) (%d+)/(%d+)$')
    b.stored_capacity, period = integer(capacity), integer(millis)
  end
  return b.stored_capacity and period and tokens <= b.stored_capacity and fraction >= 0 and fraction < period
end

function token.fresh(b, at)
  b.tokens, b.fraction, b.last, b.stored_capacity = b.capacity, 0, at, b.capacity
end

function token.time(b) return b.last end

function token.heal(b, at) b.last = at end

function token.carry(b, at)
  if b.stored_limit ~= b.limit then
    b.tokens, b.fraction = b.capacity - (b.stored_capacity - b.tokens), 0
  end
  local permits, period = b.permits, b.period
  local elapsed = at - b.last
  if elapsed >= token.time_for(b, b.capacity - b.tokens) then return token.fresh(b, at) end
  local units = elapsed % period * permits + b.fraction
  local gained = floor(elapsed / period) * permits + floor(units / period)
  b.tokens, b.fraction, b.last = b.tokens + gained, units % period, at
end

function token.room(b) return b.tokens end

function token.wait_for(b, n) return token.time_for(b, n - b.tokens) end

function token.time_for(b, missing)
  local permits, period = b.permits, b.period
  if missing <= 0 then return 0 end
  local periods = floor(missing / permits)
  return min(MAX_MILLIS, periods * period + ceil((missing % permits * period - b.fraction) / permits))
end

function token.fill_millis(b)
  return floor(b.capacity / b.permits) * b.period + ceil(b.capacity % b.permits * b.period / b.permits)
end

-- The straight line in front (usual_token.lua) sets a life but once in a lap, so it reaches a lap beyond the longest need.
function token.lifetime(b, needed)
  local fill = token.fill_millis(b)
  return max(needed, fill) + min(fill, LAP)
end

function token.use(b, n) b.tokens = b.tokens - n end

function token.put_back(b, n)
  if b.tokens + n >= b.capacity then return token.fresh(b, b.last) end
  b.tokens = b.tokens + n
end

function token.save(b)
  call('HSET', b.key, 'tokens', b.tokens, 'fraction', b.fraction, 'last', b.last)
  token.save_limit(b)
end

-- Apart, since it seldom changes and each field costs Redis a fraction of a microsecond.
function token.save_limit(b)
  if b.stored_limit ~= b.limit then call('HSET', b.key, 'limit', b.limit) end
end
