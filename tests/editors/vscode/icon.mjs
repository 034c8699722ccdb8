// Draws the extension's icon from its drawing. Usage: see tests/editors/pictures.

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Draws `icon.svg` of a folder as `icon.png`, in a tab of its own. */
export async function drawIcon(browser, folder) {
  const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
  const style = "<style>body { margin: 0 } svg { display: block; width: 256px; height: 256px }</style>";
  await page.setContent(style + readFileSync(join(folder, "icon.svg"), "utf8"));
  await page.screenshot({ path: join(folder, "icon.png"), omitBackground: true });
  await page.close();
}
