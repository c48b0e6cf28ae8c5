#!/usr/bin/env bash
# Compares the graph of a pull request with that of the commit at which it left its base. Everything that runs is
# of the base: this file, the runner, the judge. The graph is data that anybody may have made.
#   judge.sh <folder of the base> <commit it left> <changed files, each ended by NUL> <graphs of the head> <folder for results>
# Graphs are a folder with <stack>.json for every stack: what is judged is what any of them would deploy.
# HEAD_COMMIT names the head where the base's repository has it: its files are read as data, to say which changed ones
# are programs. Without it every changed file that may be one needs an owner.
set -euo pipefail
base=$(cd "$1" && pwd)
fork=$2
files=$(realpath "$3")
graphs=$(cd "$4" && pwd)
mkdir -p "$5"
out=$(cd "$5" && pwd)

head=()
if [[ ${HEAD_COMMIT:-} =~ ^[0-9a-f]{40}$ ]] && git -C "$base" cat-file -e "$HEAD_COMMIT^{commit}" 2> /dev/null; then
  head=(--head-commit "$HEAD_COMMIT")
fi

[[ $fork =~ ^[0-9a-f]{40}$ ]] || { echo "No commit: ${fork:0:60}" >&2; exit 1; }

# A separate tree, with its own packages unless they are the same.
tree="$out/tree"
git -C "$base" -c core.hooksPath=/dev/null worktree add --detach --force --quiet "$tree" "$fork"
trap 'git -C "$base" worktree remove --force "$tree"' EXIT
if cmp -s "$base/package-lock.json" "$tree/package-lock.json"; then
  ln -s "$base/node_modules" "$tree/node_modules"
else
  (cd "$tree" && npm ci --no-audit --no-fund --loglevel=error >&2)
fi

cd "$base"
node scripts/run.cjs graph --directory "$tree" --all --out "$out/base"
# Ends with 1 where AWS would refuse the head; the comment says so.
node scripts/run.cjs diff --base-graph "$out/base" --head-graph "$graphs" --changed-files "$files" \
  --base-commit "$fork" "${head[@]}" \
  --write "markdown=$out/comment.md" --write "json=$out/diff.json" --write "sarif=$out/access.sarif" ||
  [ -s "$out/diff.json" ]
