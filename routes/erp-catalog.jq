# A product or collection event -> the ERP's catalog document. What Covver puts under data is not documented, so it is
# passed on as it is, beside what happened, to what, and where the ERP can ask.

(objects // error("an event that is no JSON object"))
| {
  type: header("CamelInboxEventType"),
  id: ((.data | objects | .id | strings, numbers) // null),
  data: .data,
  source: ({
    event: header("CamelInboxEventId"),
    type: header("CamelInboxEventType"),
    receivedAt: header("CamelInboxReceivedAt"),
    extra: del(.type, .data)
  } | with_entries(select(.value != null and .value != {})))
}
| with_entries(select(.value != null))
