-- In verdict mode a match is not given the samples that others took before it.

alter table projection.match_result
    add column spared integer;
comment on column projection.match_result.spared is 'How many samples of its slice it was not given; null in matrix mode.';
