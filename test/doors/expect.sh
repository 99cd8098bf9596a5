# For scripts: one line for each expectation; FAILED is 1 after one that is not met.
expect() { # what, pattern, text
  if grep -qE -- "$2" <<< "$3"; then echo "ok - $1"; else echo "not ok - $1: no /$2/ in: $3"; FAILED=1; fi
}
