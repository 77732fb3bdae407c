-- Both are trusted extensions: the owner of the database may create them.
create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- A title as it is compared: without accents and case, in ASCII. pg_trgm sees as letters what the database's locale calls
-- letters, and that is not everywhere more than ASCII; so Cyrillic and Arabic letters become a letter each, Chinese
-- characters a word each, the same on every server. Word order needs no care: trigrams are a set of each word's.
create function comparable_title(title text) returns text
  language sql immutable strict parallel safe
  return (
    select coalesce(string_agg(
             case when ascii(letter) >= 11904 then ' ' || to_hex(ascii(letter)) || ' ' else letter end,
             '' order by place), '')
    from regexp_split_to_table(
      lower(translate(unaccent(normalize(title, NFKC)),
        'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяابتثجحخدذرزسشصضطظعغفقكلمنهويأإآىة',
        'abvgdejziiklmnoprstufxcqwwyyyeuaabvgdejziiklmnoprstufxcqwwyyyeuaabttjhxddrzsssdtzagfqklmnhwyaaayh')),
      '') with ordinality as letters (letter, place));

-- An entity's name as platform's EntityName compares it.
create function comparable_entity(name text) returns text
  language sql immutable strict parallel safe
  return lower(upper(btrim(regexp_replace(normalize(name, NFKC), '\s+', ' ', 'g')) collate pg_unicode_fast));

alter table pledge
  add column entity_key text generated always as (comparable_entity(form -> 'entity' ->> 'name')) stored,
  add column title_key text generated always as (comparable_title(form ->> 'title')) stored;
create index ix_pledge_entity_key on pledge (entity_key, number);
