-- Tells that the buckets of a user are gone. A reset counts as a change.
-- KEYS the version counter · ARGV the channel, id
local number = string.format('%.0f', redis.call('INCR', KEYS[1]))
-- Only a hint: a user who may not publish is left with what the nodes look at each second.
redis.pcall('PUBLISH', ARGV[1], 'users ' .. number .. ' ' .. ARGV[2])
return 1
