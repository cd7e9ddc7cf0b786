-- Many buckets in groups. Group 0 holds every enforced bucket: if one denies, none is charged. Each shadow rule is a
-- group of its own, charged when group 0 passes and it would pass itself. Twin: Groups.java.
local count = #KEYS
if version ~= '' then
  count = count - 2
  local profile = other_profile(6 * count + 5)
  if profile then return profile end
end

local buckets, granted, times = {}, {}, {}
for i = 1, count do
  local b = visit(algorithms[ARGV[6 * i + 3]], KEYS[i], 6 * i - 1)
  b.group = ARGV[6 * i + 4]
  buckets[i], granted[i] = b, fits(b)
  times[b.group] = min(times[b.group] or granted[i], granted[i])
end

local enforced = times['0'] or number
local reply = { now, 0 }
for i = 1, count do
  local charged = min(enforced, times[buckets[i].group])
  local n = #reply
  reply[2] = reply[2] + buckets[i].healed
  reply[n + 1], reply[n + 2], reply[n + 3], reply[n + 4], reply[n + 5] =
    apply(buckets[i], charged > 0 and charged or granted[i], charged)
end
return reply
