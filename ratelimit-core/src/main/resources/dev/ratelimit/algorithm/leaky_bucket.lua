-- Leaky bucket. Hash: volume (whole), fraction (of the leaking unit, in 1/period), last_leak, limit. It is the token
-- bucket mirrored: the volume is what the tokens lack. Twin: LeakyBucket.java.
local leaky = {}
algorithms.leaky = leaky
for name, f in pairs(token) do leaky[name] = f end
leaky.lifetime = nil

function leaky.load(b)
  local stored = call('HMGET', b.key, 'volume', 'fraction', 'last_leak', 'limit')
  local volume = integer(stored[1])
  local found = token.parse(b, volume and -volume, integer(stored[2]), integer(stored[3]), stored[4])
  if found then b.tokens = b.stored_capacity - volume end
  return found and volume >= 0
end

function leaky.save(b)
  call('HSET', b.key, 'volume', b.capacity - b.tokens, 'fraction', b.fraction, 'last_leak', b.last)
  token.save_limit(b)
end
