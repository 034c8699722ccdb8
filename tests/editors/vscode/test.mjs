// The main loop in real VS Code. Usage: node test.mjs HOME VSIX SERVER WORKSPACE

import assert from "node:assert/strict";
import { readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { until, withWorkbench } from "./workbench.mjs";

const [home, vsix, server, workspace] = process.argv.slice(2);
const file = join(workspace, "empty-join.hotfix.md");
const text = () => readFileSync(file, "utf8");
const before = text();
const lineOf = (words) => before.split("\n").findIndex((line) => line.includes(words)) + 1;

// The program is put where the setting says only after VS Code has looked for it.
const late = join(workspace, "..", "late-hotfix-lint");
rmSync(late, { force: true });

await withWorkbench({ home, vsix, server: late, workspace }, async (page, editor) => {
  // 0. Without the program it is said what to do, and the button does it.
  await editor.open("empty-join.hotfix.md");
  const missing = page.locator(".notification-toast", { hasText: late }).first();
  await missing.locator(".monaco-button", { hasText: "Set Path" }).waitFor({ timeout: 60_000 });
  assert.equal(await editor.squiggles(), 0, "squiggles without a server");
  symlinkSync(server, late);
  await missing.locator(".monaco-button", { hasText: "Try Again" }).click();

  // 1. A draft with mistakes is underlined.
  await until("squiggles", async () => (await editor.squiggles()) > 0);

  // 2. Hover on a question says why it matters.
  await editor.goTo(lineOf("incorrect results"), 12);
  const hover = await editor.hover("Does it produce incorrect results?");
  assert.match(hover, /incorrect/);

  // 3. Defer from the criterion that fails; one undo gives the document back.
  await editor.goTo(lineOf("## Does it affect the majority"), 6);
  await editor.act("Defer to 99.12");
  await editor.saveUntil("the deferral", () => text().includes("status: deferred"));
  assert.match(text(), /^target: "?99\.12"?$/m);
  assert.match(text(), /^## Deferral$/m);
  await page.keyboard.press("Control+z");
  await editor.saveUntil("one undo takes the deferral back", () => text() === before);

  // 4. Redo and reopen.
  await page.keyboard.press("Control+Shift+z");
  await editor.saveUntil("the deferral again", () => text().includes("status: deferred"));
  await editor.act("Reopen");
  await editor.saveUntil("the document as it was", () => text() === before);

  // 5. Other Markdown is left alone.
  await editor.open("notes.md");
  await page.waitForTimeout(1500);
  assert.equal(await editor.squiggles(), 0, "squiggles in notes.md");
});
console.log("vscode: everything as expected");
