-- The audit says from where, what was refused and what was read, and its rows hold each other. Why: docs/decisions/0025-management-port.md

SET LOCAL lock_timeout = '1s'; -- see V10

ALTER TABLE audit ADD COLUMN address text;
ALTER TABLE audit ADD COLUMN refused boolean NOT NULL DEFAULT false;
ALTER TABLE audit ADD COLUMN seal bigint;
ALTER TABLE audit ADD COLUMN hash bytea;
ALTER TABLE audit ADD CONSTRAINT audit_sealed CHECK ((seal IS NULL) = (hash IS NULL)) NOT VALID;
COMMENT ON TABLE audit IS 'What operators did, in the transaction of its effect; what was refused; and whose bodies were read.';
COMMENT ON COLUMN audit.address IS 'Whence the command came; null where a hub acted for a job, and in rows of older versions.';
COMMENT ON COLUMN audit.refused IS 'It was not done.';
COMMENT ON COLUMN audit.seal IS 'Its number in the chain, without gaps; null for the seconds until a hub has sealed it.';
COMMENT ON COLUMN audit.hash IS 'SHA-256 over the hash of the seal before and audit_content of this row.';

CREATE UNIQUE INDEX audit_chain ON audit (seal) WHERE seal IS NOT NULL;
CREATE INDEX audit_unsealed ON audit (id) WHERE seal IS NULL;

CREATE FUNCTION audit_content(a audit) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT convert_to(jsonb_build_array(a.id, extract(epoch FROM a.at), a.who, a.verb, a.subject, a.subject_id, a.subject_name, a.reason, a.address, a.refused)::text, 'UTF8')
$$;
COMMENT ON FUNCTION audit_content IS 'The bytes of a row that its hash is made of.';
