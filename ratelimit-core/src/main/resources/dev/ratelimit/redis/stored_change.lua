-- Changes rules, or plans, as a whole or not at all, and writes down who did it.
-- KEYS the hash of them, the counter of all changes, the history
-- ARGV the channel, what they are called there, author, the version that the set must have or '', how many changes of
--      history are kept, then for each entry: id, what it must be ('new', '*' there, a version, '' anything), its JSON
--      without version and times or '' to delete it. Where the last argument is 'only', all others are deleted too, and
--      what stays the same is no change.
-- Reply: the number of the change; or a word and what it is about: 'exists', 'missing' or 'stale'. Nothing was changed then.
local entries, counter, history = unpack(KEYS)
local channel, topic, author, expected, kept = unpack(ARGV, 1, 5)
local last = #ARGV
local only = ARGV[last] == 'only' and (last - 5) % 3 == 1

-- Also where no version is expected: a history of another type must fail before anything is written.
local latest = redis.call('XREVRANGE', history, '+', '-', 'COUNT', 1)[1]
if expected ~= '' then
  -- The version is the first field of the last change.
  if (latest and latest[2][2] or '0') ~= expected then return { 'stale', '' } end
end

local function decoded(text)
  local fine, entry = pcall(cjson.decode, text)
  return fine and type(entry) == 'table' and entry or {}
end

local function integer(n) return type(n) == 'number' and string.format('%.0f', n) or '0' end

local before, named = {}, {}
for i = 6, last - 2, 3 do
  local id, must = ARGV[i], ARGV[i + 1]
  local text = redis.call('HGET', entries, id)
  before[id], named[id] = text, true
  if must == 'new' and text then return { 'exists', id } end
  if must ~= 'new' and must ~= '' and not text then return { 'missing', id } end
  if text and tonumber(must) and integer(decoded(text).version) ~= must then return { 'stale', id } end
end

local number = string.format('%.0f', redis.call('INCR', counter))
local time = redis.call('TIME')[1]
local old, new = {}, {}
local function note(list, id, text) list[#list + 1] = cjson.encode(id) .. ':' .. cjson.encode(text) end

local function remove(id, text)
  redis.call('HDEL', entries, id)
  note(old, id, text)
end

if only then
  local all = redis.call('HGETALL', entries)
  for i = 1, #all, 2 do
    if not named[all[i]] then remove(all[i], all[i + 1]) end
  end
end
for i = 6, last - 2, 3 do
  local id, json = ARGV[i], ARGV[i + 2]
  local text = before[id]
  local same = only and text and text:sub(1, #json + 10) == json:sub(1, -2) .. ',"version":'
  if json ~= '' and not same then
    local created = text and decoded(text).created_at
    local stored = json:sub(1, -2) .. ',"version":' .. number .. ',"created_at":' .. (created and integer(created) or time)
      .. ',"updated_at":' .. time .. '}'
    redis.call('HSET', entries, id, stored)
    if text then note(old, id, text) end
    note(new, id, stored)
  elseif text and not same then
    remove(id, text)
  end
end
redis.call('XADD', history, 'MAXLEN', '~', kept, '*', 'version', number, 'at', time, 'author', author,
  'before', '{' .. table.concat(old, ',') .. '}', 'after', '{' .. table.concat(new, ',') .. '}')
-- Only a hint: a user who may not publish is left with what the nodes look at each second.
redis.pcall('PUBLISH', channel, topic .. ' ' .. number)
return { number }
