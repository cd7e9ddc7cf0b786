-- Takes users off the set whose record has expired, and gives a lifetime to automatic records that have none.
-- KEYS the set of users, a hash for each user · ARGV lifetime in ms, the ids · reply: how many were taken off
local swept = 0
for i = 2, #KEYS do
  if redis.call('EXISTS', KEYS[i]) == 0 then
    swept = swept + redis.call('SREM', KEYS[1], ARGV[i])
  elseif (redis.call('HGET', KEYS[i], 'version') or '0') == '0' and redis.call('PTTL', KEYS[i]) == -1 then
    redis.call('PEXPIRE', KEYS[i], ARGV[1])
  end
end
return swept
