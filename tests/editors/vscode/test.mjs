// What a person does with proposals, in real VS Code. Usage: node test.mjs HOME VSIX SERVER WORKSPACE

import assert from "node:assert/strict";
import { readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { processesOf, until, withWorkbench } from "./workbench.mjs";

const [home, vsix, server, workspace] = process.argv.slice(2);
const name = "empty-join.hotfix.md";
const file = join(workspace, name);
const text = () => readFileSync(file, "utf8");
const before = text();
const lineOf = (words) => before.split("\n").findIndex((line) => line.includes(words)) + 1;
const SWATCH = ".editor-instance .colorpicker-color-decoration";
const began = Date.now();
const step = (words) => console.log(`${((Date.now() - began) / 1000).toFixed(1)} s: ${words}`);

// The program is put where the setting says only after VS Code has looked for it.
const late = join(workspace, "..", "late-hotfix-lint");
rmSync(late, { force: true });

const starts = join(workspace, "..", "extension-starts");
rmSync(starts, { force: true });

await withWorkbench({ home, vsix, server: late, workspace, starts }, async (page, editor) => {
  step("without the program it is said what to do, and the button does it");
  await editor.open(name);
  const missing = page.locator(".notification-toast", { hasText: late }).first();
  await missing.locator(".monaco-button", { hasText: "Set Path" }).waitFor({ timeout: 60_000 });
  assert.equal(await editor.squiggles(), 0, "squiggles without a server");
  await editor.picture("missing");
  symlinkSync(server, late);
  await missing.locator(".monaco-button", { hasText: "Try Again" }).click();

  step("a draft with mistakes is underlined, and its verdict stands in the status bar");
  await until("squiggles", async () => (await editor.squiggles()) > 0);
  assert.deepEqual(await editor.underlined("warning"), ["Joins crash on an empty table 😀", "Does it affect the majority of users?"]);
  // VS Code dots no more than the first letters of what a hint is about.
  const hints = await editor.underlined("hint");
  assert.deepEqual(hints.map((words) => words[0]), ["J", "Y", "P"], hints.join());
  const verdict = editor.statusBar("defer");
  await verdict.waitFor();

  step("hover on a question says why it matters");
  await editor.goTo(lineOf("incorrect results"), 12);
  assert.match(await editor.hover("Does it produce incorrect results?"), /incorrect/);
  await editor.picture("hover");

  step("the lens of a criterion explains it where it stands");
  await page.keyboard.press("Escape");
  await editor.lens("majority is not met").click();
  const criterion = page.locator(".monaco-hover:not(.hidden)", { hasText: "Met when" }).first();
  await criterion.waitFor();
  await page.locator(".statusbar-item", { hasText: `Ln ${lineOf("## Does it affect the majority")}, Col 4` }).waitFor();
  await editor.picture("criterion");
  await page.keyboard.press("Escape");

  step("the status bar leads to the derivation, beside the proposal, and the cursor stays where it is");
  await editor.goTo(lineOf("incorrect results"), 12);
  await verdict.click();
  const derivation = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  await derivation.locator("p", { hasText: "Verdict: defer" }).waitFor();
  await derivation.locator("p", { hasText: "It would be hotfix with any of" }).waitFor();
  await page.locator(".statusbar-item", { hasText: `Ln ${lineOf("incorrect results")}, Col 12` }).waitFor();
  await editor.picture("verdict");

  step("the page is of use while it has the keyboard, and comes back with the window");
  await derivation.locator("p", { hasText: "Verdict: defer" }).click();
  await until("the page has the keyboard", () => page.evaluate(() => document.activeElement.matches("iframe.webview")));
  await page.waitForTimeout(500);
  assert.ok(await verdict.isVisible(), "no verdict in the status bar");
  await editor.command("View: Focus First Editor Group");
  // What is open is written down every few seconds, and not when a window goes.
  await until("VS Code has noted the page", () => editor.hasNoted("mainThreadWebview-hotfix-lint.verdict"), 120);
  await page.reload();
  await page.locator(".monaco-workbench").waitFor({ timeout: 120_000 });
  await derivation.locator("p", { hasText: "Verdict: defer" }).waitFor();
  await verdict.waitFor();
  await editor.command("View: Focus First Editor Group");
  // What stands in the status bar is explained where the mouse rests on it, over the text.
  await page.mouse.move(900, 620);
  await editor.command("View: Close Editors in Other Groups");

  step("a question that is missing is completed, and one that is begun as well");
  const lines = before.split("\n").length;
  await editor.goTo(lines, 1);
  await page.keyboard.type("\n## Is there a reasonable workaround?\n\n- ");
  await editor.complete("Is there even a workaround?");
  // Its answers are offered unasked, and none of them is written yet.
  await page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "Yes" }).first().waitFor();
  await editor.complete("No");
  await page.keyboard.type("\n- Will the average user");
  await editor.suggestion("Will the average user understand the workaround?");
  await editor.picture("completion");
  await editor.complete("Will the average user understand the workaround?");
  await editor.saveUntil("the questions", () => /^- \*\*Is there even a workaround\?\*\* No\n- \*\*Will the average user understand the workaround\?\*\* /m.test(text()));
  await editor.undoUntil("the document without it", () => text() === before);

  step("Defer from the light bulb at the criterion that fails; one undo gives the document back");
  await editor.goTo(lineOf("## Does it affect the majority"), 6);
  await editor.bulb().click();
  await editor.chosen("Defer to 99.12").click();
  await editor.saveUntil("the deferral", () => text().includes("status: deferred"));
  assert.match(text(), /^target: "?99\.12"?$/m);
  assert.match(text(), /^## Deferral$/m);
  await editor.statusBar("deferred").waitFor();
  await page.keyboard.press("Control+z");
  await editor.saveUntil("one undo takes the deferral back", () => text() === before);

  step("redo, and Reopen");
  await page.keyboard.press("Control+Shift+z");
  await editor.saveUntil("the deferral again", () => text().includes("status: deferred"));
  await editor.act("Reopen");
  await editor.saveUntil("the document as it was", () => text() === before);

  step("Defer from the lens above the title, Reopen from the palette");
  await editor.goTo(1, 1);
  await editor.lens("Defer to 99.12").click();
  await editor.saveUntil("the deferral by lens", () => text().includes("status: deferred"));
  await editor.statusBar("deferred").waitFor();
  await editor.picture("deferred");
  await editor.command("Hotfix: Reopen the Proposal");
  await editor.saveUntil("the document as it was, by command", () => text() === before);

  step("another calendar, other findings");
  const calendar = join(workspace, "hotfix-lint.yaml");
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  writeFileSync(calendar, readFileSync(calendar, "utf8").replace("2999-11-24", tomorrow));
  await editor.lens("99.12 freezes").filter({ hasText: /tomorrow|in 1 day|in 2 days/ }).waitFor();
  await editor.goTo(lineOf("title:"), 8);
  assert.match(await editor.hover("release-imminent"), /99\.12 freezes/);
  await page.keyboard.press("Escape");

  step("a server that ends is started again");
  const [old] = processesOf(late);
  process.kill(old, "SIGKILL");
  await until("another server", () => processesOf(late).some((id) => id !== old));
  await verdict.waitFor();
  await editor.goTo(lineOf("incorrect results"), 12);
  assert.match(await editor.hover("Does it produce incorrect results?"), /incorrect/);
  assert.equal(await page.locator(".notification-toast").count(), 0, "a restart is no reason for a message");

  step("a server that is asked to starts again, and tells what it knows in a document that nobody has to save");
  const [running] = processesOf(late);
  await editor.command("Hotfix: Restart the Server");
  await until("another server", () => processesOf(late).some((id) => id !== running) && !processesOf(late).includes(running));
  await verdict.waitFor();
  await editor.command("Hotfix: Show Debug Information");
  await page.locator(".view-line", { hasText: "columns count: UTF-16" }).waitFor();
  await page.locator(".view-line", { hasText: late }).waitFor();
  assert.equal(await page.locator(".tab.active.dirty").count(), 0, "something to save");
  await editor.command("View: Close Editor");

  step("a new proposal, from the walkthrough");
  await editor.command("Welcome: Open Walkthrough");
  await page.locator(".quick-input-widget:visible .monaco-list-row", { hasText: "Does This Bug Deserve a Hotfix?" }).first().click();
  const begin = page.locator(".getting-started-step.expanded .monaco-button", { hasText: "New Proposal" });
  await begin.waitFor();
  // A walkthrough takes the keyboard once more, a moment after it is there: nobody is as fast as this.
  await page.waitForTimeout(2000);
  await begin.click();
  await editor.answer("The user's issue", "777");
  await editor.answer("What the bug is", "Sorting drops rows");
  await page.locator(".tab.active", { hasText: "sorting-drops-rows.hotfix.md" }).waitFor();
  await editor.statusBar("undecided").waitFor();
  assert.match(readFileSync(join(workspace, "sorting-drops-rows.hotfix.md"), "utf8"), /^issue: "#777"$/m);
  // VS Code looks for colours after a second.
  await page.waitForTimeout(2000);
  assert.equal(await page.locator(SWATCH).count(), 0, "an issue is no colour");
  await editor.picture("new");

  step("a proposal that is renamed while it is open has its problems once");
  const shown = (name) => page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).first();
  await shown("sorting-drops-rows.hotfix.md").click();
  await page.keyboard.press("F2");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("sorting.hotfix.md");
  await page.keyboard.press("Enter");
  await page.locator(".tab.active", { hasText: "sorting.hotfix.md" }).waitFor();
  await page.keyboard.press("Control+Shift+m");
  // Of a long list VS Code draws the part that is seen.
  await page.getByPlaceholder("Filter (e.g. text").fill("sorting");
  const problems = (name) => page.locator(".markers-panel .monaco-list-row", { hasText: name });
  await problems("sorting.hotfix.md").first().waitFor();
  await until("nothing of the old name", async () => (await problems("sorting-drops-rows").count()) === 0);
  await editor.picture("problems");
  await page.keyboard.press("Control+Shift+m");

  step("the triage report, and from it to a proposal");
  await editor.command("Hotfix: Show the Triage Report");
  const report = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  await report.locator("h1", { hasText: "Hotfix triage" }).waitFor();
  await report.locator("output", { hasText: "3 of 3" }).first().waitFor();
  await editor.picture("report");
  await report.locator("a.name", { hasText: "Joins crash" }).first().click();
  await page.locator(".tab.active", { hasText: "empty-join.hotfix" }).waitFor();

  step("other documents are left alone, without a word");
  await editor.open("notes.md");
  await page.waitForTimeout(1500);
  assert.equal(await editor.squiggles(), 0, "squiggles in notes.md");
  assert.equal(await editor.statusBar("undecided").count(), 0, "a verdict for notes.md");
  await editor.command("File: New Untitled Text File");
  await page.keyboard.type("# Notes\n\nTBD\n");
  await page.waitForTimeout(500);
  assert.equal(await page.locator(".notification-toast").count(), 0, "messages");

  step("snippets: one makes a proposal of a document, and they know YAML");
  await editor.open("notes.md");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("hotfix-prop");
  await editor.complete("hotfix-proposal");
  await page.locator(".view-line", { hasText: "kind: hotfix-proposal" }).waitFor();
  // The title is typed once, and stands in the metadata and in the heading.
  await page.keyboard.type("Sums are off");
  await page.locator(".view-line", { hasText: "# Sums are off" }).waitFor();
  await editor.statusBar("undecided").waitFor();
  // Here, where nothing is named as a proposal is, VS Code shows the issue as the colour that it could be.
  await page.locator(SWATCH).waitFor();
  await editor.picture("snippet");
  await editor.command("File: Revert File");
  await editor.open("empty-join.hotfix.yaml");
  await page.keyboard.press("Control+End");
  await page.keyboard.type("hotfix-all");
  await editor.complete("hotfix-allow");
  await page.locator(".view-line", { hasText: "# hotfix-lint: allow missing-evidence: reason" }).waitFor();
  await editor.command("File: Revert File");

  step("the start of the extension is short");
  const took = (extension, file, what) => {
    const [, , time] = readFileSync(starts, "utf8").trim().split("\n").map((line) => JSON.parse(line))
      .find(([path, done]) => path.includes(extension) && path.endsWith(file) && done === what);
    return time;
  };
  const own = took("hotfix-lint.hotfix-lint", "extension.js", "load") + took("hotfix-lint.hotfix-lint", "extension.js", "activate");
  const client = took("hotfix-lint.hotfix-lint", "client.js", "load");
  const builtIn = took("markdown-language-features", "extension.js", "load") + took("markdown-language-features", "extension.js", "activate");
  step(`${own.toFixed(1)} ms, and ${client.toFixed(1)} ms for the client of the server, once there is one; VS Code's own Markdown ${builtIn.toFixed(1)} ms`);
  assert.ok(own < 50, `loading and activating the extension took ${own} ms`);
});
step("done");
console.log("vscode: everything as expected");
