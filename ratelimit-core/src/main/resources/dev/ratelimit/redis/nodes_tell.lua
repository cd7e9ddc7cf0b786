-- Tells what a node is, and forgets those that have not told so for long.
-- KEYS the hash of nodes · ARGV the node's id, its JSON, after how many milliseconds one that has not told again is gone,
--      1 to look for such
local nodes = KEYS[1]
local id, json, life = ARGV[1], ARGV[2], tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[4] == '1' then
  local all = redis.call('HGETALL', nodes)
  for i = 1, #all, 2 do
    local seen = all[i + 1]:match('"seen_at":(%d+)}$')
    -- One that is ahead told before the clock was set back.
    if not seen or math.abs(now - seen) > life then redis.call('HDEL', nodes, all[i]) end
  end
end
redis.call('HSET', nodes, id, json:sub(1, -2) .. string.format(',"seen_at":%.0f}', now))
redis.call('PEXPIRE', nodes, life)
return 1
