-- Gives a user custom fields; makes the user when there is none.
-- KEYS the user's hash, the set of users, the version counter · ARGV id, field, value, field, value, …
-- The version is a number of the counter, so that no version ever comes back: not even that of a user who was deleted
-- and made anew.
local time = redis.call('TIME')[1]
redis.call('SADD', KEYS[2], ARGV[1])
redis.call('HSETNX', KEYS[1], 'created_at', time)
redis.call('HSET', KEYS[1], 'custom', 1, 'version', redis.call('INCR', KEYS[3]), 'updated_at', time, unpack(ARGV, 2))
redis.call('PERSIST', KEYS[1])
return 1
