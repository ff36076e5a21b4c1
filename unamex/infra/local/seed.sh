#!/usr/bin/env bash
# Loads NAMES (files of names, plain or gzip), or 50,000 synthetic names, into SHARDS. Loading is idempotent:
# names that are there already count as duplicates.
set -euo pipefail
: "${BIN:?}" "${SHARDS:?}" "${DATA_DIR:?}"
mkdir -p "$DATA_DIR"
if [ -n "${NAMES:-}" ]; then
    # shellcheck disable=SC2086  # NAMES is a list
    exec "$BIN/unamex-ingest" load $NAMES --shards "$SHARDS" --data-dir "$DATA_DIR" ${REDIS:+--redis "$REDIS"}
fi
if [ -e "$DATA_DIR/manifest.json" ]; then
    echo "seed: $DATA_DIR is seeded already"
    exit 0
fi
"$BIN/unamex-ingest" generate --count 50000 --seed 1 |
    "$BIN/unamex-ingest" load - --shards "$SHARDS" --data-dir "$DATA_DIR" ${REDIS:+--redis "$REDIS"}
