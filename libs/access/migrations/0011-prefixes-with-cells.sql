-- What is shown of a key ends four characters after flk_, or after the name of the cell that may follow it: 16 characters at
-- most, and a line.
alter table access.api_keys drop constraint api_keys_display_prefix_check;
alter table access.api_keys add constraint api_keys_display_prefix_check
  check (length(display_prefix) between 8 and 25);
