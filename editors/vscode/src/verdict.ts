// The verdict in a tab beside the proposal: how it comes about and what would change it, as a page that runs nothing.

import { randomBytes } from "node:crypto";
import { basename } from "node:path";
import * as vscode from "vscode";
import type { Status } from "./proposal";

const TYPE = "hotfix-lint.verdict";

let panel: vscode.WebviewPanel | undefined;
/** The proposal whose verdict the page shows. */
let about: vscode.TextDocument | undefined;

/** While the page has the keyboard, what it is about is what is worked on. */
export function pageFor(): vscode.TextDocument | undefined {
  if (!panel?.active) return undefined;
  return about?.isClosed === false ? about : vscode.window.visibleTextEditors[0]?.document;
}

/** A page that was open when the window was closed comes back with it, empty: `fill` is to have the server asked for it. */
export function restorePage(fill: () => void): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(TYPE, {
    deserializeWebviewPanel: (old) => {
      panel?.dispose();
      panel = adopted(old);
      fill();
      return Promise.resolve();
    },
  });
}

/** Shows the page, and leaves the cursor where it is; `false` where VS Code's own Markdown, which draws it, is off. */
export async function showPage(document: vscode.TextDocument, status: Status): Promise<boolean> {
  const text = await render(status);
  if (text === undefined) return false;
  panel ??= create();
  fill(panel, document, text);
  panel.reveal(undefined, true);
  return true;
}

/** A page that is open goes with the proposal that is worked on. */
export async function updatePage(document: vscode.TextDocument, status: Status): Promise<void> {
  const text = panel && (await render(status));
  if (panel && text !== undefined) fill(panel, document, text);
}

function create(): vscode.WebviewPanel {
  const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
  return adopted(vscode.window.createWebviewPanel(TYPE, "Verdict", place, { enableFindWidget: true }));
}

/** A page that runs nothing and reads no file. */
function adopted(made: vscode.WebviewPanel): vscode.WebviewPanel {
  made.webview.options = { enableScripts: false, localResourceRoots: [] };
  made.onDidDispose(() => {
    if (panel === made) panel = undefined;
  });
  return made;
}

/** The derivation as HTML. What users write in it is escaped: the server's Markdown has no HTML of its own. */
async function render(status: Status): Promise<string | undefined> {
  try {
    return await vscode.commands.executeCommand<string>("markdown.api.render", status.derivation);
  } catch {
    return undefined;
  }
}

const STYLE = `
  body { background: var(--vscode-editor-background); color: var(--vscode-foreground); padding: 0 1.5em 1em;
    font: var(--vscode-font-size)/1.5 var(--vscode-font-family); }
  a { color: var(--vscode-textLink-foreground); }
  code { font-family: var(--vscode-editor-font-family); }
  table { border-collapse: collapse; }
  th, td { padding: 0.2em 1em 0.2em 0; text-align: left; border-bottom: 1px solid var(--vscode-panel-border); }`;

function fill(panel: vscode.WebviewPanel, document: vscode.TextDocument, text: string): void {
  const nonce = randomBytes(16).toString("base64");
  about = document;
  panel.title = `Verdict: ${basename(document.uri.path)}`;
  panel.webview.html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>${text}</body>
</html>`;
}
