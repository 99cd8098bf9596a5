# For scripts: prints one line for each expectation and sets FAILED=1 if one is not met; also stops processes.
expect() { # what, pattern, text
  if grep -qE -- "$2" <<< "$3"; then echo "ok - $1"; else echo "not ok - $1: no /$2/ in: $3"; FAILED=1; fi
}

# For machines that have other work: a service can take minutes to start there.
PATIENCE=180
eventually() { # what, pattern, command ...; within PATIENCE seconds
  local what=$1 pattern=$2 text='' end=$((SECONDS + PATIENCE)); shift 2
  while [ $SECONDS -lt $end ]; do
    text=$("$@" 2>&1)
    if grep -qE -- "$pattern" <<< "$text"; then echo "ok - $what"; return; fi
    sleep 0.2
  done
  echo "not ok - $what: no /$pattern/ in: $text"; FAILED=1
}

end_process() { # pid, or nothing; answers as it ended
  [ -n "$1" ] && kill -TERM "$1" 2>/dev/null && wait "$1"
}
