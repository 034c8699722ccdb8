// The verdict of the active proposal, in the status bar.

import * as vscode from "vscode";
import { mayBeProposal, remember, statusOf, type Status } from "./proposal";
import type { Server } from "./server";
import { pageFor, updatePage } from "./verdict";

const icons = { hotfix: "flame", defer: "calendar", undecided: "question" } as const;

/** Where nothing is left to decide, that is what is to be known. */
const decided: Readonly<Record<string, string>> = {
  deferred: "history",
  released: "check",
  included: "check",
  rejected: "circle-slash",
  withdrawn: "circle-slash",
};

export class StatusBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly subscriptions: vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the questions: only the answer to the last one is shown. */
  private asked = 0;

  constructor(private readonly server: Server) {
    this.item = vscode.window.createStatusBarItem("hotfix-lint.verdict", vscode.StatusBarAlignment.Left, 10);
    this.item.name = "Hotfix Verdict";
    this.item.command = "hotfix-lint.showVerdict";
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(() => this.soon()),
      vscode.workspace.onDidChangeTextDocument((change) => {
        if (change.document === vscode.window.activeTextEditor?.document) this.soon();
      }),
      server.onDidChange(() => this.soon()),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.forEach((subscription) => void subscription.dispose());
    this.item.dispose();
  }

  /** Asks anew, of what is worked on, once typing pauses. */
  soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.update(), 150);
  }

  private async update(): Promise<void> {
    const number = ++this.asked;
    const document = vscode.window.activeTextEditor?.document ?? pageFor();
    const wanted = document !== undefined && mayBeProposal(document);
    const status = wanted ? await statusOf(this.server, document) : undefined;
    if (number !== this.asked) return;
    void vscode.commands.executeCommand("setContext", "hotfix-lint.proposal", status !== undefined);
    void vscode.commands.executeCommand("setContext", "hotfix-lint.deferred", status?.deferred === true);
    if (document === undefined || status === undefined) {
      this.item.hide();
      return;
    }
    remember(document);
    this.show(status);
    await updatePage(document, status);
  }

  private show(status: Status): void {
    const icon = decided[status.status];
    this.item.text = icon ? `$(${icon}) ${status.status}` : `$(${icons[status.verdict]}) ${status.verdict}`;
    this.item.tooltip = `${status.summary}\n\nClick to see how it comes about, and what would change it.`;
    this.item.accessibilityInformation = { label: `Hotfix verdict: ${status.summary}` };
    this.item.show();
  }
}
