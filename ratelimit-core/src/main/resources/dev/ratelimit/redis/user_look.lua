-- Whether a user has a record; an automatic one without a lifetime is given one.
-- KEYS the user's hash · ARGV lifetime in ms · reply: 1 when there is one, else 0
local version = redis.call('HGET', KEYS[1], 'version')
if not version then return redis.call('EXISTS', KEYS[1]) end
if version == '0' and redis.call('PTTL', KEYS[1]) == -1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return 1
