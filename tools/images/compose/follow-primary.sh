# The entrypoint of a standby in docker-compose.yml: copies the primary at the first start, then runs `postgres …` on the copy.
# NODE is its replication slot and its name in synchronous_standby_names, PGPASSWORD the administrator's password.
set -eu
primary="host=postgres user=florin application_name=$NODE"

if [ ! -e "$PGDATA/standby.signal" ]; then
  rm -rf "$PGDATA"
  psql -v ON_ERROR_STOP=1 -d "$primary dbname=florin" -c "
    select pg_create_physical_replication_slot('$NODE', true)
    where not exists (select from pg_replication_slots where slot_name = '$NODE')"
  # Under another name until it is complete: a copy that was interrupted is made again.
  rm -rf "$PGDATA.new"
  pg_basebackup -d "$primary" -D "$PGDATA.new" --write-recovery-conf --slot="$NODE" --wal-method=stream --checkpoint=fast
  mv "$PGDATA.new" "$PGDATA"
fi
exec "$@" -chot_standby_feedback=on
