#!/usr/bin/env bash
# import.sh FILE.csv [RUNS]: the time of `redress import --map cfpb` as a ratio to `sqlite3 .import` of the same file.
# Both in turns, medians; sqlite3 keeps its file on the same disk with its default (durable) settings.
set -euo pipefail
file=$(realpath "$1"); runs=${2:-5}
root=$(cd "$(dirname "$0")/.." && pwd)
cargo build --release --quiet --manifest-path "$root/Cargo.toml"
redress=$root/target/release/redress
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
now() { date +%s%N; }
ours=(); theirs=()
for ((i = 0; i < runs; i++)); do
    rm -rf "$work/db" "$work/desk"
    start=$(now); sqlite3 "$work/db" ".mode csv" ".import $file cases"; theirs+=($((($(now) - start) / 1000)))
    "$redress" init "$work/desk" --profile bank --desk HQ --quiet
    start=$(now); "$redress" -C "$work/desk" import "$file" --map cfpb --quiet >/dev/null; ours+=($((($(now) - start) / 1000)))
done
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }
a=$(median "${ours[@]}"); b=$(median "${theirs[@]}")
awk -v a="$a" -v b="$b" -v n="$runs" 'BEGIN { printf "redress import %.3f s, sqlite3 .import %.3f s, ratio %.2f (medians of %d)\n", a / 1e6, b / 1e6, a / b, n }'
