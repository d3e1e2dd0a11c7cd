# Loads the files 0, 1, 2 and so on of the folder $1 in three ways; leaves the environment and the errors beside each.
# A bash of its own for `.`, because an assignment that bash does not allow ends a subshell, but no script.
tools=$PATH
PATH=/nonexistent
number=0
while [ -e "$1/$number" ]; do
  file=$1/$number
  /usr/bin/env -i "$BASH" --norc -c 'PATH=/nonexistent; set -a; . "$1"; set +a; /usr/bin/env -0 > "$1.bash"' bash "$file" < /dev/null \
    > /dev/null 2> "$file.bash.errors"
  (export $(PATH=$tools /usr/bin/env grep -v '^#' "$file" | PATH=$tools /usr/bin/env xargs); /usr/bin/env -0 > "$file.export-xargs") \
    > /dev/null 2> "$file.export-xargs.errors"
  (export $(PATH=$tools /usr/bin/env cat "$file"); /usr/bin/env -0 > "$file.export-cat") \
    > /dev/null 2> "$file.export-cat.errors"
  number=$((number + 1))
done
