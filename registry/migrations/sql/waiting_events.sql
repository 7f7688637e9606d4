-- Each change that gets its revision leaves its event to be published, in the same transaction.
CREATE FUNCTION history.await_publishing() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO public.registry_waitingevent (revision, entity, entity_id, urgent)
    VALUES (NEW.revision, NEW.entity, NEW.entity_id, NEW.entity = 'AssetQualityFlag');
    RETURN NULL;
END $$;
CREATE TRIGGER await_publishing AFTER UPDATE OF revision ON registry_change
FOR EACH ROW WHEN (OLD.revision IS NULL) EXECUTE FUNCTION history.await_publishing();
