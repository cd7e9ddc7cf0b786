-- Changes fields of a user's record on a Redis Cluster, where set and counter are out of reach (user_change.lua does all).
-- KEYS the user's hash
-- ARGV a number that no record had before, the version that the record must have, 'none' or '', then field, value, … ;
--      an empty value removes the field
-- Reply: 0 when that is not so. Nothing was changed then.
local hash, number, expected = KEYS[1], tonumber(ARGV[1]), ARGV[2]
local version = redis.call('HGET', hash, 'version')
if expected ~= '' and (version or 'none') ~= expected then return 0 end
local time = redis.call('TIME')[1]
redis.call('HSETNX', hash, 'created_at', time)
redis.call('HSETNX', hash, 'custom', 0)
for i = 3, #ARGV, 2 do
  if ARGV[i + 1] == '' then
    redis.call('HDEL', hash, ARGV[i])
  else
    redis.call('HSET', hash, ARGV[i], ARGV[i + 1])
  end
end
-- The node that makes the numbers may have lost them.
number = math.max(number, (tonumber(version) or 0) + 1)
redis.call('HSET', hash, 'version', string.format('%.0f', number), 'updated_at', time)
redis.call('PERSIST', hash)
return 1
