-- Sets the switch for everything.
-- KEYS the switch, the counter of all changes · ARGV the channel, mode, until in Unix seconds or '', author
redis.call('HSET', KEYS[1], 'mode', ARGV[2], 'until', ARGV[3], 'author', ARGV[4], 'at', redis.call('TIME')[1])
local number = string.format('%.0f', redis.call('INCR', KEYS[2]))
-- Only a hint: a user who may not publish is left with what the nodes look at each second.
redis.pcall('PUBLISH', ARGV[1], 'mode ' .. number)
return 1
