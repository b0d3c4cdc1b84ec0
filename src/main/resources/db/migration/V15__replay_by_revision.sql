-- A job can also mean only what went out through one revision. Why: docs/decisions/0010-replay-jobs.md
-- Two columns that are null in the rows that are there, in a small table that neither routing nor delivering uses.

SET LOCAL lock_timeout = '1s'; -- see V10
ALTER TABLE replay_job ADD COLUMN revision int CHECK (revision > 0), ADD COLUMN narrowed_at timestamptz;
-- A hub of before would start and move such a job without its filter, and replay all: it fails instead.
ALTER TABLE replay_job ADD CONSTRAINT replay_job_narrowed
  CHECK (revision IS NULL OR moved_at IS NOT DISTINCT FROM narrowed_at);
COMMENT ON COLUMN replay_job.revision IS 'Only deliveries with an attempt that counted, made by this revision''s routes; null for all.';
COMMENT ON COLUMN replay_job.narrowed_at IS 'As moved_at, written by hubs that know the column revision; all others fail to move such a job.';
