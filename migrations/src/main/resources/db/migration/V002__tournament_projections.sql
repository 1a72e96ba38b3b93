-- What people see of tournaments: derived from events, rebuilt from them at will.

create table training (
    id             uuid        primary key,
    defense        text        not null,
    configuration  text        not null,
    architecture   text,
    state          text        not null check (state in ('planned', 'running', 'trained', 'failed')),
    model          text,
    clean_accuracy double precision,
    block          integer,
    curves         json,
    reason         text,
    planned_at     timestamptz not null,
    finished_at    timestamptz,
    millis         bigint
);
comment on table training is 'Projection: trainings, shared by the tournaments that need the same model.';
comment on column training.model is 'SHA-256 of the artifact with the weights.';
comment on column training.millis is 'How long the successful attempt took.';

create table tournament (
    id               uuid        primary key,
    name             text        not null,
    state            text        not null check (state in ('running', 'completed', 'cancelled')),
    reason           text,
    plan             json        not null,
    planned_position bigint      not null unique,
    planned_at       timestamptz not null,
    finished_at      timestamptz
);
comment on table tournament is 'Projection: tournaments.';
comment on column tournament.plan is 'The data of the event TournamentPlanned.';

create table tournament_model (
    tournament uuid not null references tournament on delete cascade,
    label      text not null,
    training   uuid not null,
    primary key (tournament, label)
);
create index tournament_model_by_training on tournament_model (training);
comment on table tournament_model is 'Projection: which training a defender''s model comes from.';

create table match_result (
    id           uuid    primary key,
    tournament   uuid    not null references tournament on delete cascade,
    number       integer not null,
    attacker     text    not null,
    defender     text    not null,
    threat_model text    not null,
    slice        integer not null,
    state        text    not null check (state in ('waiting', 'planned', 'running', 'scored', 'skipped', 'forfeited')),
    forfeited_by text,
    reason       text,
    model        text,
    examples     text,
    outcomes     text,
    samples      integer,
    queries      bigint,
    gradients    bigint,
    meta         json,
    position     bigint,
    finished_at  timestamptz,
    unique (tournament, attacker, defender, threat_model, slice)
);
comment on table match_result is 'Projection: matches in the order of the plan, with what became of them.';
comment on column match_result.meta is 'Timings and attempt of the verdict''s event.';
comment on column match_result.position is 'Position of the event that ended the match.';

create table sample_outcome (
    match             uuid    not null references match_result on delete cascade,
    sample            integer not null,
    label             integer not null,
    clean_label       integer not null,
    goal              integer not null,
    adversarial_label integer not null,
    wrong             real    not null,
    margin            real    not null,
    linf              real    not null,
    l2                real    not null,
    l1                real    not null,
    l0                real    not null,
    queries           bigint  not null,
    gradients         bigint  not null,
    first_success     bigint  not null,
    survives          json    not null,
    primary key (match, sample)
);
comment on table sample_outcome is 'Projection: the referee''s verdict on each sample of each match.';
