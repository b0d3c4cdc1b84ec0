-- Revisions: bundles that were published, and the one row that says which of them is live. Why: docs/decisions/0035-publish.md
-- Five small tables that hubs of before don't know, and a column that is null in the rows that are there.

SET LOCAL lock_timeout = '1s'; -- see V10

CREATE TABLE revision (
  number       int PRIMARY KEY CHECK (number > 0),
  checksum     text NOT NULL UNIQUE CHECK (length(checksum) = 64),
  files        bytea NOT NULL,
  published_at timestamptz NOT NULL DEFAULT now(),
  published_by text NOT NULL,
  reason       text NOT NULL,
  plan         bigint,
  based_on     int REFERENCES revision
);
COMMENT ON TABLE revision IS 'Bundles that were published, each once, numbered without gaps; kept for ever.';
COMMENT ON COLUMN revision.checksum IS 'The SHA-256 over paths and bytes, as in plan.candidate.';
COMMENT ON COLUMN revision.files IS 'A ZIP of the files, the same for the same bundle.';
COMMENT ON COLUMN revision.plan IS 'The plan that it was published with; null without one. Plans are kept for a shorter time.';
COMMENT ON COLUMN revision.based_on IS 'The live revision that its author began with, where the author said so.';

CREATE TABLE live_revision (
  only_one     boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  number       int REFERENCES revision,
  change       bigint NOT NULL DEFAULT 0,
  changed_at   timestamptz NOT NULL DEFAULT now(),
  changed_by   text NOT NULL,
  canary       int REFERENCES revision,
  canary_first int CHECK (canary_first > 0),
  CHECK ((canary IS NULL) = (canary_first IS NULL)),
  CHECK (canary IS NULL OR number IS NOT NULL AND canary <> number)
);
COMMENT ON TABLE live_revision IS 'The one row that says which revision all hubs run. Whoever numbers a revision or changes the row locks it first.';
COMMENT ON COLUMN live_revision.number IS 'The live revision; null until the first hub with this table has started.';
COMMENT ON COLUMN live_revision.change IS 'The number of changes of this row.';
COMMENT ON COLUMN live_revision.canary IS 'The revision that is tried on a few events; null if none is.';
COMMENT ON COLUMN live_revision.canary_first IS 'The number of events of each type that the canary takes.';
INSERT INTO live_revision (changed_by) VALUES ('the hub');

CREATE TABLE hub_revision (
  node    bigint PRIMARY KEY REFERENCES node ON DELETE CASCADE,
  hub     text NOT NULL,
  number  int,
  canary  int,
  change  bigint NOT NULL,
  problem text,
  at      timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE hub_revision IS 'The revision that each running hub runs; a row goes with its node.';
COMMENT ON COLUMN hub_revision.number IS 'The revision that it runs; null if its routes are no revision.';
COMMENT ON COLUMN hub_revision.canary IS 'The canary that it has made ready beside it; null without one.';
COMMENT ON COLUMN hub_revision.change IS 'The change of live_revision that it has acted on, with or without success.';
COMMENT ON COLUMN hub_revision.problem IS 'The reason why it could not follow that change; null if it did.';

CREATE TABLE canary_place (
  revision int NOT NULL REFERENCES revision,
  type     text NOT NULL,
  taken    int NOT NULL,
  PRIMARY KEY (revision, type)
);
COMMENT ON TABLE canary_place IS 'The events of each type that the canary has taken; rows go when the canary ends.';

CREATE TABLE canary_event (
  event_id bigint PRIMARY KEY,
  revision int NOT NULL REFERENCES revision,
  type     text NOT NULL
);
COMMENT ON TABLE canary_event IS 'The events that the canary has taken; rows go when the canary ends.';

CREATE FUNCTION canary_takes(of_canary int, first int, event bigint, of_type text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  places int;
BEGIN
  -- Without a lock first: that is all there is to do once a type's places are gone.
  IF EXISTS (SELECT FROM canary_event c WHERE c.event_id = event AND c.revision = of_canary) THEN
    RETURN true;
  END IF;
  IF (SELECT p.taken FROM canary_place p WHERE p.revision = of_canary AND p.type = of_type) >= first THEN
    RETURN false;
  END IF;

  -- Held to the commit, so that a place can't be taken after the rows of an ended canary were deleted.
  PERFORM FROM live_revision l WHERE l.canary = of_canary FOR SHARE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  INSERT INTO canary_place (revision, type, taken) VALUES (of_canary, of_type, 0) ON CONFLICT DO NOTHING;
  SELECT p.taken INTO places FROM canary_place p WHERE p.revision = of_canary AND p.type = of_type FOR UPDATE;
  IF EXISTS (SELECT FROM canary_event c WHERE c.event_id = event) THEN
    RETURN true;
  END IF;
  IF places >= first THEN
    RETURN false;
  END IF;
  INSERT INTO canary_event (event_id, revision, type) VALUES (event, of_canary, of_type);
  UPDATE canary_place SET taken = taken + 1 WHERE revision = of_canary AND type = of_type;
  RETURN true;
END $$;
COMMENT ON FUNCTION canary_takes IS 'True if the event has, or now gets, one of the canary''s first places of its type.';

-- Last, so that deliveries wait for this moment alone.
ALTER TABLE outbox_attempt ADD COLUMN revision int;
COMMENT ON COLUMN outbox_attempt.revision IS 'The revision whose routes made the attempt; null if they were none.';
