-- The commands that a token bucket in a hash cannot do without, and nothing else: no arithmetic, no life of the key.
local time = redis.call('TIME')
redis.call('HMGET', KEYS[1], 'tokens', 'updated')
redis.call('HSET', KEYS[1], 'tokens', time[2], 'updated', time[1])
return { 1, 99, 0 }
