-- The console's one user while none is set, and its figures of the last hour. Why: docs/decisions/0019-console.md

CREATE TABLE console_user (
  name       text PRIMARY KEY,
  password   text NOT NULL CHECK (password LIKE '$2%'),
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE console_user IS 'The operator who may sign in while waybill.console.users is empty. Delete the row, and the next start of a hub makes and prints another password.';
COMMENT ON COLUMN console_user.password IS 'bcrypt of the password that the first start printed.';

CREATE TABLE console_minute (
  minute      timestamptz NOT NULL CHECK (minute = date_trunc('minute', minute, 'UTC')),
  figure      text COLLATE "C" NOT NULL CHECK (figure IN ('ACCEPTED', 'ROUTED', 'DELIVERED', 'FAILED')),
  source      text COLLATE "C" NOT NULL DEFAULT '',
  type        text COLLATE "C" NOT NULL DEFAULT '',
  destination text COLLATE "C" NOT NULL DEFAULT '',
  count       bigint NOT NULL,
  PRIMARY KEY (figure, minute, source, type, destination)
);
COMMENT ON TABLE console_minute IS 'What all hubs together did, by minute, for the console alone. Rows of the last two hours, and the last one of each source.';
COMMENT ON COLUMN console_minute.figure IS 'ACCEPTED: webhooks of a source. ROUTED: events of a source and type to a destination, or to none. DELIVERED and FAILED: attempts at a destination.';
