-- What is purged, when, and why it can't take something that is still needed: docs/decisions/0013-retention.md

CREATE TABLE retention_sweep (
  stage        text PRIMARY KEY CHECK (stage IN ('BODIES', 'EVENTS')),
  passed       bigint NOT NULL DEFAULT 0,
  revisited_at timestamptz NOT NULL DEFAULT now(),
  due_at       timestamptz NOT NULL DEFAULT now(),
  ran_at       timestamptz,
  purged       bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE retention_sweep IS 'How far retention has got. Whoever holds the row''s lock is the one node that purges.';
COMMENT ON COLUMN retention_sweep.stage IS 'BODIES: the bytes of finished events. EVENTS: events without a body, with their deliveries, attempts and discard marks.';
COMMENT ON COLUMN retention_sweep.passed IS 'Every event up to this id was looked at; what had to stay is looked at again from 0, once an hour.';
COMMENT ON COLUMN retention_sweep.revisited_at IS 'When it last began at 0.';
COMMENT ON COLUMN retention_sweep.due_at IS 'No node goes on before.';
COMMENT ON COLUMN retention_sweep.ran_at IS 'The last batch that was committed.';
COMMENT ON COLUMN retention_sweep.purged IS 'How many bodies, or events, have gone so far.';
INSERT INTO retention_sweep (stage) VALUES ('BODIES'), ('EVENTS');

-- The one place that says when an event is finished. Each part is found by the event's id alone: a condition on the state
-- would let the planner walk through the index of all open deliveries.
CREATE VIEW retention_event AS
SELECT e.id AS event_id, e.received_at, d.deliveries, d.attempts,
       CASE WHEN d.open = 0 AND (SELECT w.event_id FROM inbox_work w WHERE w.event_id = e.id LIMIT 1) IS NULL
            THEN greatest(d.finished_at, x.discarded_at) END AS finished_at
  FROM inbox_event e
 CROSS JOIN LATERAL (
    SELECT count(*) AS deliveries, coalesce(sum(o.attempts), 0) AS attempts,
           count(*) FILTER (WHERE o.finished_at IS NULL) AS open, max(o.finished_at) AS finished_at
      FROM outbox_delivery o WHERE o.event_id = e.id) d
  LEFT JOIN inbox_discarded x ON x.event_id = e.id;
COMMENT ON VIEW retention_event IS 'Each event and when it was finished; never, if that is null.';
COMMENT ON COLUMN retention_event.finished_at IS 'When its last delivery was, or when it was discarded. Null while it has a work row, an open delivery, or nothing at all that says how it ended.';
