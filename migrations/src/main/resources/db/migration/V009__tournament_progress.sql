-- What lists of tournaments show, and whether an answer about one is still true, without reading its matches.

alter table projection.tournament
    add column changed      bigint  not null default 0,
    add column matches      integer not null default 0,
    add column matches_over integer not null default 0;
comment on column projection.tournament.changed is 'Position of the last event that changed it, its models or its matches.';
comment on column projection.tournament.matches is 'How many matches it has.';
comment on column projection.tournament.matches_over is 'How many of them are scored, skipped or forfeited.';

create index match_result_by_number on projection.match_result (tournament, number) where superseded = 0;
