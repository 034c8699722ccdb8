// Where the server program is: the setting, the extension's own copy, the PATH, in this order.

import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

const program = process.platform === "win32" ? "hotfix-lint.exe" : "hotfix-lint";

/** The program to start; `undefined` where there is none. A setting that leads nowhere is not silently replaced. */
export async function findServer(setting: string, extensionPath: string): Promise<string | undefined> {
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
