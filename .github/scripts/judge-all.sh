#!/usr/bin/env bash
# Judges every pull request that pull-request.cjs has found, each by its own base, files and reviews:
#   judge-all.sh <folder of the base> <folder of pull-request.cjs> <folder with the graphs of the head>
# Leaves comment.md in the folder of each, and verdict.json of them all.
set -euo pipefail
scripts=$(cd "$(dirname "$0")" && pwd)
base=$1
pulls=$(cd "$2" && pwd)
graphs=$3
HEAD_COMMIT=$(node -p 'require(process.argv[1]).head' "$pulls/pulls.json")
export HEAD_COMMIT
node -p 'require(process.argv[1]).pulls.map(({ number, fork }) => `${Number(number)} ${fork}`).join("\n")' \
  "$pulls/pulls.json" > "$pulls/list.txt"
while read -r number fork; do
  bash "$scripts/judge.sh" "$base" "$fork" "$pulls/$number/files.txt" "$graphs" "$pulls/$number" < /dev/null
done < "$pulls/list.txt"
node "$scripts/verdict.cjs" "$pulls" "$base/.github/CODEOWNERS"
