-- The journal is read by time, as people ask for it: entries that are brought in later (an import, a counter that was
-- without network) stand where they happened.
create index journal_by_time on journal (business_id, at, entry_id);

-- Sales are most of a journal, and are found by time. What happens seldom is found by its kind; a sale does not write here.
create index journal_of_kind on journal (business_id, what collate "C", at, entry_id) where what <> 'purchase.rung_up';

-- A customer's name as the program shows it (customers/names/order.ts), for lists that name many.
create function shown_name(person customers) returns text
  language sql stable parallel safe
  set search_path = pg_catalog, public
  as $$
    select coalesce(person.full_name, nullif(
      case when coalesce(
        person.profile ->> 'nameOrder',
        case when left(coalesce(person.language, (select b.language from businesses b where b.business_id = person.business_id)), 2)
                  in ('hu', 'mn', 'zh', 'ja', 'ko', 'vi') then 'family_first' end) = 'family_first'
      then concat_ws(' ', person.family_name, person.given_name)
      else concat_ws(' ', person.given_name, person.family_name) end, ''))
  $$;
