-- history.follow(table, entity): history.<table>, what keeps it, and as_of.<table>, made as the table is.
--
-- A migration calls it for each table that it makes or changes, so that a table and its history have the same columns
-- and indexes.  A version from before a column was added has there what its row has, where that is still the row's
-- version, and else NULL.
CREATE FUNCTION history.follow(live regclass, entity text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $follow$
DECLARE
    name text := (SELECT relname FROM pg_class WHERE oid = live);
    is_new boolean := to_regclass(format('history.%I', name)) IS NULL;
    key text;
    type text;
    columns text;
    lacking record;
    made record;
BEGIN
    SELECT attname, format_type(atttypid, atttypmod) INTO key, type FROM pg_index
    JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0] WHERE indrelid = live AND indisprimary;
    SELECT string_agg(format('%I', attname), ', ' ORDER BY attnum) INTO columns
    FROM pg_attribute WHERE attrelid = live AND attnum > 0 AND NOT attisdropped;

    EXECUTE format('DROP VIEW IF EXISTS as_of.%I', name);
    IF is_new THEN
        EXECUTE format(
            'CREATE TABLE history.%1$I AS SELECT %2$s, ''infinity''::timestamptz AS valid_from,
             ''infinity''::timestamptz AS valid_to FROM %3$s WITH NO DATA', name, columns, live);
        EXECUTE format(
            'ALTER TABLE history.%1$I ALTER valid_from SET NOT NULL, ALTER valid_from SET DEFAULT ''infinity'',
             ALTER valid_to SET NOT NULL, ALTER valid_to SET DEFAULT ''infinity'', ADD PRIMARY KEY (%2$I, version)',
            name, key);
    END IF;
    FOR lacking IN
        SELECT attname, format_type(atttypid, atttypmod) AS type FROM pg_attribute
        WHERE attrelid = live AND attnum > 0 AND NOT attisdropped AND attname NOT IN (
            SELECT attname FROM pg_attribute
            WHERE attrelid = format('history.%I', name)::regclass AND attnum > 0 AND NOT attisdropped)
    LOOP
        EXECUTE format('ALTER TABLE history.%I ADD COLUMN %I %s', name, lacking.attname, lacking.type);
        INSERT INTO history.since (kept, field, revision) SELECT name, lacking.attname, head FROM history.revision
        ON CONFLICT (kept, field) DO UPDATE SET revision = excluded.revision;
        EXECUTE format(
            'UPDATE history.%1$I AS kept SET %2$I = this.%2$I FROM %3$s AS this
             WHERE kept.%4$I = this.%4$I AND kept.version = this.version', name, lacking.attname, live, key);
    END LOOP;
    FOR lacking IN
        SELECT kept.attname, this.attname IS NULL AS is_gone, format_type(this.atttypid, this.atttypmod) AS type
        FROM pg_attribute AS kept
        LEFT JOIN pg_attribute AS this ON this.attrelid = live AND this.attname = kept.attname AND NOT this.attisdropped
        WHERE kept.attrelid = format('history.%I', name)::regclass AND kept.attnum > 0 AND NOT kept.attisdropped
        AND kept.attname NOT IN ('valid_from', 'valid_to')
        AND (this.attname IS NULL OR (this.atttypid, this.atttypmod) IS DISTINCT FROM (kept.atttypid, kept.atttypmod))
    LOOP
        IF lacking.is_gone THEN
            EXECUTE format('ALTER TABLE history.%I DROP COLUMN %I', name, lacking.attname);
        ELSE
            EXECUTE format('ALTER TABLE history.%1$I ALTER %2$I TYPE %3$s USING %2$I::%3$s',
                name, lacking.attname, lacking.type);
        END IF;
    END LOOP;

    -- The table's own indexes, of several versions of a row.  The moments are in them, so that a read of the past passes
    -- what is not valid then without fetching it.
    FOR made IN
        SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
        WHERE indrelid = format('history.%I', name)::regclass AND NOT indisprimary
    LOOP
        EXECUTE format('DROP INDEX history.%I', made.relname);
    END LOOP;
    FOR made IN
        SELECT relname, amname, pg_get_indexdef(indexrelid) AS definition FROM pg_index
        JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam
        WHERE indrelid = live AND NOT indisprimary
    LOOP
        EXECUTE history.index_with_moments(made.relname, name, made.amname, made.definition);
    END LOOP;

    EXECUTE format(
        $keep$CREATE OR REPLACE FUNCTION history.%4$I() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN  -- a removal is the version that never was: it ends the last one
                INSERT INTO history.owed (kept, entity, keys, versions)
                SELECT %1$L, %5$L, array_agg(%2$I::text), array_agg(version + 1) FROM old_rows HAVING count(*) > 0;
                RETURN NULL;
            END IF;
            INSERT INTO history.%1$I (%3$s) SELECT %3$s FROM new_rows;
            INSERT INTO history.owed (kept, entity, keys, versions)
            SELECT %1$L, %5$L, array_agg(%2$I::text), array_agg(version) FROM new_rows HAVING count(*) > 0;
            RETURN NULL;
        END $$$keep$, name, key, columns, 'keep_' || name, entity);
    EXECUTE format(
        $seal$CREATE OR REPLACE FUNCTION history.%4$I(keys text[], versions bigint[], moment timestamptz)
        RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
        BEGIN
            UPDATE history.%1$I AS kept SET valid_from = moment
            FROM unnest(keys, versions) AS owing (k, v) WHERE kept.%2$I = k::%3$s AND kept.version = v;
            UPDATE history.%1$I AS kept SET valid_to = moment
            FROM unnest(keys, versions) AS owing (k, v) WHERE kept.%2$I = k::%3$s AND kept.version = v - 1;
        END $$$seal$, name, key, type, 'seal_' || name);

    IF is_new THEN
        EXECUTE format(
            'CREATE TRIGGER keep_insert AFTER INSERT ON %1$s REFERENCING NEW TABLE AS new_rows
                 FOR EACH STATEMENT EXECUTE FUNCTION history.%2$I();
             CREATE TRIGGER keep_update AFTER UPDATE ON %1$s REFERENCING NEW TABLE AS new_rows
                 FOR EACH STATEMENT EXECUTE FUNCTION history.%2$I();
             CREATE TRIGGER keep_delete AFTER DELETE ON %1$s REFERENCING OLD TABLE AS old_rows
                 FOR EACH STATEMENT EXECUTE FUNCTION history.%2$I();
             CREATE TRIGGER refuse_step BEFORE UPDATE ON %1$s FOR EACH ROW
                 WHEN (NEW.version <> OLD.version + 1 OR NEW.%3$I <> OLD.%3$I)
                 EXECUTE FUNCTION history.refuse_step();
             CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON %1$s
                 EXECUTE FUNCTION history.refuse_truncate();', live, 'keep_' || name, key);
    END IF;
    EXECUTE format(
        'CREATE VIEW as_of.%1$I AS SELECT %2$s FROM history.%1$I
         WHERE valid_from <= current_setting(''cqar.as_of'')::timestamptz
         AND valid_to > current_setting(''cqar.as_of'')::timestamptz', name, columns);
END $follow$;

CREATE FUNCTION history.index_with_moments(index text, kept text, method text, definition text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    body text := regexp_replace(definition, '^CREATE (UNIQUE )?INDEX \S+ ON \S+ ', '');
    condition text := coalesce(substring(body FROM ' WHERE .*$'), '');
BEGIN
    body := replace(left(body, length(body) - length(condition)), ' NULLS NOT DISTINCT', '');
    IF method <> 'btree' THEN
        NULL;  -- GIN takes no INCLUDE
    ELSIF body LIKE '% INCLUDE (%' THEN
        body := replace(body, ' INCLUDE (', ' INCLUDE (valid_from, valid_to, ');
    ELSE
        body := body || ' INCLUDE (valid_from, valid_to)';
    END IF;
    RETURN format('CREATE INDEX %I ON history.%I %s%s', index, kept, body, condition);
END $$;

-- The first version of each row that was there before it was followed, and the Change that says so.  `assets` are the
-- columns that name the assets which a row belongs to.
CREATE FUNCTION history.begin_with(live regclass, entity text, assets text[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $begin$
DECLARE
    name text := (SELECT relname FROM pg_class WHERE oid = live);
    key text;
    columns text;
    base bigint;
    moment timestamptz;
    rows bigint;
BEGIN
    SELECT attname INTO key FROM pg_index
    JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0] WHERE indrelid = live AND indisprimary;
    SELECT string_agg(format('%I', attname), ', ' ORDER BY attnum) INTO columns
    FROM pg_attribute WHERE attrelid = live AND attnum > 0 AND NOT attisdropped;
    EXECUTE format('SELECT count(*) FROM %s', live) INTO rows;
    UPDATE history.revision SET head = head + rows, at = greatest(clock_timestamp(), at + interval '1 microsecond')
    RETURNING head - rows, at INTO base, moment;
    EXECUTE format(
        'INSERT INTO history.%1$I (%2$s, valid_from) SELECT %2$s, $1 FROM %3$s', name, columns, live) USING moment;
    EXECUTE format(
        'INSERT INTO public.registry_change
             (revision, entity, entity_id, version, event, actor, channel, assets, keys, stamp, at)
         SELECT $1 + row_number() OVER (ORDER BY stamp, %1$I), $2, %1$I::text, version, ''RecordBegan'',
             ''migration'', ''command'', ARRAY[%3$s]::uuid[], ''{}'', stamp, $3
         FROM %2$s', key, live, array_to_string(assets, ', ')) USING base, entity, moment;
END $begin$;
