-- The experiment store: event log, artifacts, jobs, checkpoints of projections.

create table event (
    position       bigint      primary key check (position >= 1),
    id             uuid        not null unique,
    stream         text        collate "C" not null check (stream ~ '^[a-z][a-z0-9_]*(-.+)?$' and length(stream) <= 200),
    version        bigint      not null check (version >= 1),
    type           text        collate "C" not null check (type <> ''),
    schema_version integer     not null check (schema_version >= 1),
    data           json        not null,
    meta           json        not null,
    recorded_at    timestamptz not null,
    content_hash   bytea       not null check (octet_length(content_hash) = 32),
    link           bytea       not null check (octet_length(link) = 32),
    unique (stream, version)
);
create index event_by_category on event (split_part(stream, '-', 1), position);

comment on table event is 'The log. Rows are only ever added, under the lock of the one row of event_log.';
comment on column event.position is 'Order over all streams, without gaps; visible in order.';
comment on column event.stream is 'Category, dash, id.';
comment on column event.version is 'Order within the stream, without gaps, from 1.';
comment on column event.schema_version is 'Version of the shape of data for this type.';
comment on column event.data is 'Canonical JSON text; type json keeps it byte for byte, as the hashes need.';
comment on column event.meta is 'What does not belong to the content: fence, attempt, timings.';
comment on column event.recorded_at is 'Clock of the database; never decreases along positions.';
comment on column event.content_hash is 'SHA-256 over id, stream, version, type, schema_version, data.';
comment on column event.link is 'SHA-256 over the previous link, position, content_hash, meta, recorded_at.';

create function refuse_change_of_event() returns trigger language plpgsql as $$
begin
    raise exception 'Events are never changed: % on table % is refused. Append an event that corrects the earlier one.',
        tg_op, tg_table_name using errcode = 'restrict_violation';
end
$$;
create trigger event_is_append_only before update or delete or truncate on event
    for each statement execute function refuse_change_of_event();

create table event_log (
    single      boolean     primary key default true check (single),
    position    bigint      not null check (position >= 0),
    link        bytea       not null check (octet_length(link) = 32),
    recorded_at timestamptz not null
) with (fillfactor = 10);
insert into event_log (position, link, recorded_at)
    values (0, decode(repeat('00', 32), 'hex'), to_timestamp(0));

comment on table event_log is 'The head of the log, one row: every commit locks it, which makes positions gapless and visible in order.';
comment on column event_log.position is 'Position of the last event; 0 when there is none.';
comment on column event_log.link is 'Link of the last event; it vouches for the whole log.';
comment on column event_log.recorded_at is 'Time of the last event; the next one is not earlier.';

create table artifact (
    sha        bytea       primary key check (octet_length(sha) = 32),
    size       bigint      not null check (size >= 0),
    media_type text        not null check (media_type <> ''),
    created    timestamptz not null default clock_timestamp(),
    last_used  timestamptz not null default clock_timestamp()
);
comment on table artifact is 'Immutable bytes named by their SHA-256: weights, examples, per-sample outcomes.';
comment on column artifact.size is 'Bytes before compression.';
comment on column artifact.last_used is 'Last time it was put, to within an hour; orphans are kept for a day.';

create table artifact_chunk (
    sha     bytea    not null references artifact on delete cascade,
    number  integer  not null check (number >= 0),
    deflate boolean  not null,
    data    bytea    not null,
    primary key (sha, number)
);
alter table artifact_chunk alter column data set storage external;
comment on table artifact_chunk is 'An artifact in pieces of 1 MiB before compression.';
comment on column artifact_chunk.deflate is 'Whether data is in zlib format or as it is, because it would not shrink.';

create table event_artifact (
    position bigint not null references event,
    sha      bytea  not null references artifact,
    primary key (position, sha)
);
create index event_artifact_by_sha on event_artifact (sha);
comment on table event_artifact is 'Which events name which artifacts; a named artifact cannot be deleted.';

create table worker (
    id           integer     primary key generated always as identity,
    name         text        not null check (name <> ''),
    started_at   timestamptz not null default clock_timestamp(),
    heartbeat_at timestamptz not null default clock_timestamp()
);
comment on table worker is 'Who executes jobs. A live worker''s session holds the advisory lock (7103, id).';
comment on column worker.heartbeat_at is 'A worker that holds its lock but is silent for too long has stalled and loses its jobs.';

create table job (
    id           bigint      primary key generated always as identity,
    kind         text        collate "C" not null check (kind <> ''),
    key          text        collate "C" not null unique check (key <> ''),
    state        text        collate "C" not null default 'ready'
                             check (state in ('ready', 'running', 'succeeded', 'failed', 'cancelled')),
    priority     integer     not null,
    payload      json        not null,
    worker       integer     references worker,
    fence        bigint      not null default 0 check (fence >= 0),
    attempts     integer     not null default 0 check (attempts >= 0),
    deaths       integer     not null default 0 check (deaths between 0 and attempts),
    max_attempts integer     not null check (max_attempts >= 1),
    reason       text        not null default '',
    not_before   timestamptz not null default clock_timestamp(),
    created_at   timestamptz not null default clock_timestamp(),
    started_at   timestamptz,
    finished_at  timestamptz,
    check ((state = 'running') = (worker is not null)),
    check ((state in ('succeeded', 'failed', 'cancelled')) = (finished_at is not null))
);
create index job_ready on job (priority desc, id) where state = 'ready';
create index job_running on job (worker) where state = 'running';
comment on table job is 'The work queue: claimed with SKIP LOCKED, leased, finished by the fence in the commit of its events.';
comment on column job.key is 'Unique for ever: adding a known key is a no-op.';
comment on column job.fence is 'Number of leases so far; only the latest lease can finish the job.';
comment on column job.attempts is 'Attempts that failed or whose worker died.';
comment on column job.deaths is 'Those attempts whose worker died.';
comment on column job.reason is 'Why it failed, was retried or cancelled.';
comment on column job.not_before is 'A retried job waits until then.';

create table projection (
    name       text        collate "C" primary key,
    revision   integer     not null check (revision >= 1),
    position   bigint      not null check (position >= 0),
    error      text,
    updated_at timestamptz not null default clock_timestamp()
);
comment on table projection is 'Checkpoints of the tables derived from events.';
comment on column projection.revision is 'Of the code that filled the tables; another revision rebuilds them.';
comment on column projection.position is 'The last event applied, committed together with what it changed.';
comment on column projection.error is 'Why the projection stopped before event position + 1; null while it runs.';
