-- One bucket: the usual request, without a loop. Which algorithm it is, the line before says (Script.java).
if version ~= '' then
  local profile = other_profile(9)
  if profile then return profile end
end
local b = visit(algorithm, KEYS[1], 1)
local granted = fits(b)
return { now, b.healed, apply(b, granted, granted) }
