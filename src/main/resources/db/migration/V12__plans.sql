-- Plans: what a candidate bundle would have done to stored events, compared with the live one. Why: docs/decisions/0034-plan.md
-- A new table; hubs of before don't know it.

CREATE TABLE plan (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  state            text NOT NULL DEFAULT 'RUNNING' CHECK (state IN ('RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
  made_at          timestamptz NOT NULL DEFAULT now(),
  made_by          text NOT NULL,
  selection        text NOT NULL,
  live             text NOT NULL CHECK (length(live) = 64),
  candidate        text NOT NULL CHECK (length(candidate) = 64),
  events           int NOT NULL DEFAULT 0 CHECK (events >= 0),
  progress_at      timestamptz NOT NULL DEFAULT now(),
  cancel_requested boolean NOT NULL DEFAULT false,
  result           text,
  error            text,
  ended_at         timestamptz,
  CHECK ((state = 'RUNNING') = (ended_at IS NULL)),
  CHECK ((state = 'FAILED') = (error IS NOT NULL)),
  CHECK (state <> 'DONE' OR result IS NOT NULL)
);
COMMENT ON TABLE plan IS 'Comparisons of a candidate bundle with the live one over stored events; kept a week.';
COMMENT ON COLUMN plan.selection IS 'The events that were asked for, as JSON.';
COMMENT ON COLUMN plan.live IS 'The SHA-256 of the bundle that the hub ran at that time.';
COMMENT ON COLUMN plan.candidate IS 'The SHA-256 of the bundle that was compared with it.';
COMMENT ON COLUMN plan.events IS 'The events compared so far.';
COMMENT ON COLUMN plan.progress_at IS 'The time of the last progress: a RUNNING one without any for a minute ran on a hub that is gone.';
COMMENT ON COLUMN plan.cancel_requested IS 'An operator asked the hub that runs it to stop.';
COMMENT ON COLUMN plan.result IS 'Counts, samples of differences and things that can''t be known, as JSON.';
CREATE INDEX plan_by_bundle ON plan (candidate, made_at DESC);
