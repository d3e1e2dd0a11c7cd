#!/usr/bin/env bash
# Compares how a step of self-test.yml ended with how it was to end: OUTCOME RESULT [CODE].
set -u
if [ "$OUTCOME" != "$1" ] || [ "$RESULT" != "$2" ]; then
  echo "expected $1 and $2, got $OUTCOME and $RESULT"
  exit 1
fi
if [ -n "${3:-}" ] && [[ "$CODES" != *"\"$3\""* ]]; then
  echo "expected the code $3, got $CODES"
  exit 1
fi
echo "as expected: $OUTCOME, $RESULT${3:+, $3}"
