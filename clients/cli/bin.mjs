#!/usr/bin/env node
import { isUtf8 } from 'node:buffer';
// Plain JavaScript for any version of Node. It starts the command with Node 24, which `make setup` installs into node_modules.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const leastMajor = 24;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const installed = here('../../node_modules/node/bin/node');
const major = Number(process.versions.node.split('.')[0]);

if (!existsSync(here('../../node_modules/@connectrpc/connect'))) {
  refuse('Skein is not installed yet');
} else if (major >= leastMajor) {
  // The compile cache keeps code that an earlier command compiled.
  module.enableCompileCache();
  await import('./main.ts');
} else if (existsSync(installed)) {
  runUnder(installed);
} else {
  refuse(`Skein needs Node ${leastMajor}, this is ${process.versions.node}`);
}

function refuse(why) {
  process.stderr.write(`${why}: run make setup\n`);
  process.exitCode = 1;
}

function runUnder(node) {
  // The child would receive broken UTF-8 as repaired text, so it is refused here.
  if (hasBrokenArguments()) {
    process.stderr.write('skein: the arguments are not UTF-8\n');
    process.exitCode = 2;
    return;
  }
  const child = spawn(node, [here('bin.mjs'), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal sends the signal to the child too.
    process.on(signal, () => process.stdin.isTTY || child.kill(signal));
  }
  child.on('error', (error) => refuse(error.message));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}

function hasBrokenArguments() {
  if (!process.argv.some((arg) => arg.includes('\ufffd'))) return false;
  try {
    return !isUtf8(readFileSync('/proc/self/cmdline'));
  } catch {
    return true;
  }
}
