-- Matches whose results were revoked can be played again; what was there before stays, for tables as of then.

-- Whatever their keys are called: a rebuild may have named them.
do $$
declare
    key record;
begin
    for key in
        select conrelid::regclass as owner, conname from pg_constraint
        where contype in ('p', 'u') and conrelid in ('projection.match_result'::regclass,
            'projection.sample_outcome'::regclass, 'projection.tournament_model'::regclass)
    loop
        execute format('alter table %s drop constraint %I', key.owner, key.conname);
    end loop;
end
$$;

alter table projection.match_result
    add column began bigint not null default 0,
    add column superseded bigint not null default 0,
    add column dependencies text[],
    add primary key (id, superseded),
    add unique (tournament, attacker, defender, threat_model, slice, superseded);
comment on column projection.match_result.began is 'Position of the event that asked to play it again; 0 for the first time.';
comment on column projection.match_result.superseded is 'Position of the event that asked to play it once more after this; 0 for the last time.';
comment on column projection.match_result.dependencies is 'kind/id@version of all plug-ins that the result depends on; null in records of before they were kept.';

alter table projection.sample_outcome
    add column superseded bigint not null default 0,
    add primary key (match, superseded, sample);
comment on column projection.sample_outcome.superseded is 'As in match_result.';

alter table projection.tournament_model
    add column began bigint not null default 0,
    add column superseded bigint not null default 0,
    add primary key (tournament, label, superseded);
comment on column projection.tournament_model.superseded is 'Position of the event that asked for another training; 0 for the one that counts.';
