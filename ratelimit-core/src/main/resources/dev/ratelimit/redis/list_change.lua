-- Puts an entry on a list, or takes it off.
-- KEYS the list, the counter of all changes · ARGV the channel, what the list is called there, entry, its JSON or '' to take
--      it off, the JSON that it must have or '' · reply: 0 when there was nothing to take off
if ARGV[5] ~= '' and redis.call('HGET', KEYS[1], ARGV[3]) ~= ARGV[5] then return 0 end
local changed = 1
if ARGV[4] == '' then
  changed = redis.call('HDEL', KEYS[1], ARGV[3])
else
  redis.call('HSET', KEYS[1], ARGV[3], ARGV[4])
end
if changed == 1 then
  local number = string.format('%.0f', redis.call('INCR', KEYS[2]))
  -- Only a hint: a user who may not publish is left with what the nodes look at each second.
  redis.pcall('PUBLISH', ARGV[1], ARGV[2] .. ' ' .. number .. ' ' .. ARGV[3])
end
return changed
