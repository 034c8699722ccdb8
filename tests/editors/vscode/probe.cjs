// Preloaded into VS Code: how long the extension host's only thread is busy with the start of each extension. What VS Code
// counts itself is the time from asking for the code until it is there, whatever else the thread does meanwhile.
// Each line of the file that EXTENSION_STARTS names is `[file, what, milliseconds]`, of the thread's processor time: no
// other program is in it, and no other extension, since each of these is done in one go.

const processes = require("node:child_process");
const { appendFileSync } = require("node:fs");
const Module = require("node:module");

// VS Code does not hand on to the host what it was told to preload itself.
const fork = processes.fork;
processes.fork = (file, given, options) => {
  const isHost = Array.isArray(given) && given.includes("--type=extensionHost");
  return fork(file, given, isHost ? { ...options, execArgv: [...(options.execArgv ?? []), "--require", __filename] } : options);
};
Module.syncBuiltinESMExports();

function timed(file, what, run) {
  const begun = process.threadCpuUsage();
  try {
    return run();
  } finally {
    const { user, system } = process.threadCpuUsage(begun);
    appendFileSync(process.env.EXTENSION_STARTS, `${JSON.stringify([file, what, (user + system) / 1000])}\n`);
  }
}

const read = Module._extensions[".js"];
let isLoading = false;
Module._extensions[".js"] = function (module, file) {
  // What a file requires is part of it.
  if (isLoading || !process.argv.includes("--type=extensionHost")) return read(module, file);
  isLoading = true;
  timed(file, "load", () => {
    try {
      read(module, file);
    } finally {
      isLoading = false;
    }
  });
  const { activate } = module.exports ?? {};
  if (typeof activate !== "function") return;
  module.exports = { ...module.exports, activate: (...given) => timed(file, "activate", () => activate(...given)) };
};
