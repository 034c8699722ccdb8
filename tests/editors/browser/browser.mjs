// A real browser, without any network, for a page on disk.

import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Starts Chromium from `home`, the folder with node_modules, calls `use(browser)`, and ends it again. */
export async function withBrowser(home, use) {
  const require = createRequire(join(home, "node_modules/"));
  // Makes the browser bring the libraries it needs, so that the machine need not have them.
  process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs22.x";
  const temporary = mkdtempSync(join(tmpdir(), "hotfix-lint-browser-"));
  process.env.TMPDIR = temporary;
  const bundled = require("@sparticuz/chromium");
  const { chromium } = require("playwright-core");
  // One family, so that pictures look alike everywhere.
  const fontFolder = join(temporary, "fonts");
  mkdirSync(fontFolder);
  for (const font of ["DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono"]) {
    copyFileSync(join(home, `node_modules/dejavu-fonts-ttf/ttf/${font}.ttf`), join(fontFolder, `${font}.ttf`));
  }
  const fonts = join(temporary, "fonts.conf");
  writeFileSync(fonts, `<fontconfig><dir>${fontFolder}</dir><cachedir>${temporary}/font-cache</cachedir></fontconfig>`);
  let browser;
  try {
    browser = await chromium.launch({
      executablePath: await (bundled.default ?? bundled).executablePath(),
      args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
      env: { ...process.env, FONTCONFIG_FILE: fonts, LD_LIBRARY_PATH: join(temporary, "al2023/lib") },
    });
    await use(browser);
  } finally {
    await browser?.close();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}
