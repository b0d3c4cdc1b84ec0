# An order event -> its file's name: <orderNumber>-<status>-<eventId>.csv, the same for every attempt. Each character
# other than an ASCII letter or digit, a point, a dash or an underscore becomes an underscore. The order number is cut
# at 64 characters, does not start with a point or dash, and is "order" if missing. The event's id keeps names unique.

def safe:
  explode
  | map(if (. >= 48 and . <= 57) or (. >= 65 and . <= 90) or (. >= 97 and . <= 122) or . == 45 or . == 46 or . == 95
      then . else 95 end)
  | implode;

header("CamelInboxEventType") as $type
| ({OrderPlaced: "placed", OrderConfirmed: "confirmed", OrderFulfilled: "fulfilled"}[$type]
    // error("\($type) is no order event")) as $status
| (objects // error("an order event that is no JSON object"))
| (.data | objects | .orderNumber | strings, numbers | tostring | .[0:64] | safe | sub("^[.-]+"; "")) // ""
| (if . == "" then "order" else . end) + "-" + $status + "-" + header("CamelInboxEventId") + ".csv"
