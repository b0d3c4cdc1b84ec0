-- Posts signed webhooks, each under a random UUID as its key, with a body from the file that BODIES names: a line each,
-- signature, a space, body. Prints what came back as one line of JSON behind RESULT.

function init(args)
  local seed = io.open("/dev/urandom", "rb")
  local a, b, c, d = seed:read(4):byte(1, 4)
  seed:close()
  math.randomseed(((a * 256 + b) * 256 + c) * 256 + d)
  heads, tails, next_body = {}, {}, 0
  for line in io.lines(os.getenv("BODIES")) do
    local signature, body = line:match("^(%S+) (.*)$")
    heads[#heads + 1] = "POST /webhooks/covver HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
      .. "covverSignature: " .. signature .. "\r\ncovverIdempotencyKey: "
    tails[#tails + 1] = "\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
  end
end

local random, format = math.random, string.format

local function uuid()
  return format("%04x%04x-%04x-4%03x-%04x-%04x%04x%04x", random(0, 65535), random(0, 65535), random(0, 65535),
    random(0, 4095), random(32768, 49151), random(0, 65535), random(0, 65535), random(0, 65535))
end

function request()
  next_body = next_body % #heads + 1
  return heads[next_body] .. uuid() .. tails[next_body]
end

function done(summary, latency, requests)
  local errors = summary.errors
  print(format('RESULT {"requests":%d,"micros":%d,"refused":%d,"broken":%d,"timeouts":%d,"p50":%.0f,"p99":%.0f,"p999":%.0f}',
    summary.requests, summary.duration, errors.status, errors.connect + errors.read + errors.write, errors.timeout,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
end
