-- What is looked for in one language is looked for in the pledges of that language: with the language in the index each
-- row is fetched for its own language alone, not for each of six.
create extension if not exists btree_gin;

drop index ix_pledge_search;
create index ix_pledge_search on pledge using gin (search_language, search);

drop index ix_practice_search;
create index ix_practice_search on practice using gin (search_language, search);
