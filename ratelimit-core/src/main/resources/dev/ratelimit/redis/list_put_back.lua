-- Puts back entries of a list that the server has lost, beside what somebody has made since.
-- KEYS the list, the counter of all changes, the numbers of the last change of each list
-- ARGV the channel, what the list is called there, the number of the last change that the caller knows, then entry, JSON, …
-- Reply: how many were put back.
local entries, counter, numbers = unpack(KEYS)
local channel, kind, known = ARGV[1], ARGV[2], tonumber(ARGV[3])
local added = 0
for i = 4, #ARGV, 2 do
  added = added + redis.call('HSETNX', entries, ARGV[i], ARGV[i + 1])
end
-- Numbers never go back as far as the caller knows.
local at = tonumber(redis.call('GET', counter) or '0')
if at and at < known then redis.call('INCRBY', counter, known - at) end
local number = string.format('%.0f', redis.call('INCR', counter))
redis.call('HSET', numbers, kind, number)
redis.pcall('PUBLISH', channel, kind .. ' ' .. number)
return added
