#!/bin/sh
# verify.sh SEGMENT [HASH]: checks the hash of every line of a log segment, and every text that is not erased.
# HASH is the last line's hash of the segment before; a writer's first segment has none.
LC_ALL=C; export LC_ALL
zeros=$(printf '%032d' 0); previous=${2:-$zeros$zeros}; number=0
fail() { echo "$file:$number: $1" >&2; exit 1; }
sum() { printf '%s%s' "$1" "$2" | sha256sum | cut -c 1-64; }
file=$1
while IFS= read -r line || { [ -n "$line" ] && number=$((number + 1)) && fail 'the last line is unfinished'; }; do
  number=$((number + 1))
  covered=${line%%,\"hash\":\"*}; rest=${line#"$covered",\"hash\":\"}
  hash=${rest%%\"*}; rest=${rest#"$hash"\"}
  [ "$(sum "$previous" "$covered")" = "$hash" ] || fail 'the hash is not that of the line before and this one'
  previous=$hash
  case $rest in '}') continue ;; ',"text":{"salt":"'*'}}') ;; *) fail 'something else follows the hash' ;; esac
  rest=${rest#,\"text\":{\"salt\":\"}; salt=${rest%%\"*}; payload=${rest#*\"?}; payload=${payload%\}\}}
  said=${covered##*,\"said\":\"}; said=${said%%\"*}
  [ "$salt" = "$zeros" ] || [ "$(sum "$salt" "$payload")" = "$said" ] || fail 'the text is not what was said'
done < "$file"
echo "$file: $number lines, last hash $previous"
