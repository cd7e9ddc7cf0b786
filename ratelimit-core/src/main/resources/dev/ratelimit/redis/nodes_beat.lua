-- Tells that a node lives, and counts those that have told so lately.
-- KEYS the sorted set of nodes · ARGV the node's id, after how many milliseconds one that has not told again is not counted
-- Reply: how many there are, this one included.
local nodes = KEYS[1]
local id, life = ARGV[1], tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', nodes, '-inf', now - life)
-- Written before the clock was set back: they would be counted for as long as it was.
redis.call('ZREMRANGEBYSCORE', nodes, now + life, '+inf')
redis.call('ZADD', nodes, now, id)
redis.call('PEXPIRE', nodes, life)
return redis.call('ZCARD', nodes)
