# An order event -> the content of its mail: texts only, each on one line and of limited length. No value of an order
# can break out of its place. Other fields than these are not shown.

def one_line($max):
  if length > $max then .[0:$max - 1] + "…" else . end
  | explode
  | map(if . < 32 or (. > 126 and . < 160) or . == 8232 or . == 8233 or (. >= 8206 and . <= 8207)
      or (. >= 8234 and . <= 8238) or (. >= 8294 and . <= 8297) or (. >= 55296 and . <= 57343) then 32 else . end)
  | implode
  | sub("^ +"; "") | sub(" +$"; "");
def text($max):
  if type == "string" or type == "number" or type == "boolean" then tostring | one_line($max) else "" end
  | if . == "" then null else . end;
def filled: with_entries(select(.value != null and .value != "" and .value != []));

def line:
  {
    title: ((.title // .productTitle) | text(200)),
    product: ([.productTitle, .variantTitle | text(100) | strings] | join(", ")),
    quantity: (.quantity | text(40)),
    price: (.price | text(40)),
    trackingNumber: (.trackingNumber | text(100)),
    trackingUrl: (.trackingUrl | text(500))
  }
  | filled;

header("CamelInboxEventType") as $type
| ({OrderPlaced: "placed", OrderConfirmed: "confirmed", OrderFulfilled: "fulfilled"}[$type]
    // error("\($type) is no order event")) as $status
| (objects | .data | objects) // error("an order event without an object under data")
| (.orderNumber | text(60)) as $number
| {
    subject: (["Covver order", ($number | strings), $status] | join(" ")),
    status: $status,
    orderNumber: $number,
    orderId: (.id | text(100)),
    externalId: (.externalId | text(100)),
    createdAt: ((.createdAt | strings | utc) // (.createdAt | text(60))),
    trackingNumber: (.trackingNumber | text(100)),
    trackingUrl: (.trackingUrl | text(500)),
    lines: [.orderLineItems | arrays | .[] | (objects // {}) | line],
    event: header("CamelInboxEventId")
  }
| filled
