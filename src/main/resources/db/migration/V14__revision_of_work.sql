-- The revision whose route named a delivery, beside that of each attempt (V13). Why: docs/decisions/0035-publish.md
-- Hubs of before go on with the functions of V9, whose rows have no revision.

SET LOCAL lock_timeout = '1s'; -- see V10
ALTER TABLE outbox_delivery ADD COLUMN revision int;
COMMENT ON COLUMN outbox_delivery.revision IS 'The number of the revision whose route named this delivery; null without a published one.';

CREATE FUNCTION outbox_record_by(destinations text[], lanes text[], events bigint[], parts text[], revisions int[], by_node bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  overtaken_destinations text[];
  overtaken_lanes text[];
BEGIN
  PERFORM outbox_open_lanes(destinations, lanes);

  -- Events come in id order and so do their rows; a destination that an event already has is passed over. What comes back
  -- are the lanes that wait for an operator because of a younger event, as a rule none: only an event that is routed late
  -- gets in front. LATERAL with LIMIT: a plan made while there were few lanes can't become a scan of them.
  WITH added AS (
    INSERT INTO outbox_delivery (destination, lane, event_id, part, revision, made_by)
    SELECT u.destination, u.lane, u.event_id, u.part, u.revision, by_node
      FROM unnest(destinations, lanes, events, parts, revisions) WITH ORDINALITY u(destination, lane, event_id, part, revision, place)
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
COMMENT ON FUNCTION outbox_record_by IS 'Adds the deliveries that are missing, after their lanes were locked; by_node routed their events.';

CREATE FUNCTION inbox_routed_by(
  of_source text, of_slot int, of_owner bigint, of_token bigint,
  destinations text[], lanes text[], events bigint[], parts text[], revisions int[],
  routed bigint[], unrouted bigint[], waiting bigint[], failed bigint[], errors text[], delays double precision[],
  groups text[], followers int, release boolean) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM inbox_slot s
    WHERE s.source = of_source AND s.slot = of_slot AND s.owner = of_owner AND s.token = of_token FOR UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  IF cardinality(destinations) > 0 THEN
    PERFORM outbox_record_by(destinations, lanes, events, parts, revisions, of_owner);
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
COMMENT ON FUNCTION inbox_routed_by IS 'Ends a batch, all or nothing, as inbox_routed does; each delivery has the revision that named it.';

CREATE FUNCTION outbox_settle_by(
  destinations text[], lanes text[], tokens bigint[], owners bigint[], deliveries bigint[], states text[],
  pauses double precision[], unreachable boolean[], numbers int[], starts timestamptz[], durations int[],
  outcomes text[], statuses int[], reasons text[], answers bytea[],
  targets text[], bodies bytea[], texts bytea[], lengths bigint[], revisions int[])
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
                              sent_to, sent, sent_text, sent_bytes, revision)
  SELECT u.delivery, u.number, u.owner, u.start, u.duration, u.outcome, u.status, u.reason, u.answer,
         NOT coalesce(u.token = ANY (held), false), u.target, u.body, u.body_text, u.length, u.revision
    FROM unnest(tokens, owners, deliveries, numbers, starts, durations, outcomes, statuses, reasons, answers,
                targets, bodies, texts, lengths, revisions)
         u(token, owner, delivery, number, start, duration, outcome, status, reason, answer,
           target, body, body_text, length, revision);
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
COMMENT ON FUNCTION outbox_settle_by IS 'Records ended attempts and what follows from them, as outbox_settle does; each attempt has its revision.';

-- Hubs of before call these names. One body serves both, so that a change of it can't miss one.
CREATE OR REPLACE FUNCTION outbox_record(destinations text[], lanes text[], events bigint[], parts text[], by_node bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM outbox_record_by(destinations, lanes, events, parts, NULL, by_node);
END $$;

CREATE OR REPLACE FUNCTION inbox_routed(
  of_source text, of_slot int, of_owner bigint, of_token bigint,
  destinations text[], lanes text[], events bigint[], parts text[],
  routed bigint[], unrouted bigint[], waiting bigint[], failed bigint[], errors text[], delays double precision[],
  groups text[], followers int, release boolean) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  RETURN inbox_routed_by(of_source, of_slot, of_owner, of_token, destinations, lanes, events, parts, NULL,
                         routed, unrouted, waiting, failed, errors, delays, groups, followers, release);
END $$;

CREATE OR REPLACE FUNCTION outbox_settle(
  destinations text[], lanes text[], tokens bigint[], owners bigint[], deliveries bigint[], states text[],
  pauses double precision[], unreachable boolean[], numbers int[], starts timestamptz[], durations int[],
  outcomes text[], statuses int[], reasons text[], answers bytea[],
  targets text[], bodies bytea[], texts bytea[], lengths bigint[])
RETURNS SETOF bigint LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY SELECT * FROM outbox_settle_by(
    destinations, lanes, tokens, owners, deliveries, states, pauses, unreachable, numbers, starts, durations,
    outcomes, statuses, reasons, answers, targets, bodies, texts, lengths, NULL);
END $$;
