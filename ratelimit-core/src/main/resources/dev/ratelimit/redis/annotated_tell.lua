-- Makes known to all nodes what annotations say on one.
-- KEYS the hash of it, the counter of all changes · ARGV the channel, after how many seconds what nobody has told again is
--      gone, then for each rule: id, its JSON, or '' where it is no longer said, or 'old' to delete it once it is so old
-- Reply: 1 when something is other than before, else 0: then nobody need read it.
local hash, counter = unpack(KEYS)
local channel, life = ARGV[1], tonumber(ARGV[2])
local time = redis.call('TIME')[1]
local changed = false
for i = 3, #ARGV - 1, 2 do
  local id, json = ARGV[i], ARGV[i + 1]
  local before = redis.call('HGET', hash, id)
  if json == '' or json == 'old' then
    local told = before and before:match('"updated_at":(%d+)}$')
    if before and (json == '' or told and time - told > life) then
      redis.call('HDEL', hash, id)
      changed = true
    end
  else
    local start = json:sub(1, -2) .. ',"updated_at":'
    if not before or before:sub(1, #start) ~= start then changed = true end
    redis.call('HSET', hash, id, start .. time .. '}')
  end
end
redis.call('PEXPIRE', hash, string.format('%.0f', life * 1000))
if not changed then return 0 end
local number = string.format('%.0f', redis.call('INCR', counter))
-- Only a hint: a user who may not publish is left with what the nodes look at each second.
redis.pcall('PUBLISH', channel, 'annotated ' .. number)
return 1
