-- Finding events, and what became of them. Why it looks like this: docs/decisions/0020-search.md

CREATE TABLE search_event (
  event_id      bigint PRIMARY KEY,
  type          text COLLATE "C" NOT NULL,
  message_group text COLLATE "C",
  order_id      text COLLATE "C" CHECK (octet_length(order_id) <= 255),
  order_number  text COLLATE "C" CHECK (octet_length(order_number) <= 255),
  external_id   text COLLATE "C" CHECK (octet_length(external_id) <= 255)
) WITH (autovacuum_vacuum_insert_scale_factor = 0.05);
COMMENT ON TABLE search_event IS 'What people call an event by. Filled after the event was accepted; loses a row when retention deletes the event.';
COMMENT ON COLUMN search_event.order_id IS 'By the source''s order-id-pointer; null where it is the message group.';
COMMENT ON COLUMN search_event.order_number IS 'By the source''s order-number-pointer.';
COMMENT ON COLUMN search_event.external_id IS 'By the source''s external-id-pointer.';
CREATE INDEX search_event_by_type ON search_event (type, event_id);
CREATE INDEX search_event_by_group ON search_event (message_group, event_id) WHERE message_group IS NOT NULL;
CREATE INDEX search_event_by_order_id ON search_event (order_id, event_id) WHERE order_id IS NOT NULL;
CREATE INDEX search_event_by_order_number ON search_event (order_number, event_id) WHERE order_number IS NOT NULL;
CREATE INDEX search_event_by_external_id ON search_event (external_id, event_id) WHERE external_id IS NOT NULL;

CREATE TABLE search_progress (
  stage  text PRIMARY KEY CHECK (stage IN ('NEW', 'AGAIN', 'OLD')),
  passed bigint NOT NULL,
  due_at timestamptz NOT NULL DEFAULT now(),
  ran_at timestamptz
);
COMMENT ON TABLE search_progress IS 'How far search_event is filled. Whoever holds the row''s lock is the one node that goes on.';
COMMENT ON COLUMN search_progress.stage IS 'NEW: what was accepted. AGAIN: the same a minute later, for what was committed late. OLD: backwards, what was accepted before this table was made.';
COMMENT ON COLUMN search_progress.passed IS 'NEW and AGAIN: every event up to this id was looked at. OLD: every event from this id on; 0 when it has come to the end.';
COMMENT ON COLUMN search_progress.due_at IS 'No node goes on before.';
-- AGAIN begins earlier: a hub that still runs may commit a lower id than the highest there is now.
INSERT INTO search_progress (stage, passed)
SELECT s.stage, coalesce(greatest(0, e.newest + s.off), 0)
  FROM (VALUES ('NEW', 0), ('AGAIN', -10000), ('OLD', 1)) s (stage, off), (SELECT max(id) AS newest FROM inbox_event) e;

CREATE TABLE search_routes (
  node      bigint PRIMARY KEY,
  name      text NOT NULL,
  checksum  text NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE search_routes IS 'Which routes each start of a hub had loaded.';
COMMENT ON COLUMN search_routes.checksum IS 'SHA-256 over the route files, their names among it, in hexadecimal digits.';

-- Null in rows that are older than these columns.
ALTER TABLE outbox_delivery ADD COLUMN made_at timestamptz;
ALTER TABLE outbox_delivery ALTER COLUMN made_at SET DEFAULT now();
ALTER TABLE outbox_delivery ADD COLUMN made_by bigint;
COMMENT ON COLUMN outbox_delivery.made_at IS 'When its event was routed, or when an operator asked for it.';
COMMENT ON COLUMN outbox_delivery.made_by IS 'The node that routed its event; null where an operator asked for it.';

-- For one event's story; commands are few.
CREATE INDEX audit_of ON audit (subject_id, subject) WHERE subject_id IS NOT NULL;
