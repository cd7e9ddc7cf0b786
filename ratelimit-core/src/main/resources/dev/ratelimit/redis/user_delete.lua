-- Deletes a user's record and place in the set at once.
-- KEYS the user's hash, the set of users · ARGV id
redis.call('SREM', KEYS[2], ARGV[1])
return redis.call('DEL', KEYS[1])
