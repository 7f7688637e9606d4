#!/usr/bin/env bash
# Lint the .proto files by buf.yaml, and check their layout by `buf format`.
# buf comes from npm, in one fixed release, into .cache/buf of the project.
set -euo pipefail
cd "$(dirname "$0")"

release=1.75.0
home=../.cache/buf/$release
buf=$home/node_modules/.bin/buf

if [ ! -x "$buf" ]; then
  if ! command -v npm >/dev/null; then
    echo "contracts/lint.sh needs npm to install buf $release: install Node.js, then run it again." >&2
    exit 1
  fi
  mkdir -p "$home"
  npm install --prefix "$home" --no-save --no-audit --no-fund --loglevel=error "@bufbuild/buf@$release"
fi

"$buf" lint
"$buf" format proto --diff --exit-code
