-- Each step of the queue's way as one statement and one round trip. Inside a function every statement has a snapshot of
-- its own, which the law of the lane asks for: first the lock, then the reading. Why: docs/decisions/0021-one-statement-a-step.md
-- Hubs of several versions share these: what takes or gives something else gets another name.

ALTER TABLE outbox_attempt ADD COLUMN sent_to text, ADD COLUMN sent bytea, ADD COLUMN sent_text bytea, ADD COLUMN sent_bytes bigint;
-- Not checked of the rows that are there, which have none: the queue would wait for that.
ALTER TABLE outbox_attempt ADD CONSTRAINT outbox_attempt_sent CHECK (
  sent_to IS NOT NULL AND octet_length(sent_to) <= 65536
    AND coalesce(octet_length(sent), 0) <= 1048576 AND coalesce(octet_length(sent_text), 0) <= 1048576
  OR sent_to IS NULL AND sent IS NULL AND sent_text IS NULL AND sent_bytes IS NULL) NOT VALID;
COMMENT ON COLUMN outbox_attempt.sent_to IS 'Where the attempt handed something over, without login and query, and a line for each header that is kept. Null if it came to none, none is kept (waybill.outbox.keep-sent), or it was purged with the event''s body.';
COMMENT ON COLUMN outbox_attempt.sent IS 'The first bytes of what it handed over; null beside a length if that was the event''s body as received. Whether they arrived, the outcome tells.';
COMMENT ON COLUMN outbox_attempt.sent_text IS 'The first bytes of a mail''s plain text, beside its HTML in sent.';
COMMENT ON COLUMN outbox_attempt.sent_bytes IS 'The length of all that sent is the beginning of; null if it isn''t known.';

CREATE FUNCTION outbox_open_lanes(destinations text[], lanes text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- The update that never happens is what takes the lock. What comes out of unnest has the database's collation: left at
  -- that, the order of locks would not be everybody else's.
  INSERT INTO outbox_lane (destination, lane)
  SELECT DISTINCT d COLLATE "C" AS d, l COLLATE "C" AS l FROM unnest(destinations, lanes) u(d, l) ORDER BY d, l
  ON CONFLICT (destination, lane) DO UPDATE SET due_at = outbox_lane.due_at WHERE false;
END $$;
COMMENT ON FUNCTION outbox_open_lanes IS 'Makes the lanes that are missing and locks all of them, in order; pairs may repeat.';

CREATE FUNCTION outbox_close_lanes(destinations text[], lanes text[]) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  closed int;
BEGIN
  -- The scalar sub-select with a LIMIT keeps the planner from a quadratic anti join over a long queue.
  DELETE FROM outbox_lane l
   WHERE (l.destination, l.lane) IN (SELECT * FROM unnest(destinations, lanes))
     AND (SELECT d.id FROM outbox_delivery d
           WHERE d.destination = l.destination AND d.lane = l.lane AND d.state IN ('PENDING', 'DEAD')
           ORDER BY d.event_id, d.id LIMIT 1) IS NULL;
  GET DIAGNOSTICS closed = ROW_COUNT;
  RETURN closed;
END $$;
COMMENT ON FUNCTION outbox_close_lanes IS 'Deletes those of the locked lanes that have nothing open any more.';

CREATE FUNCTION outbox_record(destinations text[], lanes text[], events bigint[], parts text[], by_node bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  overtaken_destinations text[];
  overtaken_lanes text[];
BEGIN
  PERFORM outbox_open_lanes(destinations, lanes);

  -- Events come in id order and so do their rows; a destination that an event already has is passed over. What comes back
  -- are the lanes that wait for an operator because of a younger event, as a rule none: only an event that is routed late
  -- gets in front. LATERAL with LIMIT: a plan made while there were few lanes can't become a scan of them.
  WITH added AS (
    INSERT INTO outbox_delivery (destination, lane, event_id, part, made_by)
    SELECT u.destination, u.lane, u.event_id, u.part, by_node
      FROM unnest(destinations, lanes, events, parts) WITH ORDINALITY u(destination, lane, event_id, part, place)
     ORDER BY u.place
    ON CONFLICT (event_id, destination, part, generation) DO NOTHING
    RETURNING destination, lane, event_id),
  overtaken AS (
    SELECT DISTINCT a.destination, a.lane
      FROM added a
     CROSS JOIN LATERAL (
        SELECT l.blocked_by FROM outbox_lane l
         WHERE l.destination = a.destination AND l.lane = a.lane AND l.blocked_by IS NOT NULL LIMIT 1) l
     WHERE (SELECT d.event_id FROM outbox_delivery d WHERE d.id = l.blocked_by) > a.event_id)
  SELECT array_agg(o.destination), array_agg(o.lane) INTO overtaken_destinations, overtaken_lanes FROM overtaken o;

  -- Due now; where a DEAD delivery is the head then, the next lease blocks the lane again.
  IF overtaken_lanes IS NOT NULL THEN
    UPDATE outbox_lane l SET blocked_by = NULL, tries = 0, due_at = now()
     WHERE (l.destination, l.lane) IN (SELECT * FROM unnest(overtaken_destinations, overtaken_lanes));
  END IF;
END $$;
COMMENT ON FUNCTION outbox_record IS 'Adds the deliveries that are missing, after their lanes were locked; by_node routed their events.';

CREATE FUNCTION outbox_lease(of_destination text, for_owner bigint, most int, trial boolean)
RETURNS TABLE (lane text, token bigint, tries int, id bigint, event_id bigint, part text, generation int, attempts int,
               retries_from int, source text, idempotency_key text, message_group text, type text,
               received_at timestamptz, body bytea) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  lanes text[];
  tokens bigint[];
  counts int[];
  room int := most;
  taken int;
  handed int;
BEGIN
  WHILE room > 0 LOOP
    WITH due AS MATERIALIZED (
      SELECT l.destination, l.lane FROM outbox_lane l
       WHERE l.destination = of_destination AND l.owner IS NULL AND l.blocked_by IS NULL AND l.due_at <= now()
         AND NOT EXISTS (SELECT 1 FROM outbox_pause p WHERE p.destination = of_destination)
         AND (trial OR NOT EXISTS (SELECT 1 FROM outbox_circuit c WHERE c.destination = of_destination))
       ORDER BY l.due_at LIMIT room FOR UPDATE SKIP LOCKED),
    leased AS (
      UPDATE outbox_lane l SET owner = for_owner, token = nextval('lease_token'), tries = l.tries + 1, unreachable_at = NULL
        FROM due WHERE (l.destination, l.lane) = (due.destination, due.lane)
      RETURNING l.lane, l.token, l.tries)
    SELECT array_agg(d.lane), array_agg(d.token), array_agg(d.tries), count(*) INTO lanes, tokens, counts, taken FROM leased d;
    EXIT WHEN taken = 0;

    -- In one statement with the lease, the head would be read in the snapshot from before the lane was locked, and could
    -- be one that was settled meanwhile.
    RETURN QUERY
    SELECT u.lane, u.token, u.tries, d.id, d.event_id, d.part, d.generation, d.attempts, d.retries_from,
           e.source, e.idempotency_key, e.message_group, e.type, e.received_at, b.body
      FROM unnest(lanes, tokens, counts) u(lane, token, tries)
     CROSS JOIN LATERAL (
        SELECT o.id, o.event_id, o.part, o.generation, o.state, o.attempts, o.retries_from FROM outbox_delivery o
         WHERE o.destination = of_destination AND o.lane = u.lane AND o.state IN ('PENDING', 'DEAD')
         ORDER BY o.event_id, o.id LIMIT 1) d
      JOIN inbox_event e ON e.id = d.event_id
      JOIN inbox_body b ON b.event_id = d.event_id
     WHERE d.state = 'PENDING';
    GET DIAGNOSTICS handed = ROW_COUNT;

    -- A DEAD head waits for an operator, and an empty lane for nobody. There may be more behind a batch that was full of them.
    IF handed < taken THEN
      UPDATE outbox_lane l SET owner = NULL, token = NULL, tries = 0, due_at = now(), blocked_by = u.id
        FROM (SELECT u.lane, (SELECT o.id FROM outbox_delivery o
                               WHERE o.destination = of_destination AND o.lane = u.lane AND o.state IN ('PENDING', 'DEAD')
                               ORDER BY o.event_id, o.id LIMIT 1) AS id
                FROM unnest(lanes) u(lane)) u
       WHERE l.destination = of_destination AND l.lane = u.lane
         AND (SELECT d.state FROM outbox_delivery d WHERE d.id = u.id) = 'DEAD';
      PERFORM outbox_close_lanes(array_fill(of_destination, ARRAY[taken]), lanes);
    END IF;
    EXIT WHEN taken < room;
    room := room - handed;
  END LOOP;
END $$;
COMMENT ON FUNCTION outbox_lease IS 'Leases a destination''s due lanes and returns their heads; lanes with a DEAD head are blocked, empty ones closed.';

CREATE FUNCTION outbox_settle(
  destinations text[], lanes text[], tokens bigint[], owners bigint[], deliveries bigint[], states text[],
  pauses double precision[], unreachable boolean[], numbers int[], starts timestamptz[], durations int[],
  outcomes text[], statuses int[], reasons text[], answers bytea[],
  targets text[], bodies bytea[], texts bytea[], lengths bigint[])
RETURNS SETOF bigint LANGUAGE plpgsql AS $$
DECLARE
  held bigint[];
  held_destinations text[];
  held_lanes text[];
BEGIN
  -- Whose the lanes are is compared after they were locked: by the owner the planner would pair every lane with every
  -- lease. No two leases have the same token.
  SELECT array_agg(l.token), array_agg(l.destination), array_agg(l.lane) INTO held, held_destinations, held_lanes
    FROM (SELECT l.destination, l.lane, l.token FROM outbox_lane l
           WHERE (l.destination, l.lane) IN (SELECT * FROM unnest(destinations, lanes))
           ORDER BY l.destination, l.lane FOR UPDATE) l
   WHERE l.token = ANY (tokens);

  INSERT INTO outbox_attempt (delivery_id, number, node, started_at, duration_ms, outcome, status, reason, answer, stale,
                              sent_to, sent, sent_text, sent_bytes)
  SELECT u.delivery, u.number, u.owner, u.start, u.duration, u.outcome, u.status, u.reason, u.answer,
         NOT coalesce(u.token = ANY (held), false), u.target, u.body, u.body_text, u.length
    FROM unnest(tokens, owners, deliveries, numbers, starts, durations, outcomes, statuses, reasons, answers,
                targets, bodies, texts, lengths)
         u(token, owner, delivery, number, start, duration, outcome, status, reason, answer,
           target, body, body_text, length);
  IF held IS NULL THEN
    RETURN;
  END IF;

  UPDATE outbox_delivery d SET state = u.state, attempts = d.attempts + 1,
         finished_at = CASE WHEN u.state IN ('DELIVERED', 'SKIPPED') THEN now() END
    FROM unnest(deliveries, states, tokens) u(id, state, token) WHERE d.id = u.id AND u.token = ANY (held);

  -- Whatever frees a lane is a result for its head, so that the count of leases without one begins anew. A block holds
  -- only at the head: an elder event may have been routed into the lane while its head was on the way.
  IF outbox_close_lanes(held_destinations, held_lanes) < cardinality(held) THEN
    UPDATE outbox_lane l SET owner = NULL, token = NULL, tries = 0, due_at = now() + make_interval(secs => u.pause),
           blocked_by = CASE WHEN u.state = 'DEAD' AND u.id = (
             SELECT d.id FROM outbox_delivery d
              WHERE d.destination = l.destination AND d.lane = l.lane AND d.state IN ('PENDING', 'DEAD')
              ORDER BY d.event_id, d.id LIMIT 1) THEN u.id END,
           unreachable_at = CASE WHEN u.unreachable THEN now() END
      FROM unnest(destinations, lanes, deliveries, states, pauses, unreachable, tokens)
           u(destination, lane, id, state, pause, unreachable, token)
     WHERE (l.destination, l.lane) = (u.destination, u.lane) AND l.token = u.token;
  END IF;
  RETURN QUERY SELECT * FROM unnest(held);
END $$;
COMMENT ON FUNCTION outbox_settle IS 'Records ended attempts and what follows from them; returns the tokens of the leases that still held. The others'' attempts are stale and change nothing.';

CREATE FUNCTION inbox_read(of_source text, of_slot int, most int, bytes bigint)
RETURNS TABLE (event_id bigint, message_group text, tries int, idempotency_key text, type text, received_at timestamptz,
               body bytea, held boolean, followed boolean) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  -- The held flag is read in the same statement as the ready rows: read before, an event that arrived in between would
  -- pass its failed elder. Rows past the byte budget are left for the next read; the first one never is.
  RETURN QUERY
  SELECT ready.event_id, ready.message_group, ready.tries, ready.idempotency_key, ready.type, ready.received_at,
         ready.body, ready.held, ready.followed
    FROM (
    SELECT w.event_id, w.message_group, w.tries, e.idempotency_key, e.type, e.received_at, b.body,
           sum(octet_length(b.body)) OVER before <= bytes OR row_number() OVER before = 1 AS within,
           w.message_group IS NOT NULL AND (SELECT f.event_id FROM inbox_work f
             WHERE f.source = of_source AND f.slot = of_slot AND f.message_group = w.message_group
               AND f.state IN ('FAILED', 'WAITING') AND f.event_id < w.event_id LIMIT 1) IS NOT NULL AS held,
           w.message_group IS NOT NULL AND (SELECT f.event_id FROM inbox_work f
             WHERE f.source = of_source AND f.slot = of_slot AND f.message_group = w.message_group
               AND f.state = 'WAITING' AND f.event_id > w.event_id LIMIT 1) IS NOT NULL AS followed
      FROM ((SELECT i.event_id, i.message_group, i.tries FROM inbox_work i
              WHERE i.source = of_source AND i.slot = of_slot AND i.state = 'RECEIVED' ORDER BY i.event_id LIMIT most)
            UNION ALL
            (SELECT i.event_id, i.message_group, i.tries FROM inbox_work i
              WHERE i.source = of_source AND i.slot = of_slot AND i.state = 'FAILED' AND i.due_at <= now()
              ORDER BY i.due_at LIMIT most)) w
      JOIN inbox_event e ON e.id = w.event_id
      JOIN inbox_body b ON b.event_id = w.event_id
    WINDOW before AS (ORDER BY w.event_id)) ready
   WHERE ready.within ORDER BY ready.event_id;
END $$;
COMMENT ON FUNCTION inbox_read IS 'A leased slot''s next events in id order: new ones, and failed ones whose back-off has run out.';

CREATE FUNCTION inbox_claim(of_source text, for_owner bigint, most_slots int, most_events int, bytes bigint)
RETURNS TABLE (slot int, token bigint, event_id bigint, message_group text, tries int, idempotency_key text, type text,
               received_at timestamptz, body bytea, held boolean, followed boolean) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  slots int[];
  tokens bigint[];
BEGIN
  -- The slot whose next event is the eldest comes first: taken as they lie, the last ones would starve under load.
  WITH due AS MATERIALIZED (
    SELECT s.source, s.slot FROM inbox_slot s
     CROSS JOIN LATERAL (
       SELECT least(
         (SELECT w.event_id FROM inbox_work w
           WHERE w.source = s.source AND w.slot = s.slot AND w.state = 'RECEIVED' ORDER BY w.event_id LIMIT 1),
         (SELECT w.event_id FROM inbox_work w
           WHERE w.source = s.source AND w.slot = s.slot AND w.state = 'FAILED' AND w.due_at <= now()
           ORDER BY w.due_at LIMIT 1)) AS next) w
     WHERE s.source = of_source AND s.owner IS NULL AND w.next IS NOT NULL
     ORDER BY w.next LIMIT most_slots FOR UPDATE OF s SKIP LOCKED),
  claimed AS (
    UPDATE inbox_slot s SET owner = for_owner, token = nextval('lease_token')
      FROM due WHERE (s.source, s.slot) = (due.source, due.slot)
    RETURNING s.slot, s.token)
  SELECT array_agg(c.slot), array_agg(c.token) INTO slots, tokens FROM claimed c;

  RETURN QUERY
  SELECT c.slot, c.token, r.* FROM unnest(slots, tokens) c(slot, token)
    LEFT JOIN LATERAL inbox_read(of_source, c.slot, most_events, bytes) r ON true;
END $$;
COMMENT ON FUNCTION inbox_claim IS 'Leases free slots of a source that have something due and reads each; a slot that was emptied meanwhile comes with a row of nulls.';

CREATE FUNCTION inbox_routed(
  of_source text, of_slot int, of_owner bigint, of_token bigint,
  destinations text[], lanes text[], events bigint[], parts text[],
  routed bigint[], unrouted bigint[], waiting bigint[], failed bigint[], errors text[], delays double precision[],
  groups text[], followers int, release boolean) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM inbox_slot s
    WHERE s.source = of_source AND s.slot = of_slot AND s.owner = of_owner AND s.token = of_token FOR UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  IF cardinality(destinations) > 0 THEN
    PERFORM outbox_record(destinations, lanes, events, parts, of_owner);
  END IF;
  IF cardinality(routed) > 0 THEN
    DELETE FROM inbox_work w WHERE w.event_id = ANY (routed);
  END IF;
  -- What was routed before has its deliveries: that its route names nothing now is no reason to keep it here.
  IF cardinality(unrouted) > 0 THEN
    DELETE FROM inbox_work w WHERE w.again AND w.event_id = ANY (unrouted);
    UPDATE inbox_work w SET state = 'UNROUTED', error = NULL WHERE w.event_id = ANY (unrouted);
  END IF;
  IF cardinality(waiting) > 0 THEN
    UPDATE inbox_work w SET state = 'WAITING' WHERE w.event_id = ANY (waiting);
  END IF;
  IF cardinality(failed) > 0 THEN
    UPDATE inbox_work w SET state = 'FAILED', tries = w.tries + 1, error = u.error,
           due_at = now() + make_interval(secs => u.delay)
      FROM unnest(failed, errors, delays) u(event_id, error, delay) WHERE w.event_id = u.event_id;
  END IF;
  IF cardinality(groups) > 0 THEN
    PERFORM inbox_release_followers(of_source, of_slot, groups, followers);
  END IF;
  IF release THEN
    UPDATE inbox_slot s SET owner = NULL, token = NULL WHERE s.source = of_source AND s.slot = of_slot;
  END IF;
  RETURN true;
END $$;
COMMENT ON FUNCTION inbox_routed IS 'Ends a batch, all or nothing: what was routed has its deliveries and goes; what nobody wants, has to wait or failed stays; followers of the groups come on. False if the slot has passed to another router.';

CREATE FUNCTION inbox_release_followers(of_source text, of_slot int, groups text[], most int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- The eldest first and so many at a time: they are the next ones to get through, and release the next.
  UPDATE inbox_work w SET state = 'RECEIVED' WHERE w.event_id IN (
    SELECT f.event_id FROM unnest(groups) g(message_group)
     CROSS JOIN LATERAL (
       SELECT i.event_id FROM inbox_work i
        WHERE i.source = of_source AND i.slot = of_slot AND i.message_group = g.message_group AND i.state = 'WAITING'
        ORDER BY i.event_id LIMIT most) f);
END $$;
COMMENT ON FUNCTION inbox_release_followers IS 'Lets the next waiting events of these groups be routed, because their elder got through or was discarded.';
