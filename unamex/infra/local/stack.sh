#!/usr/bin/env bash
# The whole stack of docker-compose.yml: four PostgreSQL shards, Redis, unamex-api.
#
#   stack.sh up|down docker     by the Docker engine
#   stack.sh up|down local      natively, where there is no engine: same services, same settings
#
# Settings: STACK_DIR (holds the data, at most 85 characters; default ~/.unamex-stack, for root
# /var/lib/unamex-stack, where PostgreSQL's own user may go), BIND, BIN, NAMES.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../../.." && pwd)
default_dir=$HOME/.unamex-stack
if [ "$(id -u)" = 0 ]; then default_dir=/var/lib/unamex-stack; fi
dir=${STACK_DIR:-$default_dir}
bin=${BIN:-$top/build/release/bin}
bind=${BIND:-127.0.0.1:8080}

shards() {
    local index urls=()
    for index in 0 1 2 3; do urls+=("postgres:///postgres?host=$dir&port=$((5500 + index))&user=postgres"); done
    (IFS=,; echo "${urls[*]}")
}

up_local() {
    if [ ! -x "$bin/unamex-api" ]; then
        echo "stack.sh: $bin/unamex-api is missing: run \`make build\` first" >&2
        exit 1
    fi
    "$here/services.sh" start "$dir" --postgres 4 --redis --durable
    mkdir -p "$dir/data"
    SHARDS=$(shards) REDIS=unix://$dir/redis.sock DATA_DIR=$dir/data BIN=$bin NAMES=${NAMES:-} "$here/seed.sh"
    rm -f "$dir/api.address"
    nohup "$bin/unamex-api" --bind "$bind" --shards "$(shards)" --redis "unix://$dir/redis.sock" \
        --data-dir "$dir/data" >"$dir/api.log" 2>&1 &
    echo $! >"$dir/api.pid"
    for _ in $(seq 150); do
        if curl -fsS "http://$bind/readyz" >/dev/null 2>&1; then
            echo "unamex is ready at http://$bind/ (log: $dir/api.log)"
            return
        fi
        kill -0 "$(cat "$dir/api.pid")" 2>/dev/null || break
        sleep 0.2
    done
    echo "stack.sh: unamex-api did not become ready; the end of $dir/api.log:" >&2
    tail -5 "$dir/api.log" >&2
    exit 1
}

down_local() {
    if [ -f "$dir/api.pid" ]; then
        local pid
        pid=$(cat "$dir/api.pid")
        kill -TERM "$pid" 2>/dev/null || true
        while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
        rm -f "$dir/api.pid"
    fi
    "$here/services.sh" halt "$dir"
    echo "stopped; the data stays in $dir"
}

docker_compose() {
    if ! docker info >/dev/null 2>&1; then
        echo "stack.sh: no Docker engine answers here: use \`make up LOCAL=1\` to run the stack natively" >&2
        exit 1
    fi
    docker compose --project-directory "$top" "$@"
}

case "${1:-} ${2:-}" in
    "up docker") docker_compose up --build --detach --wait ;;
    "down docker") docker_compose down ;;
    "up local") up_local ;;
    "down local") down_local ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
