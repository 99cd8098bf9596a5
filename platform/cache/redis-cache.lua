#!lua name=skein_cache_1
-- Reads many keys of a node with one call. The keys are not declared, because declared keys must be in one slot. A node refuses
-- the first key that belongs to another node.

-- Returns the value of each key; false, which clients receive as null, for a missing one.
local function get_all(_, keys)
  local found = {}
  for at = 1, #keys do found[at] = redis.call('GET', keys[at]) end
  return found
end

redis.register_function{
  function_name = 'skein_cache_get_all_1', callback = get_all, flags = { 'no-writes', 'allow-cross-slot-keys' }
}
