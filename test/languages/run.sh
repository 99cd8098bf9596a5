#!/usr/bin/env bash
# Compiles all generated Go, Python and Java code as users get it, and runs clients/examples against a network.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/end-to-end/running.sh
. test/languages/tools.sh
FAILED=0
for program in go python3 mvn; do language_needs $program 'Go, Python and Java'; done
get_python
start_network || exit 1

# Checks the output of each program: language, handle, text
expect_session() {
  expect "$1: signs up" "^signed up: $2\$" "$3"
  expect "$1: reads the details of a refusal" '^refused: (InvalidArgument|INVALID_ARGUMENT) FIELD_INVALID handle \(' "$3"
  expect "$1: posts" '^posted: [0-9]{19}$' "$3"
  expect "$1: reads home" "^home: $2: Hello from $1\$" "$3"
}

go_client() { go -C clients/examples/go run . "$GRPC" "$1" 2>&1; }
expect 'Go: everything compiles' '^$' "$(go -C gen/go vet ./... 2>&1; go -C clients/examples/go vet ./... 2>&1)"
expect_session Go go_ada "$(go_client go_ada)"
expect 'Go: a refusal ends it with its reason' 'AlreadyExists HANDLE_TAKEN' "$(go_client GO_ADA)"

python_client() { PYTHONPATH=$DATA/python "$VENV/bin/python" clients/examples/python/home.py "$GRPC" "$1" 2>&1; }
"$VENV/bin/pip" install --quiet --no-index --no-build-isolation --no-deps --target "$DATA/python" ./gen/python || FAILED=1
MODULES=$(cd "$DATA/python" && find skein -name '*.py' | sed 's/\.py$//; s|/|.|g' | sort)
expect 'Python: everything can be imported' '^$' "$(cd "$DATA/python" && "$VENV/bin/python" -c "$(sed 's/^/import /' <<< "$MODULES")" 2>&1)"
expect_session Python python_ada "$(python_client python_ada)"
expect 'Python: a refusal ends it with its reason' 'ALREADY_EXISTS HANDLE_TAKEN' "$(python_client PYTHON_ADA)"

JAVA=clients/examples/java/target
expect 'Java: everything compiles' 'compiled' "$(maven -f clients/pom.xml compile 2>&1 && echo compiled)"
java_client() { java -cp "$JAVA/classes:$(cat $JAVA/classpath)" Home "$GRPC" "$1" 2>&1; }
expect_session Java java_ada "$(java_client java_ada)"
expect 'Java: a refusal ends it with its reason' 'ALREADY_EXISTS HANDLE_TAKEN' "$(java_client JAVA_ADA)"

exit $FAILED
