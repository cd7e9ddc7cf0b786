-- One bucket: the usual request, without a loop.
if ARGV[4] ~= '' then
  local profile = other_profile(11)
  if profile then return profile end
end
local b = visit(algorithms[ARGV[5]], 1)
local granted = fits(b)
return { now, b.healed, apply(b, granted, granted) }
