-- Puts an entry on a list, or takes it off.
-- KEYS the list, the counter of all changes, the numbers of the last change of each list
-- ARGV the channel, what the list is called there, entry, its JSON or '' to take it off, the JSON that it must have or '',
--      the number of the last change that the caller knows
-- Reply: 0 when there was nothing to take off, -1 where the caller knows a change and the server none. Nothing was changed
--      then.
local entries, counter, numbers = unpack(KEYS)
local channel, kind, entry, json, expected, known = unpack(ARGV)
if known ~= '0' and not redis.call('HGET', numbers, kind) then return -1 end
if expected ~= '' and redis.call('HGET', entries, entry) ~= expected then return 0 end
local changed = 1
if json == '' then
  changed = redis.call('HDEL', entries, entry)
  if changed == 0 then return 0 end
else
  redis.call('HSET', entries, entry, json)
end
local number = string.format('%.0f', redis.call('INCR', counter))
redis.call('HSET', numbers, kind, number)
-- Only a hint: a user who may not publish is left with what the nodes look at each second.
redis.pcall('PUBLISH', channel, kind .. ' ' .. number .. ' ' .. entry)
return changed
