#!/usr/bin/env bash
# Installs the deploy tools of tools/accuracy into folders of their own: .venv and node_modules beside this file, and
# amplify/node_modules.
set -euo pipefail
cd "$(dirname "$0")"

python3 -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check --no-deps -r requirements.txt
npm ci --ignore-scripts --no-fund --no-audit
# No lock file satisfies `npm ci` here: two packages bundle others that npm then misses, whatever it has written itself.
(cd amplify && npm install --no-save --ignore-scripts --no-fund --no-audit)
