-- Claims what is for one node to do.
-- KEYS the claim
-- ARGV the node, for how many milliseconds
-- Reply: 1 when it is this node's, 0 when another one has claimed it.
if redis.call('HSETNX', KEYS[1], 'node', ARGV[1]) == 0 then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
