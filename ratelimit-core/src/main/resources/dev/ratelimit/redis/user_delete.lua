-- Deletes a user's record and place in the set at once. A reset counts as a change.
-- KEYS the user's hash, the set of users, the version counter · ARGV id
redis.call('INCR', KEYS[3])
redis.call('SREM', KEYS[2], ARGV[1])
return redis.call('DEL', KEYS[1])
