-- Who made a key, from which addresses it works, and from which it was last used.
alter table access.api_keys
  -- The key that made this one; null is an operator.
  add column created_by uuid references access.api_keys (id),
  -- Addresses and networks in CIDR notation; null is any address.
  add column allowed_addresses text[] check (cardinality(allowed_addresses) > 0),
  add column last_used_address text;

update access.api_keys as made
   set created_by = change.made_by
  from access.key_changes as change
 where change.key_id = made.id and change.change = 'created' and change.made_by is not null;

create index api_keys_by_maker on access.api_keys (created_by) where created_by is not null;
