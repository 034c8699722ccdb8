// A real browser, with fonts of its own, so that pictures look alike everywhere.

import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const DEJAVU = ["DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono", "DejaVuSansMono-Bold"];
/** What pages call the font they do not care about. */
const ANY = {
  sans: ["sans-serif", "system-ui", "Ubuntu", "Droid Sans", "Arial", "Helvetica", "Times New Roman", "serif"],
  mono: ["monospace", "Droid Sans Mono", "Courier New"],
};

/** Every font file of a folder, whose subfolders are looked into as well. */
function fontFiles(folder) {
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true }) : [];
  return files.filter((name) => name.endsWith(".ttf")).map((name) => join(folder, name));
}

/**
 * Starts Chromium from `home`, the folder with node_modules, calls `use(browser, temporary)`, and ends it again;
 * `sans` and `mono` are the families of which everything is set. `temporary` is a folder that goes with the browser.
 */
export async function withBrowser(home, use, { sans = "DejaVu Sans", mono = "DejaVu Sans Mono" } = {}) {
  const require = createRequire(join(home, "node_modules/"));
  // Makes the browser bring the libraries it needs, so that the machine need not have them.
  process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs22.x";
  const outer = tmpdir();
  const temporary = mkdtempSync(join(outer, "hotfix-lint-browser-"));
  process.env.TMPDIR = temporary;
  const bundled = require("@sparticuz/chromium");
  const { chromium } = require("playwright-core");
  const fontFolder = join(temporary, "fonts");
  mkdirSync(fontFolder);
  const dejavu = DEJAVU.map((font) => join(home, `node_modules/dejavu-fonts-ttf/ttf/${font}.ttf`));
  // Others that are installed would be taken for weights that these do not have.
  const named = [sans, mono].map((name) => name.toLowerCase().replaceAll(" ", "-"));
  const asked = named.flatMap((name) => fontFiles(join(home, "node_modules/@expo-google-fonts", name)));
  for (const font of [...dejavu, ...asked]) {
    copyFileSync(font, join(fontFolder, font.replace(/.*[/\\]/, "")));
  }
  const prefer = (names, font) =>
    names.map((name) => `<alias binding="same"><family>${name}</family><prefer><family>${font}</family></prefer></alias>`).join("");
  const fonts = join(temporary, "fonts.conf");
  writeFileSync(
    fonts,
    `<fontconfig><dir>${fontFolder}</dir><cachedir>${temporary}/font-cache</cachedir>` +
      `${prefer(ANY.sans, sans)}${prefer(ANY.mono, mono)}</fontconfig>`,
  );
  let browser;
  try {
    browser = await chromium.launch({
      executablePath: await (bundled.default ?? bundled).executablePath(),
      args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
      env: { ...process.env, FONTCONFIG_FILE: fonts, LD_LIBRARY_PATH: join(temporary, "al2023/lib") },
    });
    await use(browser, temporary);
  } finally {
    await browser?.close();
    process.env.TMPDIR = outer;
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}
