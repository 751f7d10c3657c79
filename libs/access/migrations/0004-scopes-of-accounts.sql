-- accounts:write allowed freezing accounts and setting their limits. Both have scopes of their own now; the keys that exist
-- keep what they could do.
update access.api_keys
   set scopes = scopes || array['accounts:freeze', 'accounts:limits']
 where 'accounts:write' = any (scopes);
