-- An address for mails needs notifications:read too, because mails show what notifications show. Keys that could set one can
-- still.
update access.api_keys
   set scopes = scopes || array['notifications:read']
 where 'notifications:write' = any (scopes) and not 'notifications:read' = any (scopes);
