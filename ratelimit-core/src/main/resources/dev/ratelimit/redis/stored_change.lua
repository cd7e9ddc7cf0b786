-- Changes rules, or plans, as a whole or not at all, and writes down who did it.
-- KEYS the hash of them, the counter of all changes, the history, the numbers of the last change of each kind
-- ARGV the channel, what they are called there, author, the version that the set must have or '', how many changes of
--      history are kept, the number of the last change that the caller knows, how many entries there may be, then for each
--      entry: id, what it must be ('new', '*' there, a version, '' anything), its JSON without version and times or '' to
--      delete it. Where the last argument is 'only', all others are deleted too, and what stays the same is no change.
-- Reply: the number of the change, and what the last entry is now; or a word and what it is about: 'exists', 'missing', 'stale', 'full', or 'lost' where
--      the caller knows a change and the server none. Nothing was changed then.
local entries, counter, history, versions = unpack(KEYS)
local channel, topic, author, expected, kept, known, most = unpack(ARGV, 1, 7)
local first, last = 8, #ARGV
local only = ARGV[last] == 'only' and (last - first) % 3 == 0

-- A history of another type must fail before anything is written.
redis.call('XLEN', history)
local version = redis.call('HGET', versions, topic)
if not version and known ~= '0' and expected ~= '0' then return { 'lost', '' } end
if expected ~= '' and (version or '0') ~= expected then return { 'stale', '' } end

local function decoded(text)
  local fine, entry = pcall(cjson.decode, text)
  return fine and type(entry) == 'table' and entry or {}
end

local function integer(n) return type(n) == 'number' and string.format('%.0f', n) or '0' end

local before, named = {}, {}
local size, added = redis.call('HLEN', entries), 0
for i = first, last - 2, 3 do
  local id, must = ARGV[i], ARGV[i + 1]
  local text = redis.call('HGET', entries, id)
  before[id], named[id] = text, true
  if not text and ARGV[i + 2] ~= '' then added = added + 1 end
  if must == 'new' and text then return { 'exists', id } end
  if must ~= 'new' and must ~= '' and not text then return { 'missing', id } end
  if text and tonumber(must) and integer(decoded(text).version) ~= must then return { 'stale', id } end
end

if not only and added > 0 and size + added > tonumber(most) then return { 'full', '' } end

-- Numbers never go back as far as the caller knows, also when the counter was lost.
local at = tonumber(redis.call('GET', counter) or '0')
if at and at < tonumber(known) then redis.call('INCRBY', counter, tonumber(known) - at) end
local number = string.format('%.0f', redis.call('INCR', counter))
local time = redis.call('TIME')[1]
local old, new, now = {}, {}, ''
local function note(list, id, text) list[#list + 1] = cjson.encode(id) .. ':' .. cjson.encode(text) end

local function remove(id, text)
  redis.call('HDEL', entries, id)
  size = size - 1
  note(old, id, text)
end

if only then
  local all = redis.call('HGETALL', entries)
  for i = 1, #all, 2 do
    if not named[all[i]] then remove(all[i], all[i + 1]) end
  end
end
for i = first, last - 2, 3 do
  local id, json = ARGV[i], ARGV[i + 2]
  local text = before[id]
  local same = only and text and text:sub(1, #json + 10) == json:sub(1, -2) .. ',"version":'
  if json ~= '' and not same then
    local created = text and decoded(text).created_at
    local stored = json:sub(1, -2) .. ',"version":' .. number .. ',"created_at":' .. (created and integer(created) or time)
      .. ',"updated_at":' .. time .. '}'
    redis.call('HSET', entries, id, stored)
    now = stored
    if text then note(old, id, text) end
    note(new, id, stored)
  elseif text and not same then
    remove(id, text)
  end
end
redis.call('XADD', history, 'MAXLEN', '~', kept, '*', 'version', number, 'at', time, 'author', author,
  'before', '{' .. table.concat(old, ',') .. '}', 'after', '{' .. table.concat(new, ',') .. '}')
redis.call('HSET', versions, topic, number, topic .. '.count', size + added)
-- Only a hint: a user who may not publish is left with what the nodes look at each second.
local single = last == first + 2 and ' ' .. ARGV[first] or ''
redis.pcall('PUBLISH', channel, topic .. ' ' .. number .. single)
return { number, now }
