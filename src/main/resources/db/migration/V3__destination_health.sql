-- A destination's health: pause, circuit and rate. Why: docs/decisions/0011-destination-health.md

-- Commands on a destination are audited by its name.
ALTER TABLE audit ALTER COLUMN subject_id DROP NOT NULL;
ALTER TABLE audit ADD COLUMN subject_name text;
ALTER TABLE audit ADD CONSTRAINT audit_subject CHECK ((subject_id IS NULL) <> (subject_name IS NULL));
COMMENT ON COLUMN audit.subject_id IS 'The event, delivery or other row that was commanded; null where the subject has a name instead.';
COMMENT ON COLUMN audit.subject_name IS 'The destination that was commanded; null where the subject has an id instead.';

CREATE TABLE outbox_circuit (
  destination text COLLATE "C" PRIMARY KEY,
  state       text NOT NULL CHECK (state IN ('OPEN', 'HALF_OPEN')),
  token       bigint NOT NULL,
  since       timestamptz NOT NULL DEFAULT now(),
  changed_at  timestamptz NOT NULL DEFAULT now(),
  probe_at    timestamptz NOT NULL,
  probes      int NOT NULL DEFAULT 0,
  probe_lane  text COLLATE "C",
  probe_token bigint,
  trials_left int NOT NULL DEFAULT 0,
  failures    int NOT NULL,
  error       text NOT NULL,
  CHECK ((probe_lane IS NULL) = (probe_token IS NULL)),
  CHECK (state = 'OPEN' OR probe_token IS NULL)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
COMMENT ON TABLE outbox_circuit IS 'Destinations that nobody can reach, for all nodes; a destination without a row is healthy.';
COMMENT ON COLUMN outbox_circuit.state IS 'OPEN: only probes are handed over, one at a time. HALF_OPEN: a probe was answered, each node hands over one at a time.';
COMMENT ON COLUMN outbox_circuit.token IS 'New with every change of state: what was begun before the change counts no more.';
COMMENT ON COLUMN outbox_circuit.since IS 'When it opened; kept when it opens again from HALF_OPEN.';
COMMENT ON COLUMN outbox_circuit.changed_at IS 'Since when it is in this state.';
COMMENT ON COLUMN outbox_circuit.probe_at IS 'OPEN: the earliest time of the next probe.';
COMMENT ON COLUMN outbox_circuit.probes IS 'Probes since it last opened.';
COMMENT ON COLUMN outbox_circuit.probe_lane IS 'The lane whose head is the last probe: while probe_token is the lane''s, the probe is on its way.';
COMMENT ON COLUMN outbox_circuit.trials_left IS 'HALF_OPEN: answers that are still needed until the row is deleted.';
COMMENT ON COLUMN outbox_circuit.failures IS 'How many hand-overs in a row one node had seen fail when it opened.';
COMMENT ON COLUMN outbox_circuit.error IS 'How the last of them failed.';

ALTER TABLE outbox_lane ADD COLUMN unreachable_at timestamptz CHECK (unreachable_at IS NULL OR owner IS NULL AND blocked_by IS NULL);
COMMENT ON COLUMN outbox_lane.unreachable_at IS 'When its head''s last attempt did not reach the destination: the back-off ends when the circuit closes. Null while it is leased.';
CREATE INDEX outbox_lane_unreachable ON outbox_lane (destination, unreachable_at) WHERE unreachable_at IS NOT NULL;

CREATE TABLE outbox_rate (
  destination text COLLATE "C" PRIMARY KEY,
  tokens      double precision NOT NULL,
  filled_at   timestamptz NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
COMMENT ON TABLE outbox_rate IS 'A token bucket for each destination with a rate limit, shared by all nodes.';
COMMENT ON COLUMN outbox_rate.tokens IS 'Hand-overs that were still allowed at filled_at; the rate adds to them since.';
