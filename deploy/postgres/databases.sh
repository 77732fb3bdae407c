#!/bin/bash
# Runs once, on an empty volume: each service has one role and one database of the same name, which it owns.
set -euo pipefail

create() { # NAME PASSWORD
  psql --username "$POSTGRES_USER" --dbname postgres --no-psqlrc --quiet \
    --set ON_ERROR_STOP=1 --set name="$1" --set password="$2" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
SQL
}

create pledge "$PLEDGE_DB_PASSWORD"
create practice "$PRACTICE_DB_PASSWORD"
create review "$REVIEW_DB_PASSWORD"
create dashboard "$DASHBOARD_DB_PASSWORD"
