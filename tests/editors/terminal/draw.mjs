// Draws what a terminal showed, at each moment that run.py has marked.
// Usage: node draw.mjs HOME COLUMNS ROWS CAPTURE FOLDER; HOME is the folder with node_modules.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { withBrowser } from "../browser/browser.mjs";

/** The colours of Neovim's own dark scheme, which suit every program. */
const theme = {
  background: "#14161b", foreground: "#e0e2ea", cursor: "#e0e2ea", selectionBackground: "#4f5258",
  black: "#07080d", red: "#ffc0b9", green: "#b3f6c0", yellow: "#fce094", blue: "#a6dbff", magenta: "#ffcaff",
  cyan: "#8cf8f7", white: "#eef1f8", brightBlack: "#4f5258", brightRed: "#ffc0b9", brightGreen: "#b3f6c0",
  brightYellow: "#fce094", brightBlue: "#a6dbff", brightMagenta: "#ffcaff", brightCyan: "#8cf8f7", brightWhite: "#eef1f8",
};

/** Draws every marked moment of `capture` as FOLDER/NAME.png, in a tab of `browser`. */
export async function draw(browser, home, { columns, rows, capture, folder, font = "JetBrains Mono", scale = 2 }) {
  const context = await browser.newContext({ deviceScaleFactor: scale, viewport: { width: 1600, height: 1200 } });
  const page = await context.newPage();
  const style = `body { margin: 0; background: ${theme.background} } #terminal { display: inline-block; padding: 12px; background: ${theme.background} }`;
  await page.setContent(`<style>${style} .xterm-viewport { overflow: hidden !important }</style><div id="terminal"></div>`);
  await page.addStyleTag({ path: join(home, "node_modules/@xterm/xterm/css/xterm.css") });
  await page.addScriptTag({ path: join(home, "node_modules/@xterm/xterm/lib/xterm.js") });
  await page.evaluate(
    async ({ columns, rows, theme, font }) => {
      await document.fonts.ready;
      const options = { cols: columns, rows, fontSize: 14, lineHeight: 1.15, fontFamily: `"${font}", monospace`, theme, scrollback: 0 };
      window.terminal = new window.Terminal({ ...options, allowProposedApi: true });
      window.terminal.open(document.getElementById("terminal"));
    },
    { columns, rows, theme, font },
  );
  // Bytes as characters: a mark may stand between the bytes of nothing else.
  const parts = capture.toString("latin1").split(/\x1b\]7777;([\w-]+)\x07/);
  for (let index = 0; index + 1 < parts.length; index += 2) {
    await page.evaluate(async (bytes) => {
      await new Promise((done) => window.terminal.write(Uint8Array.from(bytes, (c) => c.charCodeAt(0)), done));
      await new Promise((done) => setTimeout(done, 200));
    }, parts[index]);
    await page.locator("#terminal").screenshot({ path: join(folder, `${parts[index + 1]}.png`) });
  }
  await context.close();
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [home, columns, rows, capture, folder] = process.argv.slice(2);
  const bytes = readFileSync(capture);
  const fonts = { mono: "JetBrains Mono" };
  await withBrowser(home, (browser) => draw(browser, home, { columns: +columns, rows: +rows, capture: bytes, folder }), fonts);
}
