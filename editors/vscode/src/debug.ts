// What the server knows, in a document to copy from, which nobody is asked to save.

import * as vscode from "vscode";
import type { Server } from "./server";

const place = vscode.Uri.from({ scheme: "hotfix-lint", path: "Debug Information.md" });

export class DebugInformation implements vscode.TextDocumentContentProvider {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly server: Server) {}

  register(): vscode.Disposable {
    return vscode.workspace.registerTextDocumentContentProvider(place.scheme, this);
  }

  async provideTextDocumentContent(): Promise<string> {
    const text =
      (await this.server.ask<string>("hotfix-lint/debugInformation")) ?? "# hotfix-lint\n\n- the server does not run\n";
    return `${text}\n## Editor\n\n- VS Code ${vscode.version}\n- program: ${this.server.program ?? "none was found"}\n`;
  }

  async show(): Promise<void> {
    // One that is open is written anew.
    this.changed.fire(place);
    await vscode.window.showTextDocument(place);
  }
}
