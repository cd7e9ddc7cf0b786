-- Changes fields of a user's record; makes the user when there is none.
-- KEYS the user's hash, the set of users, the version counter
-- ARGV the channel, id, the version that the record must have, 'none' or '', then field, value, … ; an empty value
--      removes the field
-- Reply: 0 when that is not so. Nothing was changed then.
-- The version is a number of the counter, so that no version ever comes back: not even that of a user who was deleted
-- and made anew.
local hash, users, counter = unpack(KEYS)
local channel, id, expected = unpack(ARGV, 1, 3)
if expected ~= '' and (redis.call('HGET', hash, 'version') or 'none') ~= expected then return 0 end
local time = redis.call('TIME')[1]
redis.call('SADD', users, id)
redis.call('HSETNX', hash, 'created_at', time)
redis.call('HSETNX', hash, 'custom', 0)
for i = 4, #ARGV, 2 do
  if ARGV[i + 1] == '' then
    redis.call('HDEL', hash, ARGV[i])
  else
    redis.call('HSET', hash, ARGV[i], ARGV[i + 1])
  end
end
local number = redis.call('INCR', counter)
redis.call('HSET', hash, 'version', number, 'updated_at', time)
redis.call('PERSIST', hash)
-- Only a hint: a user who may not publish is left with what the nodes look at each second.
redis.pcall('PUBLISH', channel, 'users ' .. string.format('%.0f', number) .. ' ' .. id)
return 1
