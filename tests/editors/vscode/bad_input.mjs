// What goes wrong, in real VS Code: it is said once or not at all, and no text is lost.
// Usage: node bad_input.mjs HOME VSIX SERVER WORKSPACE VSIX_WITH_SERVER

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { processesOf, until, withWorkbench } from "./workbench.mjs";

const [home, vsix, built, workspace, withServer] = process.argv.slice(2);
const name = "empty-join.hotfix.md";
const file = join(workspace, name);
const text = () => readFileSync(file, "utf8");
const before = text();
const began = Date.now();
const step = (words) => console.log(`${((Date.now() - began) / 1000).toFixed(1)} s: ${words}`);

/** A program that runs this script. */
function program(name, script) {
  const path = join(workspace, "..", `program-${name}`);
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}
const crashing = program("crashing", "echo 'cannot begin' >&2; exit 3");
const other = program("other", `exec '${process.execPath}' '${join(import.meta.dirname, "other_version.mjs")}'`);
const caught = join(workspace, "..", "was-run");
// Under a name of its own, so that no other test's server is taken for this one.
const server = join(workspace, "..", "right", "hotfix-lint");
mkdirSync(dirname(server), { recursive: true });
rmSync(server, { force: true });
symlinkSync(built, server);
const planted = program("planted", `touch '${caught}'; exit 3`);
rmSync(caught, { force: true });

// A repository, for `git:` documents, and a folder for proposals that nobody can write to, not even root.
const git = (...words) => execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...words], { cwd: workspace });
git("init", "--quiet");
git("add", ".");
git("commit", "--quiet", "--message", "begin");
symlinkSync("/proc/tty", join(workspace, "hotfixes"));

await withWorkbench({ home, vsix, server: crashing, workspace }, async (page, editor) => {
  const messages = (words) => page.locator(".notification-toast", { hasText: words });
  const ours = () => page.locator(".notification-toast", { hasText: "hotfix-lint" }).count();

  step("a program that crashes at the start: one message, however much is typed");
  await editor.open(name);
  await messages("did not start").waitFor();
  await editor.goTo(1, 1);
  await page.keyboard.press("Control+End");
  await page.keyboard.type("some words");
  await editor.saveUntil("the words", () => text().includes("some words"));
  await editor.undoUntil("the document as it was", () => text() === before);
  assert.equal(await ours(), 1, "messages");
  await editor.picture("crashing");
  await editor.command("Notifications: Clear All Notifications");

  step("a program of another release");
  editor.setProgram(other);
  await messages("the program of 9.0.0").waitFor();
  assert.equal(await ours(), 1, "messages");
  await editor.command("Notifications: Clear All Notifications");

  step("the right program: all is well again, without a word");
  editor.setProgram(server);
  await until("squiggles", async () => (await editor.squiggles()) > 0);
  assert.equal(await ours(), 0, "messages");

  step("the file changes on the disk while it has changes of one's own: those stay, and are what is judged");
  await editor.goTo(3, 1);
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type('issue: "#7"');
  writeFileSync(file, text().replace("Edge case.", "Common, see #7."));
  await page.waitForTimeout(1500);
  await page.locator(".view-line", { hasText: 'issue: "#7"' }).waitFor();
  await page.locator(".view-line", { hasText: "Edge case." }).waitFor();
  await editor.statusBar("defer").waitFor();
  assert.equal(await ours(), 0, "messages");
  await editor.command("File: Revert File");
  await page.locator(".view-line", { hasText: "Common, see #7." }).waitFor();
  await editor.statusBar("undecided").waitFor();

  step("beside it, as git has it: nothing is said there");
  const sides = page.locator(".monaco-diff-editor");
  // Until git has been asked there are no changes to open, and nothing happens.
  for (let tries = 0; tries < 8 && !(await sides.isVisible()); tries++) {
    await editor.command("Git: Open Changes");
    await sides.waitFor({ timeout: 4000 }).catch(() => {});
  }
  await sides.locator(".editor.modified .squiggly-warning").first().waitFor();
  await sides.locator(".editor.original .view-line", { hasText: "Edge case." }).waitFor();
  const there = ".squiggly-error, .squiggly-warning, .squiggly-info, .squiggly-hint";
  assert.equal(await sides.locator(".editor.original").locator(there).count(), 0, "squiggles in git's document");
  await editor.picture("git");
  await editor.command("View: Close Editor");

  step("a folder that cannot be written to: the new proposal is a document to save elsewhere, and judged all the same");
  await editor.open("notes.md");
  await editor.command("Hotfix: New Proposal");
  await editor.answer("The user's issue", "777");
  await editor.answer("What the bug is", "Sorting drops rows");
  await page.locator(".tab.active", { hasText: "Untitled-1" }).waitFor();
  await page.locator(".view-line", { hasText: "Sorting drops rows" }).first().waitFor();
  await editor.statusBar("undecided").waitFor();
  await editor.goTo(1, 1);
  await editor.lens("questions are open").waitFor();
  await page.waitForTimeout(1500);
  assert.equal(await page.locator(".editor-instance .colorpicker-color-decoration").count(), 0, "an issue is no colour");
  await editor.picture("untitled");
  assert.equal(await ours(), 0, "messages");
  await editor.command("File: Revert File");

  step("a server that keeps ending is given up with one message, and comes back when asked to");
  await editor.open(name);
  await editor.statusBar("undecided").waitFor();
  let last;
  for (let ends = 0; ends < 4; ends++) {
    [last] = await until("a server", () => {
      const running = processesOf(server).filter((id) => id !== last);
      return running.length > 0 && running;
    });
    await page.waitForTimeout(500);
    process.kill(last, "SIGKILL");
  }
  await messages("keeps ending").waitFor();
  assert.equal(await ours(), 1, "messages");
  assert.deepEqual(processesOf(server), [], "servers");
  await messages("keeps ending").locator(".monaco-button", { hasText: "Restart" }).click();
  await editor.statusBar("undecided").waitFor();

  step("a proposal without a workspace");
  await editor.openFolder(undefined);
  await editor.command("File: Open File");
  const dialog = page.locator(".quick-input-widget:visible", { hasText: "Open File" });
  const tab = page.locator(".tab.active", { hasText: name });
  // Until its list is filled the dialog overwrites what is typed.
  await dialog.locator(".monaco-list-row").first().waitFor();
  for (let tries = 0; tries < 8 && !(await tab.isVisible()); tries++) {
    await dialog.locator("input").first().fill(file);
    await page.keyboard.press("Enter");
    await tab.waitFor({ timeout: 5000 }).catch(() => {});
  }
  await until("squiggles", async () => (await editor.squiggles()) > 0);
  await editor.statusBar("undecided").waitFor();
  await editor.command("Hotfix: Show the Triage Report");
  await messages("open a folder").waitFor();
  await editor.picture("alone");
});

// What a workspace brings along, and nobody has agreed to.
mkdirSync(join(workspace, ".vscode"), { recursive: true });
writeFileSync(join(workspace, ".vscode/settings.json"), JSON.stringify({ "hotfix-lint.path": planted }));
await withWorkbench({ home, vsix, workspace, trust: false, installed: server }, async (page, editor) => {
  step("in a workspace that is not trusted its program is not run; the one that the user has installed is");
  await editor.statusBar("Restricted Mode").waitFor();
  await editor.open(name);
  await until("squiggles", async () => (await editor.squiggles()) > 0);
  await editor.statusBar("undecided").waitFor();
  assert.ok(!existsSync(caught), "the workspace's program was run");
  await editor.picture("restricted");
});
rmSync(join(workspace, ".vscode"), { recursive: true });
await withWorkbench({ home, vsix: withServer, workspace }, async (page, editor) => {
  step("the extension that brings the program along runs that one, with nothing set and nothing installed");
  await editor.open(name);
  await editor.statusBar("undecided").waitFor();
  await editor.command("Hotfix: Show Debug Information");
  await page.locator(".view-line", { hasText: /program:\s.*\/hotfix-lint\.hotfix-lint-\S+\/server\/hotfix-lint$/ }).waitFor();
});
step("done");
console.log("vscode, bad input: everything as expected");
