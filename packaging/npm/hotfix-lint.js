#!/usr/bin/env node
// Runs the program that the package of this platform brings along.
"use strict";

const { spawn } = require("node:child_process");

const platform = `${process.platform}-${process.arch}`;
const name = process.platform === "win32" ? "hotfix-lint.exe" : "hotfix-lint";

function program() {
  try {
    return require.resolve(`@hotfix-lint/${platform}/${name}`);
  } catch {
    console.error(
      `error: the package @hotfix-lint/${platform} is not installed: install with optional dependencies, ` +
        "or, where there is none for this platform, run `cargo install hotfix-lint`",
    );
    process.exit(2);
  }
}

const child = spawn(program(), process.argv.slice(2), { stdio: "inherit" });
// A terminal sends its signals to both; others send them to this process alone.
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
for (const signal of signals) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`error: ${error.message}`);
  process.exit(2);
});
child.on("exit", (code, signal) => {
  if (signal === null) process.exit(code);
  for (const signal of signals) process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
