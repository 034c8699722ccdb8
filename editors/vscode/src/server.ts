// The server's life: found, started, restarted when it ends, and clearly said when it cannot be.

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { findProgram } from "./program";
import { explain } from "./proposal";

export class Server {
  /** The program that runs, or that commands run. */
  program: string | undefined;
  private client: LanguageClient | undefined;
  /** Starting and stopping take turns, so that two changes of a setting never leave two servers. */
  private turn: Promise<void> = Promise.resolve();
  private readonly changed = new vscode.EventEmitter<void>();
  /** What the server says may be another: it has started, has ended, or has looked at a document again. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    readonly output: vscode.LogOutputChannel,
  ) {}

  restart(): Promise<void> {
    return (this.turn = this.turn.then(() => this.start()));
  }

  async stop(): Promise<void> {
    await this.turn;
    await this.client?.stop();
  }

  /** Asks the server; `undefined` when none runs or it refuses, which the output tells. */
  async ask<R>(method: string, params: unknown = {}): Promise<R | undefined> {
    if (!this.client?.isRunning()) return undefined;
    try {
      return (await this.client.sendRequest<R | null>(method, params)) ?? undefined;
    } catch (error) {
      this.output.warn(`${method}: ${words(error)}`);
      return undefined;
    }
  }

  /** Has the server execute a command; a refusal is for whoever asked. */
  async execute(command: string, argument: object): Promise<void> {
    if (!this.client?.isRunning()) {
      void vscode.window.showWarningMessage("hotfix-lint: the server does not run.");
      return;
    }
    try {
      await this.client.sendRequest("workspace/executeCommand", { command, arguments: [argument] });
    } catch (error) {
      void vscode.window.showWarningMessage(`hotfix-lint: ${words(error)}`);
    }
  }

  private async start(): Promise<void> {
    await this.drop();
    const setting = vscode.workspace.getConfiguration("hotfix-lint").get<string>("path", "");
    this.program = await findProgram(setting, this.context.extensionPath);
    this.changed.fire();
    if (this.program === undefined) {
      void this.explainMissing(setting);
      return;
    }
    this.output.info(`server: ${this.program}`);
    const { createClient } = await import("./client.js");
    this.client = createClient(this.program, this.output, {
      explain: (clicked) => explain(this, clicked),
      changed: () => this.changed.fire(),
      givenUp: () => void this.offer("hotfix-lint keeps ending. Its output says why.", "Restart", "Show Output"),
    });
    try {
      await this.client.start();
      this.compareVersions(this.client.initializeResult?.serverInfo?.version);
    } catch (error) {
      this.output.error(words(error));
      // A client that has failed would go on to complain of every setting that changes.
      await this.drop();
      void this.offer(`hotfix-lint did not start (${this.program}).`, "Restart", "Show Output");
    }
  }

  private async drop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose().catch((error: unknown) => this.output.warn(words(error)));
  }

  /** Extension and server are released together; others may differ in what they know of each other. */
  private compareVersions(server: string | undefined): void {
    const own = String(this.context.extension.packageJSON.version);
    const line = (version: string): string => version.split(".").slice(0, 2).join(".");
    this.output.info(`version ${server ?? "unknown"}, extension ${own}`);
    if (server === undefined || line(server) === line(own)) return;
    const message = `The extension is of hotfix-lint ${own}, the program of ${server} (${this.program}).`;
    void this.offer(`${message} Some of it may not work.`, "Set Path");
  }

  private explainMissing(setting: string): Promise<void> {
    const message =
      setting === ""
        ? "hotfix-lint is not on the PATH. Install it (cargo install --locked --path . in its repository), or say where it is."
        : `hotfix-lint is not where the setting hotfix-lint.path says: ${setting}`;
    return this.offer(message, "Set Path", "Try Again");
  }

  private async offer(message: string, ...buttons: string[]): Promise<void> {
    const chosen = await vscode.window.showErrorMessage(message, ...buttons);
    if (chosen === "Set Path") {
      await vscode.commands.executeCommand("workbench.action.openSettings", "hotfix-lint.path");
    } else if (chosen === "Show Output") {
      this.output.show();
    } else if (chosen !== undefined) {
      await this.restart();
    }
  }
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
