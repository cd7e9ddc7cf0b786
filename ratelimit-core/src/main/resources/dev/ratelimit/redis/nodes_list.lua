-- Lists the nodes that have told lately.
-- KEYS the hash of nodes · ARGV after how many milliseconds one that has not told again is gone
-- Reply: id and JSON of each.
local life = tonumber(ARGV[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local all, listed = redis.call('HGETALL', KEYS[1]), {}
for i = 1, #all, 2 do
  local seen = all[i + 1]:match('"seen_at":(%d+)}$')
  if seen and math.abs(now - seen) <= life then
    listed[#listed + 1] = all[i]
    listed[#listed + 1] = all[i + 1]
  end
end
return listed
