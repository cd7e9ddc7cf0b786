-- The start of every script text. After it come the algorithms and then one.lua or many.lua.
--
-- KEYS  1..n      the buckets, all distinct
--       n+1, n+2  with a user: the user's hash, the set of users; the hash twice where the set is out of reach
-- ARGV  of a bucket: cost, capacity, permits, period in ms; with many buckets also: algorithm, group
--                    the period of a calendar's windows: start, end, end of the next one, words, with blanks between
--       of the call:
--         1       take | charge | put_back
--         2       take: how many times at most; put_back: when it was taken; charge: 1
--         3       now in ms, or '' for the server's clock (always, but for tests)
--         4       with a user: the version of the user's profile that the caller assumes, now and then with a blank
--                 behind it, by which the life of an automatic user's record begins anew; else ''
--       One bucket comes before the call, which is left out when it is take, 1, '', ''; many come after it.
--       last      with a user: its id, how many ms an automatic record lives, fields and values of a new user's hash
-- Reply, all integers: now, healed buckets, then five for each bucket:
--                 granted (0: denied), remaining, retry_after (-1: never), reset_at, next_after (-1: full)
--       or, for a usual take of a token bucket that was granted: now, tokens, fraction;
--       or, when the user's profile has another version: -1, then its fields and values; nothing was charged.
--
-- Numbers are integers below 2^53, so a division followed by floor or ceil is exact, and nothing else divides.
-- Each algorithm is a table of functions over one bucket b; its Java twin has the same names. Reads come before
-- writes: a script that fails half-way is not rolled back.

local floor, ceil, max, min = math.floor, math.ceil, math.max, math.min
local call, tonumber, KEYS, ARGV = redis.call, tonumber, KEYS, ARGV
local MAX_MILLIS = 34560000000
local CHUNK = 1000
local LAP = 60000

-- Behind which argument those of the call begin, a line before this text says (Script.java).
local verb, number = ARGV[before_call + 1] or 'take', tonumber(ARGV[before_call + 2] or 1)
local now, version = tonumber(ARGV[before_call + 3] or ''), ARGV[before_call + 4] or ''
local virtual = now ~= nil
if not virtual then
  local time = call('TIME')
  now = time[1] * 1000 + floor(time[2] / 1000)
end

-- What a stored text says, or nil when it is no integer that we would have written.
local function integer(text)
  local n = tonumber(text)
  if n and n % 1 == 0 and n > -9007199254740992 and n < 9007199254740992 then return n end
end

-- The user's hash: made at first sight; a profile of another version goes back instead of a decision.
local function other_profile(id_index)
  local hash, lifetime = KEYS[#KEYS - 1], ARGV[id_index + 1]
  local assumed, renew = version:match('^(%d+)( ?)$')
  local current = call('HGET', hash, 'version')
  if not current then
    local seconds = floor(now / 1000)
    if KEYS[#KEYS] ~= hash then call('SADD', KEYS[#KEYS], ARGV[id_index]) end
    call('HSET', hash, 'custom', 0, 'version', 0, 'created_at', seconds, 'updated_at', seconds,
      unpack(ARGV, id_index + 2))
    current, renew = '0', ' '
  end
  if renew == ' ' and current == '0' then call('PEXPIRE', hash, lifetime) end
  if current ~= assumed then
    local profile = call('HGETALL', hash)
    table.insert(profile, 1, -1)
    return profile
  end
end

-- A bucket of which the arguments begin at a place, carried to now (Visit.of).
local function visit(algorithm, key, at)
  local b = {
    key = key,
    cost = tonumber(ARGV[at]),
    capacity = tonumber(ARGV[at + 1]),
    permits = tonumber(ARGV[at + 2]),
    period = tonumber(ARGV[at + 3]),
    limit = ARGV[at + 1] .. ' ' .. ARGV[at + 2] .. '/' .. ARGV[at + 3],
    algorithm = algorithm,
    healed = 0,
  }
  if not algorithm.load(b) then algorithm.fresh(b, now) end
  local time = algorithm.time(b)
  if time > now and time - now > algorithm.fill_millis(b) then
    algorithm.heal(b, now)
    b.healed = 1
    time = algorithm.time(b)
  end
  b.at = max(now, time)
  b.lag = b.at - now
  algorithm.carry(b, b.at)
  return b
end

-- How often the cost may be taken (Visit.fits).
local function fits(b)
  if verb ~= 'take' then return 1 end
  if b.cost == 0 then return number end
  if b.cost > b.capacity then return 0 end
  return max(0, min(number, floor(b.algorithm.room(b) / b.cost)))
end

-- Makes the step and returns what the caller is told (Visit.apply).
local function apply(b, granted, charged)
  local algorithm, cost, capacity = b.algorithm, b.cost, b.capacity
  local changed = verb ~= 'take' or charged * cost > 0 or b.healed == 1
  if verb == 'take' then
    if charged * cost > 0 then algorithm.use(b, charged * cost) end
  elseif verb == 'charge' then
    algorithm.use(b, max(0, min(cost, algorithm.room(b) + capacity)))
  else
    algorithm.put_back(b, cost, number)
  end
  local remaining = max(0, algorithm.room(b))
  local retry_after = granted > 0 and 0 or cost > capacity and -1 or b.lag + algorithm.wait_for(b, cost)
  local reset_at = b.at + algorithm.wait_for(b, capacity)
  local next_after = remaining >= capacity and -1 or b.lag + algorithm.wait_for(b, remaining + 1)
  if changed then
    algorithm.save(b)
    -- A second more than needed: an expired bucket equals a fresh one. A test's clock does not move the server's.
    local needed = reset_at - now
    local life = algorithm.lifetime and algorithm.lifetime(b, needed) or needed
    call('PEXPIRE', b.key, virtual and MAX_MILLIS or min(MAX_MILLIS, life + 1000))
  end
  return granted, remaining, retry_after, reset_at, next_after
end

local algorithms = {}
