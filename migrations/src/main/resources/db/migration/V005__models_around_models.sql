-- Defenses are put around models of others: what reaches a base reaches what was put around it.

alter table projection.training
    add column bases text[] not null default '{}';
comment on column projection.training.bases is 'SHA-256 of the models that it is put around, the innermost last.';

alter table projection.match_result
    add column bases text[] not null default '{}';
comment on column projection.match_result.bases is 'Those of its model, as in training.';
