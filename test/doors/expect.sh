# For scripts: one line for each expectation, and FAILED is 1 after one that is not met; how a process is ended.
expect() { # what, pattern, text
  if grep -qE -- "$2" <<< "$3"; then echo "ok - $1"; else echo "not ok - $1: no /$2/ in: $3"; FAILED=1; fi
}

end_process() { # pid, or nothing; answers as it ended
  [ -n "$1" ] && kill -TERM "$1" 2>/dev/null && wait "$1"
}
