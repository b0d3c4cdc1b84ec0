# Covver's order event -> the ERP's order. Documented fields are mapped by name. All other fields, present or future,
# are kept under "extra": of the order, of each line, and of the source for the envelope. Absent fields and nulls are
# left out. Values pass unchanged: text stays text, and a number keeps its digits.
#
# A line's title is Covver's "title" and nothing else; productTitle and variantTitle name other things and stay in extra.
# A known field of the wrong kind (a list as orderNumber, a time that can't be read) is kept in extra under its own name.

def plain: type | . == "string" or . == "number" or . == "boolean";
def given: if type == "object" then with_entries(select(.value != null) | {key, value: (.value | given)}) else . end;
def filled: with_entries(select(.value != null and .value != {}));

# {"ours": "theirs"} -> {"ours": value}, where the value is plain
def mapped($names): . as $in | $names | with_entries({key, value: $in[.value]} | select(.value | plain));

# all fields except mapped ones and known ones that are null
def unmapped($names):
  . as $in
  | [$names[] | select(. as $name | $in[$name] | . == null or plain) | {key: ., value: true}] | from_entries as $done
  | $in | with_entries(select($done[.key] | not));

def line:
  {lineId: "id", variantId: "variantId", productId: "productId", title: "title", quantity: "quantity", price: "price"}
    as $names
  | (first((.image | objects | .url | strings), (.imageUrl | strings)) // null) as $imageUrl
  | mapped($names)
    + {
      imageUrl: $imageUrl,
      personalization: ((.personalizations | objects | given) // null),
      extra: (
        unmapped($names)
        | if .personalizations | . == null or type == "object" then del(.personalizations) else . end
        | if .imageUrl | . == null or . == $imageUrl then del(.imageUrl) else . end
        | if (.image | type) == "object" and (.image.url | . == null or . == $imageUrl) then .image |= del(.url) else . end
        | if .image | . == null or . == {} then del(.image) else . end
      )
    }
  | filled;

def order($status; $source):
  {orderId: "id", orderNumber: "orderNumber", externalId: "externalId"} as $names
  | ((.createdAt | strings | utc) // null) as $createdAt
  | (.orderLineItems | if type == "array" and all(type == "object") then . else null end) as $lines
  | mapped($names)
    + {
      status: $status,
      createdAt: $createdAt,
      lines: (if $lines then $lines | map(line) else null end),
      source: $source,
      extra: (
        unmapped($names)
        | if .createdAt == null or $createdAt then del(.createdAt) else . end
        | if .orderLineItems == null or $lines then del(.orderLineItems) else . end
      )
    }
  | filled;

header("CamelInboxEventType") as $type
| ({OrderPlaced: "placed", OrderConfirmed: "confirmed", OrderFulfilled: "fulfilled"}[$type]
    // error("\($type) is no order event")) as $status
| if type != "object" or (.data | type) != "object" then error("an order event without an object under data") else . end
| {
    event: header("CamelInboxEventId"),
    type: $type,
    receivedAt: header("CamelInboxReceivedAt"),
    extra: del(.type, .data)
  } as $source
| .data | order($status; $source | filled)
