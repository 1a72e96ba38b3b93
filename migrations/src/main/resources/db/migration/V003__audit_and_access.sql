-- Dropped examples, revocations, tokens; projections in a schema of their own; what the application may do.

alter table artifact add column dropped timestamptz;
comment on column artifact.dropped is 'When its bytes were dropped by policy; an event ExamplesDropped says why.';

-- Projections live apart: they can be filled again beside the live ones and exchanged, which needs their ownership.
create schema projection;
create schema projection_rebuild;
comment on schema projection is 'Tables derived from events; rebuilt from them at will.';
comment on schema projection_rebuild is 'Where projections are filled again before they replace the live ones.';

alter table sample_outcome drop constraint sample_outcome_match_fkey;
alter table match_result drop constraint match_result_tournament_fkey;
alter table tournament_model drop constraint tournament_model_tournament_fkey;
alter table training set schema projection;
alter table tournament set schema projection;
alter table tournament_model set schema projection;
alter table match_result set schema projection;
alter table sample_outcome set schema projection;

alter table projection.tournament add column imported boolean not null;
comment on column projection.tournament.imported is 'Came with an archive.';

create table projection.standing (
    tournament  uuid   primary key,
    position    bigint not null,
    scoreboards json   not null
);
comment on table projection.standing is 'Projection: the tables of tournaments that are over, as they are without any revocation.';

create table projection.revocation (
    id              uuid   primary key,
    scope           text   not null check (scope in ('match', 'model', 'plugin-version')),
    target          text   not null,
    reason          text   not null,
    actor           text   not null,
    position        bigint not null unique,
    revoked_at      timestamptz not null,
    lifted_position bigint,
    lifted_at       timestamptz,
    lifted_reason   text,
    imported        boolean not null
);
comment on table projection.revocation is 'Projection: results that no longer count, and why.';
comment on column projection.revocation.target is 'Id of the match, SHA-256 of the model, or kind/id@version of the plug-in.';
comment on column projection.revocation.lifted_position is 'Position of the event that lifted it; null while it is in force.';
comment on column projection.revocation.imported is 'Came with an archive: it is kept, and touches no match here.';

create table token (
    name       text        collate "C" primary key check (name <> ''),
    role       text        not null check (role in ('reader', 'runner', 'admin')),
    hash       bytea       not null unique check (octet_length(hash) = 32),
    created_at timestamptz not null default clock_timestamp(),
    revoked_at timestamptz
);
comment on table token is 'Who may use the HTTP server, and for what.';
comment on column token.hash is 'SHA-256 of the secret; the secret itself is shown once and stored nowhere.';

-- Rights of the application. The owner of the schema gives them to a role with: select grant_to_application('role');
create function grant_to_application(application name) returns void language plpgsql as $$
declare
    item record;
begin
    execute format('grant usage on schema public, projection, projection_rebuild to %I', application);
    execute format('grant select, insert on event, event_artifact to %I', application);
    execute format('grant select, update on event_log to %I', application);
    execute format('grant select, insert, update, delete on artifact, artifact_chunk, projection to %I', application);
    execute format('grant select, insert, update on job, worker, token to %I', application);
    execute format('grant select on flyway_schema_history to %I', application);
    execute format('alter schema projection_rebuild owner to %I', application);
    execute format('alter schema projection owner to %I', application);
    for item in select tablename from pg_tables where schemaname = 'projection' loop
        execute format('alter table projection.%I owner to %I', item.tablename, application);
    end loop;
end
$$;
comment on function grant_to_application is 'Events can then be appended and read by the role, and never changed or deleted.';
