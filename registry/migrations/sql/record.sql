-- The record of changes: what the database does with every statement that changes a row, and at every commit.
--
-- A statement that writes rows keeps their new versions in history.<table> and notes in history.owed what it owes.  At
-- the commit history.settle compares the debts with the Changes of this transaction: each version has its Change, and
-- each Change its version.  Then it takes the one row of history.revision and, under its lock, gives the Changes dense
-- revisions and the versions their moment.  So the order of revisions is the order of commits, and whoever reads
-- history.revision in a snapshot knows which changes this snapshot holds.
CREATE SCHEMA history;
CREATE SCHEMA as_of;

CREATE TABLE history.revision (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    head bigint NOT NULL,
    at timestamptz NOT NULL,
    began timestamptz NOT NULL
);
INSERT INTO history.revision (head, at, began) VALUES (0, now(), now());

-- What a release has added: up to this revision no Change told this column, nor the field of a message that it fills.
-- history.follow notes columns.  A migration notes a column of before that comes to be in a message.
CREATE TABLE history.since (
    kept text NOT NULL,
    field text NOT NULL,
    revision bigint NOT NULL,
    PRIMARY KEY (kept, field)
);

CREATE TABLE history.owed (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    kept text NOT NULL,
    entity text NOT NULL,
    keys text[] NOT NULL,
    versions bigint[] NOT NULL
);
CREATE INDEX owed_by_transaction ON history.owed (xid);

-- A session keeps the plan of its first run, be that of 10,000 rows or of one.  Look-ups by key are good for both.
CREATE FUNCTION history.settle() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    mine xid8 := pg_current_xact_id();
    lack record;
    made bigint;
    base bigint;
    moment timestamptz;
    debt record;
BEGIN
    IF EXISTS (SELECT FROM history.owed WHERE xid = mine AND id > NEW.id) THEN
        RETURN NULL;  -- the last statement of the transaction settles for all
    END IF;
    SELECT owed.entity, owing.key, owing.version, count(*) OVER () AS rows INTO lack
    FROM history.owed CROSS JOIN unnest(owed.keys, owed.versions) AS owing (key, version)
    WHERE owed.xid = mine AND NOT EXISTS (
        SELECT FROM public.registry_change AS change
        WHERE change.entity_id = owing.key AND change.entity = owed.entity
        AND change.version = owing.version AND change.xid = mine
    ) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '% % version % (and % more) changed without a record',
            lack.entity, lack.key, lack.version, lack.rows - 1
            USING ERRCODE = 'CQ001', HINT = 'Write through registry.writing, which records what it writes.';
    END IF;
    SELECT count(*) INTO made FROM public.registry_change WHERE xid = mine AND revision IS NULL;
    IF made <> (SELECT coalesce(sum(cardinality(keys)), 0) FROM history.owed WHERE xid = mine) THEN
        RAISE EXCEPTION 'a change was recorded that no row made' USING ERRCODE = 'CQ004';
    END IF;
    IF made = 0 THEN  -- a migration records what was there with its revisions
        DELETE FROM history.owed WHERE xid = mine;
        RETURN NULL;
    END IF;
    -- From here to the end of the commit one transaction at a time.
    UPDATE history.revision
    SET head = head + made, at = greatest(clock_timestamp(), at + interval '1 microsecond')
    RETURNING head - made, at INTO base, moment;
    UPDATE public.registry_change AS change SET revision = base + unsealed.place, at = moment
    FROM (
        SELECT id, row_number() OVER (ORDER BY id) AS place
        FROM public.registry_change WHERE xid = mine AND revision IS NULL
    ) AS unsealed WHERE unsealed.id = change.id;
    FOR debt IN SELECT * FROM history.owed WHERE xid = mine AND keys <> '{}' ORDER BY id LOOP
        EXECUTE format('SELECT history.%I($1, $2, $3)', 'seal_' || debt.kept)
        USING debt.keys, debt.versions, moment;
    END LOOP;
    DELETE FROM history.owed WHERE xid = mine;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER settle AFTER INSERT ON history.owed DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION history.settle();

-- A Change without a version is a debt as well: it is compared at the commit.
CREATE FUNCTION history.owe_record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO history.owed (kept, entity, keys, versions) VALUES ('registry_change', '', '{}', '{}');
    RETURN NULL;
END $$;
CREATE TRIGGER owe_record AFTER INSERT ON registry_change
FOR EACH STATEMENT EXECUTE FUNCTION history.owe_record();

CREATE FUNCTION history.refuse_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: a change counts the version up by one and keeps the key (version % to %)',
        TG_TABLE_NAME, OLD.version, NEW.version USING ERRCODE = 'CQ002';
END $$;

CREATE FUNCTION history.refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: TRUNCATE would leave no record', TG_TABLE_NAME USING ERRCODE = 'CQ003';
END $$;
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON registry_change EXECUTE FUNCTION history.refuse_truncate();
