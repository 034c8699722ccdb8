// The triage report in a tab: the program's own page, under a policy that lets it run its own script and nothing else.

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { run } from "./program";
import type { Server } from "./server";

let panel: vscode.WebviewPanel | undefined;

/** Makes the report of the workspace and shows it; asked for again, it is made anew in the same tab. */
export async function showReport(server: Server, context: vscode.ExtensionContext): Promise<void> {
  const folders = vscode.workspace.workspaceFolders?.filter((folder) => folder.uri.scheme === "file") ?? [];
  const [first, ...others] = folders.map((folder) => folder.uri.fsPath);
  if (first === undefined) {
    void vscode.window.showInformationMessage("hotfix-lint: open a folder with proposals to see their report.");
    return;
  }
  if (server.program === undefined) {
    await server.restart();
    return;
  }
  const paths = others.length === 0 ? ["."] : [first, ...others];
  const report = await run(server.program, ["report", "--format=html", ...today(), ...link(first, others), "--", ...paths], first);
  if (report.stdout === "") {
    void vscode.window.showErrorMessage(`hotfix-lint: ${report.told}`);
    return;
  }
  panel ??= create(context);
  panel.webview.html = confined(report.stdout);
  panel.reveal();
}

/** The day that is set. One that no calendar has is no reason to show no report: the server warns of it, and goes by today. */
function today(): string[] {
  const day = vscode.workspace.getConfiguration("hotfix-lint").get<string>("today") ?? "";
  const time = Date.parse(`${day}T00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? [`--today=${day}`] : [];
}

/** Titles lead to the proposals; paths of several folders are whole, and need no base. */
function link(first: string, others: readonly string[]): string[] {
  return [`--link-base=${others.length === 0 ? `${vscode.Uri.file(first)}/` : "file://"}`];
}

function create(context: vscode.ExtensionContext): vscode.WebviewPanel {
  const options = { enableScripts: true, localResourceRoots: [], enableFindWidget: true, retainContextWhenHidden: true };
  const made = vscode.window.createWebviewPanel("hotfix-lint.report", "Hotfix Triage", vscode.ViewColumn.Active, options);
  made.iconPath = vscode.Uri.joinPath(context.extensionUri, "media", "icon.png");
  made.onDidDispose(() => (panel = undefined));
  made.webview.onDidReceiveMessage((message: unknown) => void open(message));
  return made;
}

/** Opens what was clicked: only a file of the workspace. */
async function open(message: unknown): Promise<void> {
  if (typeof message !== "string") return;
  const uri = vscode.Uri.parse(message);
  if (uri.scheme !== "file" || !vscode.workspace.getWorkspaceFolder(uri)) return;
  await vscode.window.showTextDocument(uri);
}

const STYLE = `
  body { background: var(--vscode-editor-background); padding: 0; font-family: var(--vscode-font-family);
    --page: var(--vscode-editor-background); --text: var(--vscode-foreground);
    --card: var(--vscode-editorWidget-background); --line: var(--vscode-panel-border);
    --raised: var(--vscode-list-hoverBackground); --accent: var(--vscode-textLink-foreground); }`;

const SCRIPT = `
  const editor = acquireVsCodeApi();
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href^='file:']");
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    editor.postMessage(link.href);
  }, true);`;

/** The page with the editor's colours; its own policy stays, and lets in exactly what is added here. */
function confined(page: string): string {
  const nonce = randomBytes(16).toString("base64");
  return page
    .replace("style-src ", `style-src 'nonce-${nonce}' `)
    .replace("script-src ", `script-src 'nonce-${nonce}' `)
    .replace("</head>", () => `<style nonce="${nonce}">${STYLE}</style><script nonce="${nonce}">${SCRIPT}</script></head>`);
}
