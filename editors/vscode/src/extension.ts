// The extension is a thin shell: everything it shows comes from the server and the program.

import * as vscode from "vscode";
import { createProposal } from "./create";
import { DebugInformation } from "./debug";
import { deferProposal, reopenProposal, showVerdict } from "./proposal";
import { showReport } from "./report";
import { Server } from "./server";
import { StatusBar } from "./status";
import { restorePage } from "./verdict";

let server: Server | undefined;

/** Where proposals are. An issue such as #123 is no colour there, and VS Code makes it one where nobody knows better. */
const proposals: vscode.DocumentFilter[] = [
  { scheme: "file", pattern: "**/*.hotfix.*" },
  { scheme: "file", pattern: "**/{hotfix,hotfixes,hotfix-proposals}/**" },
  { scheme: "untitled", language: "markdown" },
];

export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel("hotfix-lint", { log: true });
  const running = (server = new Server(context, output));
  const status = new StatusBar(running);
  const debug = new DebugInformation(running);
  const command = (name: string, run: (...given: unknown[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(`hotfix-lint.${name}`, run);
  context.subscriptions.push(
    output,
    status,
    command("restart", () => running.restart()),
    command("showOutput", () => output.show()),
    command("showVerdict", () => showVerdict(running)),
    command("deferProposal", () => deferProposal(running)),
    command("reopenProposal", () => reopenProposal(running)),
    command("newProposal", () => createProposal(running)),
    command("showReport", () => showReport(running, context)),
    command("showDebugInformation", () => debug.show()),
    debug.register(),
    restorePage(() => status.soon()),
    vscode.languages.registerColorProvider(proposals, { provideDocumentColors: () => [], provideColorPresentations: () => [] }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => running.restart()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("hotfix-lint.path")) void running.restart();
    }),
  );
  // Nobody waits for the server: VS Code starts the faster, and what needs it waits by itself.
  void running.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
