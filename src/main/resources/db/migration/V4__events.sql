-- Routing again what was routed before. Why: docs/decisions/0012-release-and-reroute.md

ALTER TABLE inbox_work ADD COLUMN again boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN inbox_work.again IS 'An operator had a ROUTED event routed once more: it has deliveries, so it ends as ROUTED whatever its route names now.';

-- An operator's page and bulk command look for these; the router never does.
CREATE INDEX inbox_work_unrouted ON inbox_work (source, slot, event_id) WHERE state = 'UNROUTED';
