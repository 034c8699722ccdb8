// Takes the pictures in docs/images: real VS Code and real Neovim over a copy of examples/.
// Usage: see tests/editors/pictures.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { drawIcon } from "./icon.mjs";
import { until, withWorkbench } from "./workbench.mjs";

const [home, vsix, server, neovim, repository, workspace] = process.argv.slice(2);
const picture = (name) => join(repository, "docs/images", name);
mkdirSync(picture(""), { recursive: true });
cpSync(join(repository, "examples"), workspace, { recursive: true });

// The calendar of the examples is about one day; the pictures are taken on another.
const calendar = join(workspace, "hotfix-lint.yaml");
const shift = Math.floor(Date.now() / 86_400_000) - Date.UTC(2026, 10, 22) / 86_400_000;
const moved = (day) => new Date(Date.parse(day) + shift * 86_400_000).toISOString().slice(0, 10);
writeFileSync(calendar, readFileSync(calendar, "utf8").replace(/\d{4}-\d\d-\d\d/g, moved));

/** Shows what a terminal would: the program's own output in xterm.js, the terminal of VS Code. */
async function terminal(page, name, { columns, rows, folder, keys, program, environment = {} }) {
  const script = join(repository, "tests/editors/neovim/terminal.py");
  const shown = execFileSync("python3", [script, columns, rows, JSON.stringify(keys), ...program].map(String), {
    cwd: folder,
    env: { ...process.env, LD_LIBRARY_PATH: "", ...environment },
    maxBuffer: 1 << 26,
  });
  const require = createRequire(join(home, "node_modules/code-server/lib/vscode/node_modules/"));
  const xterm = require.resolve("@xterm/xterm");
  const blank = await page.context().browser().newPage();
  await blank.setContent('<body style="margin:0"><div id="terminal" style="display:inline-block;padding:8px"></div>');
  await blank.addStyleTag({ path: join(xterm, "../../css/xterm.css") });
  await blank.addScriptTag({ path: xterm });
  await blank.evaluate(
    async ({ columns, rows, bytes }) => {
      const theme = { background: "#ffffff", foreground: "#24292f", cursor: "#24292f", yellow: "#9a6700", brightYellow: "#9a6700",
        cyan: "#0969da", brightCyan: "#0969da", brightBlue: "#0969da", green: "#1a7f37", brightGreen: "#1a7f37", white: "#57606a" };
      const terminal = new window.Terminal({ cols: columns, rows, fontSize: 13, fontFamily: "DejaVu Sans Mono", theme, allowProposedApi: true });
      terminal.open(document.getElementById("terminal"));
      await new Promise((done) => terminal.write(Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)), done));
      await new Promise((done) => setTimeout(done, 500));
    },
    { columns, rows, bytes: shown.toString("base64") },
  );
  await blank.locator("#terminal").screenshot({ path: picture(name) });
  await blank.close();
}

await withWorkbench({ home, vsix, server, workspace, width: 1100, height: 720 }, async (page, editor) => {
  const line = (file, words) => readFileSync(join(workspace, file), "utf8").split("\n").findIndex((l) => l.includes(words)) + 1;

  await drawIcon(page.context().browser(), join(repository, "editors/vscode/media"));

  // The README's pictures, and those that the extension brings along.
  const both = async (name) => {
    await page.screenshot({ path: picture(`vscode-${name}.png`) });
    cpSync(picture(`vscode-${name}.png`), join(repository, "editors/vscode/media", `${name}.png`));
  };

  const deferring = "collector-telemetry-none.hotfix.md";
  await editor.open(deferring);
  await page.keyboard.press("Control+b");
  await until("squiggles", async () => (await editor.squiggles()) > 0);
  await editor.statusBar("defer").click();
  await page.locator(".monaco-hover:not(.hidden)", { hasText: "Verdict:" }).first().waitFor();
  await both("verdict");
  await page.keyboard.press("Escape");
  await editor.goTo(line(deferring, "[Does it affect the majority"), 6);
  const { menu } = await editor.menu("Defer to 26.12");
  await menu.waitFor();
  await both("defer");
  await page.keyboard.press("Escape");
  await editor.lens("Defer to 26.12").click();
  await editor.statusBar("deferred").waitFor();
  await page.keyboard.press("Control+Home");
  await page.waitForTimeout(500);
  await both("deferred");
  await page.keyboard.press("Control+z");

  await page.keyboard.press("Control+b");
  const asking = "scipy-import-segfault.hotfix.md";
  await editor.open(asking);
  await page.keyboard.press("Control+b");
  await until("squiggles", async () => (await editor.squiggles()) > 0);
  await editor.goTo(line(asking, "Is there even a workaround?"), 10);
  await editor.hover("workaround");
  await both("hover");
  await page.keyboard.press("Escape");

  await editor.command("Hotfix: Show the Triage Report");
  await page.frameLocator("iframe.webview.ready").frameLocator("#active-frame").locator("h1").waitFor();
  await both("report");

  const lua = "vim.o.winborder = 'rounded' vim.diagnostic.config({ virtual_text = true }) vim.lsp.enable('hotfix_lint')";
  const set = `set rtp+=${join(repository, "editors/nvim")} noswapfile bg=light notgc shm+=I nohlsearch`;
  await terminal(page, "neovim.png", {
    columns: 120,
    rows: 28,
    folder: workspace,
    keys: [2, "/^common-input\r", 0.5, "K", 2],
    program: [neovim, "--clean", "--cmd", set, "--cmd", `lua ${lua}`, deferring],
    environment: { PATH: `${join(server, "..")}:${process.env.PATH}` },
  });
  await terminal(page, "check.png", {
    columns: 120,
    rows: 20,
    folder: repository,
    keys: [1],
    program: [server, "check", "examples/pandas-read-csv-segfault.hotfix.md", "--today", "2026-11-22"],
  });
});
console.log("pictures: done");
