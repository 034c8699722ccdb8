// A new proposal with the questions of the policy.

import { existsSync } from "node:fs";
import { join, dirname } from "node:path";
import * as vscode from "vscode";
import { run } from "./program";
import type { Server } from "./server";

/** Folders in which every document is a proposal. */
const PROPOSAL_FOLDERS = ["hotfixes", "hotfix", "hotfix-proposals"];

/** Asks for the issue and a title, writes the proposal beside the others, and opens it. */
export async function createProposal(server: Server): Promise<void> {
  if (server.program === undefined) {
    await server.restart();
    return;
  }
  const given = await asked("New Hotfix Proposal", [
    "The user's issue: 123, owner/repo#123, KEY-123 or its address. Empty if there is none yet.",
    "What the bug is, in a few words",
  ]);
  if (given === undefined) return;
  const [issue = "", title = ""] = given;
  const told = [`--title=${title}`, ...(issue.trim() === "" ? [] : [`--issue=${issue.trim()}`])];
  const folder = place();
  const path = folder && free(folder, title || issue);
  if (path !== undefined) {
    const written = await run(server.program, ["new", ...told, "--", path], folder);
    if (written.ok) {
      await begin(await vscode.workspace.openTextDocument(path));
      return;
    }
    server.output.warn(written.told);
  }
  // Without a folder that can be written the proposal is a document to be saved elsewhere.
  const text = await run(server.program, ["new", ...told], folder);
  if (!text.ok) {
    void vscode.window.showErrorMessage(`hotfix-lint: ${text.told}`);
    return;
  }
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content: text.stdout });
  await begin(document);
}

/**
 * Asks one question after the other, in one box: between two boxes the page behind them, such as the walkthrough, would take
 * the keyboard, and the second one would close. `undefined` where it is called off.
 */
function asked(title: string, prompts: readonly string[]): Promise<string[] | undefined> {
  const box = vscode.window.createInputBox();
  const given: string[] = [];
  const ask = (): void => {
    box.step = given.length + 1;
    box.prompt = prompts[given.length];
    box.value = "";
  };
  return new Promise((done) => {
    box.title = title;
    box.totalSteps = prompts.length;
    // Who looks the issue up elsewhere comes back to it.
    box.ignoreFocusOut = true;
    box.onDidAccept(() => {
      given.push(box.value);
      if (given.length < prompts.length) return ask();
      done(given);
      box.hide();
    });
    box.onDidHide(() => {
      done(undefined);
      box.dispose();
    });
    ask();
    box.show();
  });
}

/** Shows a new proposal, with the cursor where the first answer goes: on the line before the heading that follows. */
async function begin(document: vscode.TextDocument): Promise<void> {
  const lines = document.getText().split(/\r?\n/);
  const question = lines.findIndex((line) => line.startsWith("### "));
  const next = lines.findIndex((line, index) => index > question && line.startsWith("#"));
  const place = new vscode.Position(Math.max(question < 0 ? 0 : next - 1, 0), 0);
  await vscode.window.showTextDocument(document, { preview: false, selection: new vscode.Range(place, place) });
  // The walkthrough takes the keyboard when it ticks a step: not while something is asked.
  await vscode.commands.executeCommand("setContext", "hotfix-lint.created", true);
}

/** Beside the active document of this machine if it is a proposal's neighbour; else the workspace's folder for them. */
function place(): string | undefined {
  const active = vscode.window.activeTextEditor?.document.uri;
  if (active?.scheme === "file" && active.path.includes(".hotfix.")) return dirname(active.fsPath);
  const owner = active && vscode.workspace.getWorkspaceFolder(active);
  const root = (owner ?? vscode.workspace.workspaceFolders?.find((f) => f.uri.scheme === "file"))?.uri.fsPath;
  if (root === undefined) return undefined;
  return PROPOSAL_FOLDERS.map((name) => join(root, name)).find((path) => existsSync(path)) ?? root;
}

/** A path for a proposal that nothing has yet. */
function free(folder: string, title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["proposal"];
  const name = words.join("-").slice(0, 60);
  for (let count = 1; ; count++) {
    const path = join(folder, `${count === 1 ? name : `${name}-${count}`}.hotfix.md`);
    if (!existsSync(path)) return path;
  }
}
