-- Text is looked for in the language it is written in. Accents do not count: every word stands without them. In
-- Spanish and French endings are found by their accents (capacitación, capacitaciones), so there words stand as they
-- are written, too.
create extension if not exists unaccent;

create text search configuration unaccented_english (copy = english);
alter text search configuration unaccented_english alter mapping for hword, hword_part, word with unaccent, english_stem;
create text search configuration unaccented_spanish (copy = spanish);
alter text search configuration unaccented_spanish alter mapping for hword, hword_part, word with unaccent, spanish_stem;
create text search configuration unaccented_french (copy = french);
alter text search configuration unaccented_french alter mapping for hword, hword_part, word with unaccent, french_stem;
create text search configuration unaccented_arabic (copy = arabic);
alter text search configuration unaccented_arabic alter mapping for hword, hword_part, word with unaccent, arabic_stem;
create text search configuration unaccented_russian (copy = russian);
alter text search configuration unaccented_russian alter mapping for hword, hword_part, word with unaccent, russian_stem;
create text search configuration unaccented_simple (copy = simple);
alter text search configuration unaccented_simple alter mapping for hword, hword_part, word with unaccent, simple;

create function search_language(code text) returns text
  language sql immutable parallel safe
  return case when code in ('en', 'es', 'fr', 'ar', 'ru') then code else 'simple' end;

create function search_vector(code text, words text) returns tsvector
  language sql immutable parallel safe
  return case search_language(code)
    when 'en' then to_tsvector('unaccented_english'::regconfig, words)
    when 'es' then to_tsvector('unaccented_spanish'::regconfig, words) || to_tsvector('spanish'::regconfig, words)
    when 'fr' then to_tsvector('unaccented_french'::regconfig, words) || to_tsvector('french'::regconfig, words)
    when 'ar' then to_tsvector('unaccented_arabic'::regconfig, words)
    when 'ru' then to_tsvector('unaccented_russian'::regconfig, words)
    else to_tsvector('unaccented_simple'::regconfig, words)
  end;

-- Words that follow each other. Nothing when all of them say nothing in that language.
create function search_phrase(code text, words text) returns tsquery
  language sql immutable parallel safe
  return case search_language(code)
    when 'en' then phraseto_tsquery('unaccented_english'::regconfig, words)
    when 'es' then phraseto_tsquery('unaccented_spanish'::regconfig, words) || phraseto_tsquery('spanish'::regconfig, words)
    when 'fr' then phraseto_tsquery('unaccented_french'::regconfig, words) || phraseto_tsquery('french'::regconfig, words)
    when 'ar' then phraseto_tsquery('unaccented_arabic'::regconfig, words)
    when 'ru' then phraseto_tsquery('unaccented_russian'::regconfig, words)
    else phraseto_tsquery('unaccented_simple'::regconfig, words)
  end;

-- A word or one of those that differ from it by a typing error. A word that says nothing (the) stays nothing.
create function search_word(code text, word text, near text[]) returns tsquery
  language sql immutable parallel safe
  return case when numnode(search_phrase(code, word)) = 0 then ''::tsquery
    else search_phrase(code, word) || coalesce(
      (select string_agg('(' || search_phrase(code, other)::text || ')', ' | ')
        from unnest(near) as other where numnode(search_phrase(code, other)) > 0)::tsquery, ''::tsquery) end;

create function pledge_search(state jsonb) returns tsvector
  language sql immutable parallel safe
  return setweight(search_vector(state->>'language', coalesce(state->>'title', '')), 'A')
    || setweight(search_vector(state->>'language', concat_ws(' . ', state->'entity'->>'name',
         (select string_agg(p->>'name', ' . ') from jsonb_array_elements(state->'participants') as p))), 'B')
    || setweight(search_vector(state->>'language', coalesce(
         (select string_agg(concat_ws(' . ', g->>'statement', g->>'indicator', g->>'unit'), ' . ')
           from jsonb_array_elements(state->'goals') as g), '')), 'C')
    || search_vector(state->>'language',
         concat_ws(' . ', state->>'description', state->>'need', state->>'means'));

create function practice_search(state jsonb) returns tsvector
  language sql immutable parallel safe
  return setweight(search_vector(state->>'language', coalesce(state->>'title', '')), 'A')
    || setweight(search_vector(state->>'language', concat_ws(' . ', state->'implementer'->>'name',
         (select string_agg(p->>'name', ' . ')
           from jsonb_array_elements(state->'partners' || (state->'donors')) as p))), 'B')
    || setweight(search_vector(state->>'language', coalesce(state->>'summary', '')), 'C')
    || search_vector(state->>'language', concat_ws(' . ', state->>'description', state->>'beneficiaries',
         state->>'results', state->>'evaluation', state->>'innovation', state->>'replicability', state->>'lessons',
         state->>'recommendations'));

alter table pledge
  add column search_language text not null generated always as (search_language(state->>'language')) stored,
  add column search tsvector not null generated always as (pledge_search(state)) stored;
create index ix_pledge_search on pledge using gin (search);

alter table practice
  add column search_language text not null generated always as (search_language(state->>'language')) stored,
  add column search tsvector not null generated always as (practice_search(state)) stored;
create index ix_practice_search on practice using gin (search);

-- All words that were ever read, to find those that were meant by a mistyped one. Belongs to no generation: a word too
-- many finds nothing. Rows from before this table get theirs by a rebuild.
create table word (
  word text not null,
  plain text not null,
  near text[] not null,
  constraint pk_word primary key (word)
);
create index ix_word_near on word using gin (near);

-- The word, and the word without one of its letters: two words within one edit of each other have one in common.
create function near_forms(plain text) returns text[]
  language sql immutable strict parallel safe
  return array(select plain union
    select overlay(plain placing '' from place for 1) from generate_series(1, length(plain)) as place);
