-- Adds what a node counted in a minute, to its day, its hour and the minute.
-- KEYS of each of the three as many: a hash of counters, a HyperLogLog of callers, sorted sets of who came most
-- ARGV the field of a node, or of a part of what it adds, a number that rises with it, how many each sorted set keeps, the
--      longest decision in ns; of each of the three for how many milliseconds it is kept, and how many counters of routes it
--      may have; then what, a name and a count for each: c counter, p counter of a route, u caller, or the number of a sorted
--      set, from 2 on
-- Reply: 1, or 0 when this number of that field, or a greater one, was added before; then nothing is added.
local number, kept, slowest = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
if number <= tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or 0) then return 0 end
local kinds = #KEYS / 3

-- Whoever asks for ever new paths fills no memory: what is one too many is counted as any other.
local function route(counters, name, most)
  if redis.call('HGET', counters, name) then return name end
  if tonumber(redis.call('HGET', counters, 'routes') or 0) >= most then
    return 'route:*' .. string.match(name, ':[^:]*$')
  end
  redis.call('HINCRBY', counters, 'routes', 1)
  return name
end

local function add(first, lifetime, most)
  local counters, callers = KEYS[first], KEYS[first + 1]
  if first == 1 or string.find(ARGV[1], 'node:', 1, true) == 1 then redis.call('HSET', counters, ARGV[1], ARGV[2]) end
  if slowest > tonumber(redis.call('HGET', counters, 'slowest') or 0) then
    redis.call('HSET', counters, 'slowest', ARGV[4])
  end
  for i = 11, #ARGV, 3 do
    local kind, name, count = ARGV[i], ARGV[i + 1], ARGV[i + 2]
    if kind == 'c' then
      redis.call('HINCRBY', counters, name, count)
    elseif kind == 'p' then
      redis.call('HINCRBY', counters, route(counters, name, most), count)
    elseif kind == 'u' then
      redis.call('PFADD', callers, name)
    end
  end
  for i = first, first + kinds - 1 do redis.call('PEXPIRE', KEYS[i], lifetime) end
end

-- Whoever is not among those of an hour or a day yet comes with all that the shorter time knows of him, so that somebody who
-- comes often, and late, is not for ever too small to be kept.
local function rank(kind, name, count)
  local known = count
  for i = 2, 0, -1 do
    local set = KEYS[1 + i * kinds + kind]
    local before = redis.call('ZSCORE', set, name)
    known = before and before + count or known
    redis.call('ZADD', set, known, name)
  end
end

for i = 11, #ARGV, 3 do
  local kind = tonumber(ARGV[i])
  if kind then rank(kind, ARGV[i + 1], tonumber(ARGV[i + 2])) end
end
for i = 0, 2 do
  add(1 + i * kinds, ARGV[5 + 2 * i], tonumber(ARGV[6 + 2 * i]))
  for kind = 2, kinds - 1 do redis.call('ZREMRANGEBYRANK', KEYS[1 + i * kinds + kind], 0, -kept - 1) end
end
return 1
