# An order event -> the fulfilment file: CSV by RFC 4180, a header line, then a row per line item. Text is in quotes, a
# number isn't and keeps its digits, a missing value is empty; a value of another kind than documented is its JSON text.
#
# A text that a spreadsheet would run as a formula, one that starts with = + - @, their full-width forms, a tab or a line
# break, gets a leading apostrophe; "-5" as text too. Numbers, -5 included, stay as they are.

def harmless:
  if length > 0 and (.[0:1] | inside("=+-@＝＋－＠\t\r\n")) then "'" + . else . end;
def cell:
  if . == null then ""
  elif type == "number" or type == "boolean" then tostring
  else (if type == "string" then . else tojson end) | harmless | "\"" + (split("\"") | join("\"\"")) + "\""
  end;
def row: map(cell) | join(",");
def fields: if type == "object" then . else {} end;

["decade", "hundreds", "monthPadded", "ordinal", "yearsPadded", "zodiac", "elapsed", "month", "year", "years"] as $date
| {
    anniversary: $date,
    birth: $date,
    name: ["first", "firstNameInitials", "firstPossessive", "initials", "last", "lastNameInitials"],
    work: ["department", "location"]
  } as $personalizations
| [$personalizations | to_entries[] | .key as $part | .value[] | [$part, .]] as $flattened
| (objects | .data | objects) // error("an order event without an object under data")
| . as $order
| ((.createdAt | strings | utc) // .createdAt) as $createdAt
| [
    (["eventId", "eventType", "orderId", "orderNumber", "externalId", "createdAt", "lineId", "productId", "productTitle",
      "variantId", "variantTitle", "title", "quantity", "price", "imageUrl"] + ($flattened | map(join("."))) | join(",")),
    (
      (.orderLineItems | arrays | .[])
      | fields
      | . as $line
      | [
          header("CamelInboxEventId"), header("CamelInboxEventType"),
          $order.id, $order.orderNumber, $order.externalId, $createdAt,
          .id, .productId, .productTitle, .variantId, .variantTitle, .title, .quantity, .price,
          (first((.image | objects | .url | strings), (.imageUrl | strings)) // null)
        ]
        + ($flattened | map(.[0] as $part | .[1] as $field | $line.personalizations | fields | .[$part] | fields | .[$field]))
      | row
    )
  ]
| map(. + "\r\n")
| join("")
