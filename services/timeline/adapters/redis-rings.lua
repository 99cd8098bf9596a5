#!lua name=skein_rings_1
-- Rings in Redis: the bytes of domain/ring.ts. These functions do the changes that must read and write a ring atomically.
-- Entries above the capacity stay until the buffer is full, or until the next read, which trims the ring.

local header_bytes, entry_bytes, capacity, spare = 32, 24, 800, 128
local full_bytes = header_bytes + capacity * entry_bytes

-- Reads a 64-bit number at an offset counted from 0, as two halves, because a Lua number has only 53 bits.
local function u64(bytes, at)
  return struct.unpack('>I4I4', bytes, at + 1)
end

local function above(a_high, a_low, b_high, b_low)
  return a_high > b_high or (a_high == b_high and a_low > b_low)
end

-- The same as trimmed() of the domain: removes the entries that arrived first and raises complete_from above them.
local function trim(key, size)
  local cut = size - full_bytes
  local first = redis.call('GETRANGE', key, 0, header_bytes + cut - 1)
  local high, low = u64(first, header_bytes)
  for at = header_bytes + entry_bytes, header_bytes + cut - 1, entry_bytes do
    local h, l = u64(first, at)
    if above(h, l, high, low) then high, low = h, l end
  end
  low = low + 1
  if low == 4294967296 then high, low = high + 1, 0 end
  local from_high, from_low = u64(first, 24)
  if above(from_high, from_low, high, low) then high, low = from_high, from_low end
  local kept = redis.call('GETRANGE', key, header_bytes + cut, -1)
  redis.call('SET', key, string.sub(first, 1, 24) .. struct.pack('>I4I4', high, low) .. kept, 'KEEPTTL')
end

-- Appends an entry to a ring if it exists; returns 1 if it does.
local function push(keys, args)
  if redis.call('EXISTS', keys[1]) == 0 then return 0 end
  local size = redis.call('APPEND', keys[1], args[1])
  if size > full_bytes + spare * entry_bytes then trim(keys[1], size) end
  return 1
end

-- Appends an entry to those of a node's rings that exist; returns a digit for each, 1 if it exists. The rings are not declared as
-- keys, because declared keys must be in one slot. A node refuses the first ring that belongs to another node.
local function push_all(_, args)
  local entry, done = args[1], {}
  for at = 2, #args do
    done[at - 1] = push({ args[at] }, { entry })
  end
  return table.concat(done)
end

-- Returns the ring, or stores the given empty one. Renews its TTL; a ring without a TTL keeps none.
local function open(keys, args)
  local ring = redis.call('GET', keys[1])
  if ring then
    redis.call('PEXPIRE', keys[1], args[2], 'XX')
    return ring
  end
  redis.call('SET', keys[1], args[1], 'PX', args[2])
  return args[1]
end

-- Compare and set: replaces the ring with the given SHA-1; returns false if the ring has changed or is missing.
local function replace(keys, args)
  local ring = redis.call('GET', keys[1])
  if not ring or redis.sha1hex(ring) ~= args[1] then return 0 end
  redis.call('SET', keys[1], args[2], 'KEEPTTL')
  redis.call('PEXPIRE', keys[1], args[3], 'XX')
  return 1
end

redis.register_function('skein_ring_push_1', push)
redis.register_function{
  function_name = 'skein_ring_push_all_1', callback = push_all, flags = { 'allow-cross-slot-keys' }
}
-- The first versions of these functions expire kept rings. Processes of the previous release still call them.
redis.register_function('skein_ring_open_1', open)
redis.register_function('skein_ring_open_2', open)
redis.register_function('skein_ring_replace_1', replace)
redis.register_function('skein_ring_replace_2', replace)
