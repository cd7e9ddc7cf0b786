-- Claims what is for one node to do.
-- KEYS the claim
-- ARGV the node, for how many milliseconds, how far it has come
-- Reply: 1 when it is this node's, 0 when another one has claimed that it came so far, or farther.
local claimed = redis.call('HGET', KEYS[1], 'far')
if claimed and tonumber(claimed) >= tonumber(ARGV[3]) then return 0 end
redis.call('HSET', KEYS[1], 'node', ARGV[1], 'far', ARGV[3])
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 1
