-- The queue and the ledger are one PostgreSQL. Why each table looks as it does: docs/decisions/0002-mechanism.md

-- Who is alive. Every start of a hub is a new row; leases name it, rescue frees what belongs to no live row.
CREATE TABLE node (
  id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  until timestamptz NOT NULL,
  name  text NOT NULL
);
COMMENT ON TABLE node IS 'One row per running hub process; its heartbeat pushes "until" ahead by the database''s clock.';

-- Fencing tokens come from a sequence: lane rows are deleted and made again, a per-row counter would repeat itself.
CREATE SEQUENCE lease_token;

-- inbox ---------------------------------------------------------------------------------------------------------------

CREATE TABLE inbox_event (
  id              bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
  source          text COLLATE "C" NOT NULL,
  idempotency_key text COLLATE "C" NOT NULL CHECK (octet_length(idempotency_key) BETWEEN 1 AND 255),
  message_group   text COLLATE "C" CHECK (octet_length(message_group) <= 255),
  type            text NOT NULL,
  digest          bytea NOT NULL CHECK (octet_length(digest) = 32),
  secret_id       text NOT NULL,
  received_at     timestamptz NOT NULL DEFAULT now(),
  UNIQUE (source, idempotency_key)
);
COMMENT ON TABLE inbox_event IS 'Every accepted webhook, once. Insert-only; the row is also the idempotency record.';
COMMENT ON COLUMN inbox_event.id IS 'The order of acknowledgement, and so the order of delivery within a message group.';
COMMENT ON COLUMN inbox_event.message_group IS 'What must stay in order; null runs free.';
COMMENT ON COLUMN inbox_event.digest IS 'SHA-256 of the bytes that the signature covered: tells a re-send from a key conflict.';
COMMENT ON COLUMN inbox_event.secret_id IS 'The id of the secret that verified it, never the secret.';

CREATE TABLE inbox_body (
  event_id bigint PRIMARY KEY,
  headers  bytea NOT NULL,
  body     bytea NOT NULL
);
COMMENT ON TABLE inbox_body IS 'The bytes as received. A table of its own, so that retention deletes rows and never rewrites them.';
COMMENT ON COLUMN inbox_body.headers IS 'The received header lines as a JSON array of [name, value], UTF-8.';

CREATE TABLE inbox_slot (
  source text COLLATE "C" NOT NULL,
  slot   smallint NOT NULL CHECK (slot BETWEEN 0 AND 15),
  owner  bigint,
  token  bigint,
  PRIMARY KEY (source, slot),
  CHECK ((owner IS NULL) = (token IS NULL))
);
COMMENT ON TABLE inbox_slot IS 'One router at a time reads a slot''s events, in id order; the row is its lease.';

CREATE TABLE inbox_work (
  event_id      bigint PRIMARY KEY,
  source        text COLLATE "C" NOT NULL,
  slot          smallint NOT NULL,
  message_group text COLLATE "C",
  state         text NOT NULL DEFAULT 'RECEIVED' CHECK (state IN ('RECEIVED', 'WAITING', 'FAILED', 'UNROUTED')),
  tries         int NOT NULL DEFAULT 0,
  due_at        timestamptz NOT NULL DEFAULT now(),
  error         text,
  CHECK (state <> 'FAILED' OR error IS NOT NULL)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
COMMENT ON TABLE inbox_work IS 'Events that are not routed yet; the row goes when the event is routed or discarded.';
COMMENT ON COLUMN inbox_work.state IS 'RECEIVED: to be routed. FAILED: the route threw, tried again at due_at. WAITING: behind a FAILED elder of its group. UNROUTED: no destination was named.';

CREATE INDEX inbox_work_ready ON inbox_work (source, slot, event_id) WHERE state = 'RECEIVED';
CREATE INDEX inbox_work_failed ON inbox_work (source, slot, due_at) WHERE state = 'FAILED';
CREATE INDEX inbox_work_held ON inbox_work (source, slot, message_group, event_id) WHERE state IN ('FAILED', 'WAITING');

CREATE TABLE inbox_discarded (
  event_id     bigint PRIMARY KEY,
  reason       text NOT NULL,
  discarded_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE inbox_discarded IS 'Events that an operator gave up before routing, and why.';

CREATE TABLE quarantine (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ring            text NOT NULL CHECK (ring IN ('VERIFIED', 'UNVERIFIED')),
  source          text COLLATE "C" NOT NULL,
  reason          text NOT NULL,
  idempotency_key text,
  event_id        bigint,
  received_at     timestamptz NOT NULL DEFAULT now(),
  headers         bytea NOT NULL,
  body            bytea NOT NULL
);
COMMENT ON TABLE quarantine IS 'What arrived but could not be accepted. Two rings: strangers (UNVERIFIED) can neither fill nor flush what was signed (VERIFIED).';
COMMENT ON COLUMN quarantine.event_id IS 'The event whose key this one conflicts with.';
CREATE INDEX quarantine_by_ring ON quarantine (ring, id);

-- outbox --------------------------------------------------------------------------------------------------------------

CREATE TABLE outbox_delivery (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  destination  text COLLATE "C" NOT NULL,
  lane         text COLLATE "C" NOT NULL,
  event_id     bigint NOT NULL,
  part         text COLLATE "C" NOT NULL DEFAULT '',
  generation   int NOT NULL DEFAULT 0,
  state        text NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'DEAD', 'DELIVERED', 'SKIPPED')),
  attempts     int NOT NULL DEFAULT 0,
  retries_from int NOT NULL DEFAULT 0,
  replay_of    bigint,
  finished_at  timestamptz,
  CHECK ((state IN ('DELIVERED', 'SKIPPED')) = (finished_at IS NOT NULL)),
  CHECK ((generation = 0) = (replay_of IS NULL)),
  UNIQUE (event_id, destination, part, generation)
);
COMMENT ON TABLE outbox_delivery IS 'The ledger: one row per event and destination (and part), updated once per attempt.';
COMMENT ON COLUMN outbox_delivery.lane IS 'Destination and lane keep order: source/group, or #event where there is none.';
COMMENT ON COLUMN outbox_delivery.event_id IS 'The event, and the place in the lane; a replay keeps it.';
COMMENT ON COLUMN outbox_delivery.generation IS '0 for the delivery that routing made; each replay of a finished one is the next.';
COMMENT ON COLUMN outbox_delivery.retries_from IS 'Attempts made before an operator re-armed it: its retry budget counts from here.';
COMMENT ON COLUMN outbox_delivery.replay_of IS 'The finished delivery that an operator asked to have again.';

CREATE INDEX outbox_delivery_open ON outbox_delivery (destination, lane, event_id, id) WHERE state IN ('PENDING', 'DEAD');

CREATE TABLE outbox_lane (
  destination text COLLATE "C" NOT NULL,
  lane        text COLLATE "C" NOT NULL,
  due_at      timestamptz NOT NULL DEFAULT now(),
  blocked_by  bigint,
  tries       int NOT NULL DEFAULT 0,
  owner       bigint,
  token       bigint,
  PRIMARY KEY (destination, lane),
  CHECK ((owner IS NULL) = (token IS NULL))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
COMMENT ON TABLE outbox_lane IS 'Exists while the lane has an open delivery: its lock, lease, fence, back-off and block.';
COMMENT ON COLUMN outbox_lane.blocked_by IS 'The DEAD delivery at its head that waits for an operator.';
COMMENT ON COLUMN outbox_lane.tries IS 'Leases of the present head since it last got a result; counted when leasing, so that a delivery that kills the hub ends as DEAD.';

CREATE INDEX outbox_lane_due ON outbox_lane (destination, due_at) WHERE owner IS NULL AND blocked_by IS NULL;
CREATE INDEX outbox_lane_owned ON outbox_lane (owner) WHERE owner IS NOT NULL;

CREATE TABLE outbox_attempt (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  delivery_id bigint NOT NULL,
  number      int NOT NULL,
  node        bigint NOT NULL,
  started_at  timestamptz NOT NULL,
  duration_ms int NOT NULL,
  outcome     text NOT NULL CHECK (outcome IN ('DELIVERED', 'FAILED', 'REFUSED')),
  status      int,
  reason      text,
  answer      bytea CHECK (octet_length(answer) <= 2048),
  stale       boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE outbox_attempt IS 'Every try at a delivery: when, how long, what came back.';
COMMENT ON COLUMN outbox_attempt.stale IS 'The lease had passed to another owner: recorded, without effect on the delivery.';
CREATE INDEX outbox_attempt_of ON outbox_attempt (delivery_id, id);

CREATE TABLE outbox_pause (
  destination text COLLATE "C" PRIMARY KEY,
  who         text NOT NULL,
  reason      text NOT NULL,
  since       timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE outbox_pause IS 'Destinations that an operator paused, on every node, until the row is deleted.';

CREATE TABLE audit (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at          timestamptz NOT NULL DEFAULT now(),
  who         text NOT NULL,
  verb        text NOT NULL,
  subject     text NOT NULL,
  subject_id  bigint NOT NULL,
  reason      text
);
COMMENT ON TABLE audit IS 'What operators did: one row per command, in the transaction of its effect.';
