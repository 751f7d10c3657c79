# Run once, by the image, when it makes a new database. Without SYNCHRONOUS_STANDBY_NAMES nothing changes.
#
# The names are set at the end and not on the command line: the image's first server, which has no standby, runs with
# the command line too, and its commits would wait for ever.
if [ -n "${SYNCHRONOUS_STANDBY_NAMES:-}" ]; then
  echo "host replication $POSTGRES_USER all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  psql -v ON_ERROR_STOP=1 -v names="$SYNCHRONOUS_STANDBY_NAMES" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
alter system set max_slot_wal_keep_size = '1GB';
alter system set synchronous_standby_names = :'names';
SQL
fi
