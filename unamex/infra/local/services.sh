#!/usr/bin/env bash
# Throw-away PostgreSQL clusters and a Redis, on Unix sockets only, for tests and for the local stack.
#
#   services.sh start DIR [--postgres N] [--redis] [--durable]   start them, return when they answer
#   services.sh stop  DIR                                        stop what runs in DIR, remove DIR
#   services.sh halt  DIR                                        stop what runs in DIR, keep its data
#   services.sh run   DIR [options] -- COMMAND...                start, run COMMAND, stop; its exit status
#
# PostgreSQL i listens on DIR/.s.PGSQL.(5500+i), user postgres, no password; Redis on DIR/redis.sock.
# With --durable fsync stays on; without, a machine crash may lose what is in PostgreSQL, a killed process
# nothing. Redis keeps nothing. A second `start` of the same DIR starts what is not running.
set -euo pipefail

usage() {
    sed -n '2,11s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

need() { # program, Debian package
    command -v "$1" >/dev/null || { echo "services.sh: $1 is missing: run \`make bootstrap\` (package $2)" >&2; exit 1; }
}

find_postgres() {
    local bindir
    for bindir in "$(pg_config --bindir 2>/dev/null || true)" /usr/lib/postgresql/*/bin /usr/bin; do
        if [ -x "$bindir/initdb" ]; then echo "$bindir"; return 0; fi
    done
    echo "services.sh: initdb is missing: run \`make bootstrap\` (package postgresql)" >&2
    exit 1
}

# initdb and the server refuse root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=postgres --regid=postgres --init-groups "$@"
    else
        "$@"
    fi
}

configure() { # cluster directory, index
    cat >>"$1/postgresql.auto.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$dir'
port = $((5500 + $2))
max_connections = 200
shared_buffers = 128MB
max_wal_size = 2GB
timezone = 'UTC'
lc_messages = 'C'
CONF
    [ "$durable" = yes ] || printf 'fsync = off\nfull_page_writes = off\n' >>"$1/postgresql.auto.conf"
}

start_postgres() { # index
    local data=$dir/postgres$1
    if [ ! -d "$data" ]; then
        as_postgres "$bin/initdb" -D "$data" -U postgres -A trust -N --no-locale -E UTF8 --no-instructions >"$dir/initdb$1.log" 2>&1 \
            || { cat "$dir/initdb$1.log" >&2; return 1; }
        configure "$data" "$1"
    fi
    if as_postgres "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1; then return; fi
    as_postgres "$bin/pg_ctl" -D "$data" -w -t 30 -l "$dir/postgres$1.log" start >/dev/null \
        || { tail -5 "$dir/postgres$1.log" >&2; return 1; }
}

start_redis() {
    need redis-server redis-server
    local options=(--port 0 --unixsocket "$dir/redis.sock" --dir "$dir" --daemonize yes
        --pidfile "$dir/redis.pid" --logfile "$dir/redis.log" --save '')
    if redis-cli -s "$dir/redis.sock" ping >/dev/null 2>&1; then return; fi
    redis-server "${options[@]}" >/dev/null
    for _ in $(seq 100); do
        if redis-cli -s "$dir/redis.sock" ping >/dev/null 2>&1; then return; fi
        sleep 0.05
    done
    tail -5 "$dir/redis.log" >&2
    return 1
}

start() {
    if [ ${#dir} -gt 85 ]; then
        echo "services.sh: $dir is too long for a Unix socket: choose a directory of at most 85 characters" >&2
        exit 2
    fi
    mkdir -p "$dir"
    if [ "$postgres" -gt 0 ]; then
        bin=$(find_postgres)
        if [ "$(id -u)" = 0 ]; then chown postgres "$dir"; fi
        if ! as_postgres test -w "$dir"; then
            echo "services.sh: the user postgres cannot reach $dir: choose another directory" >&2
            exit 2
        fi
        cd "$dir" # the server's user may not read the caller's directory
        local starting=() index job
        for ((index = 0; index < postgres; ++index)); do
            start_postgres "$index" &
            starting+=($!)
        done
        for job in "${starting[@]}"; do wait "$job"; done
    fi
    if [ "$redis" = yes ]; then start_redis; fi
}

halt() {
    [ -d "$dir" ] || return 0
    cd "$dir"
    local data
    for data in "$dir"/postgres[0-9] "$dir"/postgres[0-9][0-9]; do
        [ -d "$data" ] || continue
        bin=$(find_postgres)
        as_postgres "$bin/pg_ctl" -D "$data" -m "$1" -w stop >/dev/null 2>&1 || true
    done
    if [ -S "$dir/redis.sock" ]; then redis-cli -s "$dir/redis.sock" shutdown >/dev/null 2>&1 || true; fi
}

# Renamed first: whoever is interrupted here leaves nothing that a later start would take for a cluster.
remove() {
    cd /
    if [ -d "$dir" ]; then mv "$dir" "$dir.removed.$$"; fi
    rm -rf "$dir".removed.*
}

[ $# -ge 2 ] || usage
command=$1
dir=$(realpath -m "$2")
shift 2
postgres=0 redis=no durable=no
while [ $# -gt 0 ]; do
    case $1 in
        --postgres) postgres=${2:?--postgres needs a count}; shift 2 ;;
        --redis) redis=yes; shift ;;
        --durable) durable=yes; shift ;;
        --) shift; break ;;
        *) usage ;;
    esac
done

case $command in
    start) start ;;
    halt) halt fast ;;
    stop) halt immediate; remove ;;
    run)
        [ $# -gt 0 ] || usage
        trap 'halt immediate; remove' EXIT
        trap 'exit 130' INT TERM
        back=$PWD
        start
        cd "$back"
        status=0
        "$@" || status=$?
        exit $status
        ;;
    *) usage ;;
esac
