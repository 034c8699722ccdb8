// Takes the pictures in docs/images and editors/vscode/media: real VS Code, and real programs in a terminal.
// Usage: see tests/editors/pictures.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { withBrowser } from "../browser/browser.mjs";
import { draw } from "../terminal/draw.mjs";
import { drawIcon } from "./icon.mjs";
import { until, withWorkbench } from "./workbench.mjs";

const [home, browserHome, vsix, server, neovim, repository, workspace] = process.argv.slice(2);
const images = join(repository, "docs/images");
const media = join(repository, "editors/vscode/media");
const today = "2026-11-22";
const name = "left-join.hotfix.md";
mkdirSync(images, { recursive: true });
cpSync(join(repository, "examples"), workspace, { recursive: true });
copyFileSync(join(repository, "tests/editors/scene", name), join(workspace, name));
const lineOf = (words) => readFileSync(join(workspace, name), "utf8").split("\n").findIndex((line) => line.includes(words)) + 1;

const look = {
  fonts: { sans: "Inter", mono: "JetBrains Mono" },
  settings: {
    "hotfix-lint.today": today,
    "workbench.colorTheme": "Default Dark Modern",
    "editor.fontFamily": "JetBrains Mono",
    "editor.fontSize": 13,
    "editor.lineHeight": 21,
    "editor.occurrencesHighlight": "off",
    "editor.overviewRulerBorder": false,
    "editor.guides.indentation": false,
    "editor.padding.top": 6,
    "breadcrumbs.enabled": false,
    "window.commandCenter": false,
    "workbench.layoutControl.enabled": false,
    "workbench.activityBar.location": "hidden",
    "workbench.tips.enabled": false,
  },
};

await withWorkbench({ home, vsix, server, workspace, width: 980, height: 690, scale: 2, look }, async (page, editor) => {
  await drawIcon(page.context().browser(), media);
  // The mouse points nowhere. Moved when something is open, it would close what a picture is to show.
  const rest = () => page.mouse.move(490, 683);
  const take = async (picture, shown) => {
    // What moves has come to rest.
    await page.waitForTimeout(800);
    if (shown) assert.ok(await page.locator(shown).first().isVisible(), `nothing of ${shown} in ${picture}`);
    await page.screenshot({ path: join(images, `vscode-${picture}.png`), animations: "disabled", caret: "hide" });
  };

  await editor.open(name);
  await editor.command("View: Toggle Primary Side Bar Visibility");
  await until("squiggles", async () => (await editor.squiggles()) >= 5);
  await editor.statusBar("undecided").waitFor();
  await editor.lens("26.12 freezes").waitFor();
  await rest();
  await take("draft");

  await editor.statusBar("undecided").click();
  await page.frameLocator("iframe.webview.ready").frameLocator("#active-frame").locator("p", { hasText: "Verdict:" }).waitFor();
  await rest();
  await take("verdict");
  await editor.command("View: Close Editors in Other Groups");

  await rest();
  await editor.goTo(lineOf("encounter the bug"), 20);
  await editor.hover("Will the average user");
  await take("hover", ".monaco-hover:not(.hidden)");
  await page.keyboard.press("Escape");

  await editor.goTo(lineOf("title:"), 10);
  await editor.menu("Defer to 26.12");
  await take("defer", ".action-widget");
  await editor.chosen("Defer to 27.02").click();
  await editor.statusBar("deferred").waitFor();
  await page.keyboard.press("Control+Home");
  await rest();
  await take("deferred");
  await page.keyboard.press("Control+z");

  await editor.command("Hotfix: Show the Triage Report");
  await page.frameLocator("iframe.webview.ready").frameLocator("#active-frame").locator("h1").waitFor();
  await rest();
  await take("report");
});

/** Draws what a program shows in a terminal at the moments that are marked in `steps`. */
async function terminal(browser, { columns, rows, folder, steps, program, environment = {} }) {
  const run = join(repository, "tests/editors/terminal/run.py");
  const capture = execFileSync("python3", [run, columns, rows, JSON.stringify(steps), ...program].map(String), {
    cwd: folder,
    env: { ...process.env, LD_LIBRARY_PATH: "", ...environment },
    maxBuffer: 1 << 26,
  });
  await draw(browser, browserHome, { columns, rows, capture, folder: images });
}

await withBrowser(browserHome, async (browser) => {
  const lua = [
    "vim.o.winborder = 'rounded'",
    "vim.diagnostic.config({ virtual_text = true })",
    `vim.lsp.config('hotfix_lint', { init_options = { today = '${today}' } })`,
    "vim.lsp.enable('hotfix_lint')",
    "vim.lsp.inlay_hint.enable()",
    "vim.api.nvim_create_autocmd('FileType', { pattern = 'markdown', callback = function() vim.treesitter.start() end })",
    "vim.o.statusline = \" %f %m%=%{v:lua.require'hotfix_lint'.statusline()}  %l:%c \"",
  ];
  const setup = join(workspace, "..", "init.lua");
  writeFileSync(setup, lua.join("\n"));
  const settings = `set rtp+=${join(repository, "editors/nvim")} noswapfile number termguicolors signcolumn=yes shortmess+=I nohlsearch conceallevel=0`;
  await terminal(browser, {
    columns: 122,
    rows: 30,
    folder: workspace,
    steps: [
      { until: "26.12 freezes" }, { until: "hotfix: undecided" }, "/Is there even\r", ":echo\r", 1, { picture: "neovim-draft" },
      "/encounter the bug\r", ":echo\r", "K", { until: "Evidence" }, { picture: "neovim-hover" }, ":fclose\r", 1,
      "gg/Left joins\rgra", { until: "Defer to 27.02" }, { picture: "neovim-defer" },
      "1\r", { until: "from: proposed" }, 3, { picture: "neovim-deferred" },
    ],
    program: [neovim, "--clean", "--cmd", settings, "--cmd", `luafile ${setup}`, name],
    environment: { PATH: [dirname(server), process.env.PATH].join(delimiter) },
  });
  await terminal(browser, {
    columns: 120,
    rows: 16,
    folder: repository,
    steps: [1, { picture: "check" }],
    program: [server, "check", "examples/pandas-read-csv-segfault.hotfix.md", "--today", today],
  });
}, { mono: "JetBrains Mono" });
console.log("pictures: done");
