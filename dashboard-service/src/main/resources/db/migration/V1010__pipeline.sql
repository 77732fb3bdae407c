-- What the pipeline counts of the history, without touching the states.
create index ix_history_pipeline on history (generation, type) include (subject, occurred_at, what)
  where type in ('org.compromiso.PledgeSubmitted.v1', 'org.compromiso.PledgeRegistered.v1',
    'org.compromiso.PledgeAssessed.v1');
