-- Where pictures are turned and shifted, and nothing else is done to them, candidates are poses.

alter table projection.sample_outcome
    add column pose real,
    add column degrees double precision,
    add column shift_right double precision,
    add column shift_down double precision;
comment on column projection.sample_outcome.pose is 'The share of the limits that the final candidate''s pose takes; null where values were changed.';
comment on column projection.sample_outcome.degrees is 'Its angle, counter-clockwise; likewise its shifts, in pixels.';
