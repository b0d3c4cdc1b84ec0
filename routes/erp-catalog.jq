# A product or collection event -> the ERP's catalog document. Covver does not document the data of these events, so it
# is passed on unchanged, together with the event type, the object's id and the source event for questions.

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
