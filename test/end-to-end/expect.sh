# For scripts: prints one line for each expectation and sets FAILED=1 if one is not met; also stops processes.
expect() { # what, pattern, text
  if grep -qE -- "$2" <<< "$3"; then echo "ok - $1"; else echo "not ok - $1: no /$2/ in: $3"; FAILED=1; fi
}

end_process() { # pid, or nothing; answers as it ended
  [ -n "$1" ] && kill -TERM "$1" 2>/dev/null && wait "$1"
}
