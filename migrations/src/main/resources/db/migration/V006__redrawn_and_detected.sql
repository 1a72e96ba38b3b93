-- What randomised models and detectors are judged by beside their answers.

alter table projection.sample_outcome
    add column redrawn real,
    add column clean_score real,
    add column score real;
comment on column projection.sample_outcome.redrawn is 'Like wrong, of as many draws again; null for models without randomness.';
comment on column projection.sample_outcome.clean_score is 'The detector''s mean score of the clean sample; null without a detector.';
comment on column projection.sample_outcome.score is 'The detector''s mean score of the final candidate; null without a detector.';
