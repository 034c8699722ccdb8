// Where the program is: the setting, the extension's own copy, the PATH, in this order.

import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

const program = process.platform === "win32" ? "hotfix-lint.exe" : "hotfix-lint";

/** The program to start; `undefined` where there is none. A setting that leads nowhere is not silently replaced. */
export async function findProgram(setting: string, extensionPath: string): Promise<string | undefined> {
  if (setting !== "") {
    const path = setting.replace(/^~(?=[/\\])/, homedir());
    return (await isProgram(path)) ? path : undefined;
  }
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  for (const folder of [join(extensionPath, "server"), ...folders, join(homedir(), ".cargo", "bin")]) {
    const path = join(folder, program);
    if (await isProgram(path)) return path;
  }
  return undefined;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** What a run of the program came to. */
export interface Run {
  readonly ok: boolean;
  readonly stdout: string;
  /** What went wrong, in the program's words or the system's. */
  readonly told: string;
}

/** Runs the program to its end; what it is told never passes a shell. */
export function run(path: string, argumentList: readonly string[], folder?: string): Promise<Run> {
  const options = { timeout: 60_000, maxBuffer: 256 << 20, ...(folder === undefined ? {} : { cwd: folder }) };
  return new Promise((done) => {
    execFile(path, argumentList, options, (error, stdout, stderr) => {
      const told = (stderr || (error?.message ?? "")).trim().replace(/^(hotfix-lint: )?error: /, "");
      done({ ok: error === null, stdout, told });
    });
  });
}
