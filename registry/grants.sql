-- Who may do what in the database.  The owner runs this after each migration, in one transaction; so first all is
-- taken from everybody else, and what is not said below is not granted.  {owner} may do everything: it migrates.
REVOKE ALL ON ALL TABLES IN SCHEMA public, history, as_of FROM PUBLIC, {application}, {relay};
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public, history FROM PUBLIC, {application}, {relay};
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public, history FROM PUBLIC, {application}, {relay};
REVOKE ALL ON SCHEMA public, history, as_of FROM {application}, {relay};
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC, {application}, {relay};

-- The application reads everything, the past too, and writes rows.
GRANT CONNECT ON DATABASE {database} TO {application};
GRANT USAGE ON SCHEMA public, history, as_of TO {application};
GRANT SELECT ON ALL TABLES IN SCHEMA public, history, as_of TO {application};
GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {application};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {application};
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {application};
-- Of the record it only adds to the end.  Id, revision, moment and transaction of a Change are the database's.
REVOKE INSERT, UPDATE, DELETE ON registry_change, registry_historyhead, django_migrations FROM {application};
GRANT INSERT (
    entity, entity_id, version, event, actor, channel, request_id, reason, before, after, message, assets, keys, stamp,
    trace
) ON registry_change TO {application};
GRANT INSERT ON registry_historyhead TO {application};
-- What waits to be published is the database's and the relay's; people may have it tried again, or parked.
REVOKE INSERT, UPDATE, DELETE ON registry_waitingevent FROM {application};
GRANT UPDATE (retry_at, parked_at, parked_by) ON registry_waitingevent TO {application};

-- The relay reads what is to be published, and takes away what is.
GRANT CONNECT ON DATABASE {database} TO {relay};
GRANT USAGE ON SCHEMA public, history TO {relay};
GRANT SELECT ON registry_change, history.revision, history.registry_venueasset, history.registry_venuesymbol TO {relay};
GRANT SELECT, DELETE, UPDATE (tries, refusal, refused_at, retry_at) ON registry_waitingevent TO {relay};

-- What a migration makes anew while the application runs, it may use at once; all else it is granted by the lines above.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {application};
ALTER DEFAULT PRIVILEGES IN SCHEMA history, as_of GRANT SELECT ON TABLES TO {application};
