-- Replay by filter. Why it looks like this: docs/decisions/0010-replay-jobs.md

-- Dead deliveries are few, and the only ones that enter: routing and delivering write nothing here.
CREATE INDEX outbox_delivery_dead ON outbox_delivery (destination, event_id, id) WHERE state = 'DEAD';

CREATE TABLE replay_job (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  state         text NOT NULL DEFAULT 'PREVIEWED' CHECK (state IN ('PREVIEWED', 'RUNNING', 'DONE', 'CANCELLED')),
  destination   text COLLATE "C" NOT NULL,
  target        text COLLATE "C" NOT NULL,
  type          text,
  received_from timestamptz,
  received_to   timestamptz,
  states        text[] NOT NULL CHECK (cardinality(states) > 0 AND states <@ ARRAY['PENDING', 'DEAD', 'DELIVERED', 'SKIPPED']),
  up_to         bigint NOT NULL,
  last_event    bigint NOT NULL,
  per_second    int NOT NULL CHECK (per_second BETWEEN 1 AND 10000),
  matched       bigint NOT NULL,
  at_event      bigint NOT NULL,
  at_delivery   bigint NOT NULL DEFAULT 0,
  replayed      bigint NOT NULL DEFAULT 0,
  waiting       bigint NOT NULL DEFAULT 0,
  gone          bigint NOT NULL DEFAULT 0,
  in_flight     bigint NOT NULL DEFAULT 0,
  who           text NOT NULL,
  reason        text NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now(),
  started_by    text,
  started_at    timestamptz,
  moved_at      timestamptz,
  ended_at      timestamptz,
  CHECK ((started_at IS NULL) = (started_by IS NULL) AND (started_at IS NULL) = (moved_at IS NULL)),
  CHECK (state <> 'PREVIEWED' OR started_at IS NULL),
  CHECK (state NOT IN ('RUNNING', 'DONE') OR started_at IS NOT NULL),
  CHECK ((state IN ('DONE', 'CANCELLED')) = (ended_at IS NOT NULL))
);
COMMENT ON TABLE replay_job IS 'An operator''s order to replay many deliveries of a destination; whoever locks a RUNNING row moves its next batch.';
COMMENT ON COLUMN replay_job.state IS 'PREVIEWED: counted, not started; removed after a day. RUNNING: every node''s tick moves it on. DONE and CANCELLED are final.';
COMMENT ON COLUMN replay_job.target IS 'Where they are delivered: the destination itself, or another one.';
COMMENT ON COLUMN replay_job.up_to IS 'The newest delivery there was at the preview; what came after it, the job''s own replays among it, is never matched.';
COMMENT ON COLUMN replay_job.last_event IS 'The newest event there was at the preview; the job ends there.';
COMMENT ON COLUMN replay_job.matched IS 'How many deliveries matched at the preview.';
COMMENT ON COLUMN replay_job.at_event IS 'With at_delivery the last delivery that was looked at: where the next batch begins.';
COMMENT ON COLUMN replay_job.replayed IS 'Re-armed, or made anew.';
COMMENT ON COLUMN replay_job.waiting IS 'Left alone: a delivery of that event to the target waits already, or was made since the preview.';
COMMENT ON COLUMN replay_job.gone IS 'Left alone: retention has deleted the event''s body.';
COMMENT ON COLUMN replay_job.in_flight IS 'Left alone: it was being handed over at that moment.';
COMMENT ON COLUMN replay_job.moved_at IS 'Up to when the throttle''s allowance is used up, by the database''s clock.';
CREATE UNIQUE INDEX replay_job_running ON replay_job (destination, target) WHERE state = 'RUNNING';
