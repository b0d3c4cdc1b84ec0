-- A job can also skip, and mean only what failed alike. Why: docs/decisions/0010-replay-jobs.md

ALTER TABLE replay_job ADD COLUMN verb text NOT NULL DEFAULT 'REPLAY' CHECK (verb IN ('REPLAY', 'SKIP'));
ALTER TABLE replay_job ADD COLUMN error text;
ALTER TABLE replay_job ADD CONSTRAINT replay_job_dead
  CHECK (verb = 'REPLAY' AND error IS NULL OR states = ARRAY['DEAD'] AND target = destination);
COMMENT ON TABLE replay_job IS 'An operator''s order to replay or skip many deliveries of a destination; whoever locks a RUNNING row moves its next batch.';
COMMENT ON COLUMN replay_job.verb IS 'REPLAY: deliver again. SKIP: give up DEAD deliveries for good, so that their groups go on.';
COMMENT ON COLUMN replay_job.error IS 'Only DEAD deliveries whose last attempt failed like this, # for any number; null for all.';
COMMENT ON COLUMN replay_job.replayed IS 'Re-armed, or made anew; of a SKIP: skipped.';
