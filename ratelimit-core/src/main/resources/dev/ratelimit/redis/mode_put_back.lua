-- Puts back the switch that the server has lost, unless somebody has set it since.
-- KEYS the switch, the counter of all changes · ARGV the channel, mode, until in Unix seconds or '', author, at
-- Reply: 1 when it was put back, else 0.
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'mode', ARGV[2], 'until', ARGV[3], 'author', ARGV[4], 'at', ARGV[5])
local number = string.format('%.0f', redis.call('INCR', KEYS[2]))
redis.pcall('PUBLISH', ARGV[1], 'mode ' .. number)
return 1
