-- Asks for one page after the other of a list, each thread for its own share, and says what came of it as JSON.
local paths, at, step, threads = {}, 0, 1, {}

function setup(thread)
  table.insert(threads, thread)
  thread:set("number", #threads)
end

function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
  at, step = number - tonumber(args[2]), tonumber(args[2])
end

function request()
  at = at + step
  if at > #paths then at = number end
  return wrk.format("GET", paths[at])
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "failed": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
