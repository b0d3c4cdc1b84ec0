-- What was signed is what goes on; what strangers send is kept apart from what may be true. Why: docs/decisions/0024-signed-form.md
-- Every new column is null or constant in the rows that are there: no table is rewritten, and hubs of before go on writing.

-- A lock that is not had at once is given up, and the hub begins again: nobody waits behind a migration that waits.
SET LOCAL lock_timeout = '1s';

ALTER TABLE quarantine ADD COLUMN plausible boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN quarantine.plausible IS 'Not signed with a live secret, but in everything else like a webhook: kept in a share of its own, which junk can''t flush.';
-- A sender repeats what it was refused; the copies must not push out what came once.
CREATE INDEX quarantine_plausible ON quarantine (source, idempotency_key, id) WHERE plausible;

-- The filler and searches wait for the reading of this table, the queue does not.
ALTER TABLE search_event ADD COLUMN body_hash bigint;
COMMENT ON COLUMN search_event.body_hash IS 'The first eight bytes of the event''s digest, where its source wants to know of the same body under another key.';
CREATE INDEX search_event_by_body ON search_event (body_hash, event_id) WHERE body_hash IS NOT NULL;

CREATE FUNCTION search_body_hash(digest bytea) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CAST(CAST('x' || encode(substring(digest FROM 1 FOR 8), 'hex') AS bit(64)) AS bigint)
$$;
COMMENT ON FUNCTION search_body_hash IS 'What search_event.body_hash holds of a digest.';

CREATE FUNCTION search_same_body_of(of_source text, of_type text, of_key text, of_digest bytea, within interval)
RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT max(e.id)
    FROM ((SELECT s.event_id AS id FROM search_event s
            WHERE s.body_hash = search_body_hash(of_digest) ORDER BY s.event_id DESC LIMIT 100)
          UNION ALL
          -- What is not filled in yet: a moment's, and no more than so many while the filler is far behind.
          (SELECT n.id FROM (SELECT i.id, i.digest FROM inbox_event i
                              WHERE i.id > (SELECT p.passed FROM search_progress p WHERE p.stage = 'NEW')
                              ORDER BY i.id DESC LIMIT 10000) n
            WHERE n.digest = of_digest)) c
   CROSS JOIN LATERAL (SELECT * FROM inbox_event x WHERE x.id = c.id LIMIT 1) e
   WHERE e.digest = of_digest AND e.source = of_source AND e.type = of_type AND e.received_at > now() - within
     AND NOT EXISTS (SELECT FROM inbox_event o WHERE o.source = of_source AND o.idempotency_key = of_key)
$$;
COMMENT ON FUNCTION search_same_body_of IS 'The latest event with the same body under another key; null if there is none, or if the key is an event''s already.';

CREATE TABLE search_same_body (
  event_id      bigint PRIMARY KEY,
  earlier_event bigint NOT NULL,
  found_at      timestamptz NOT NULL DEFAULT now(),
  CHECK (earlier_event < event_id)
);
COMMENT ON TABLE search_same_body IS 'Events whose signed body had come before under another key: a new order, or somebody who sends an old one again. Loses a row with its event.';
COMMENT ON COLUMN search_same_body.earlier_event IS 'The latest event before it of the same source and type with the same digest.';
CREATE INDEX search_same_body_found ON search_same_body (found_at);

-- Last, so that the intake waits for this one moment alone.
ALTER TABLE inbox_body ADD COLUMN received bytea;
COMMENT ON TABLE inbox_body IS 'The bytes of an event. A table of its own, so that retention deletes rows and never rewrites them.';
COMMENT ON COLUMN inbox_body.body IS 'The form that the signature covers: it is routed, delivered, shown and searched.';
COMMENT ON COLUMN inbox_body.received IS 'The bytes as they arrived, where those are others: only their re-serialisation was signed. Evidence, and nothing else.';
