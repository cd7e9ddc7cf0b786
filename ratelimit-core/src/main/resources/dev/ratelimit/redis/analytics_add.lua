-- Adds what a node counted in a minute, to the minute and to its hour.
-- KEYS of the minute and then of the hour: a hash of counters, sorted sets of callers by requests and by denials, a HyperLogLog
-- ARGV the node's id, a number that rises, for how many milliseconds a minute and an hour are kept, how many callers are, the
--      longest decision in ns; then a letter, a name and a count for each: c counter, r requests, d denials, u caller
-- Reply: 1, or 0 when this number, or a greater one, was added before; then nothing is added.
local node = 'node:' .. ARGV[1]
local number, kept, slowest = tonumber(ARGV[2]), tonumber(ARGV[5]), tonumber(ARGV[6])
if number <= tonumber(redis.call('HGET', KEYS[1], node) or 0) then return 0 end

local function add(first, lifetime)
  local counters, requests, denials, callers = unpack(KEYS, first, first + 3)
  redis.call('HSET', counters, node, ARGV[2])
  if slowest > tonumber(redis.call('HGET', counters, 'slowest') or 0) then
    redis.call('HSET', counters, 'slowest', ARGV[6])
  end
  for i = 7, #ARGV, 3 do
    local kind, name, count = ARGV[i], ARGV[i + 1], ARGV[i + 2]
    if kind == 'c' then
      redis.call('HINCRBY', counters, name, count)
    elseif kind == 'r' then
      redis.call('ZINCRBY', requests, count, name)
    elseif kind == 'd' then
      redis.call('ZINCRBY', denials, count, name)
    else
      redis.call('PFADD', callers, name)
    end
  end
  redis.call('ZREMRANGEBYRANK', requests, 0, -kept - 1)
  redis.call('ZREMRANGEBYRANK', denials, 0, -kept - 1)
  for i = first, first + 3 do redis.call('PEXPIRE', KEYS[i], lifetime) end
end

add(1, ARGV[3])
add(5, ARGV[4])
return 1
