// The server's life: found, started, restarted when it ends, and clearly said when it cannot be.

import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  State,
  TransportKind,
  type ErrorHandler,
  type LanguageClientOptions,
  type StaticFeature,
} from "vscode-languageclient/node";
import { findProgram } from "./program";
import { showVerdict } from "./proposal";

const selector = ["markdown", "yaml"].flatMap((language) =>
  ["file", "untitled"].map((scheme) => ({ scheme, language })),
);

/** Ends this close together are not an accident, and starting again would go on for ever. */
const MOST_ENDS = 4;
const WITHIN_MS = 3 * 60_000;

/** Whoever clicks on Defer means it, and can undo it: no edit is to be confirmed in a second window. */
const oneClick: StaticFeature = {
  fillClientCapabilities(capabilities) {
    delete capabilities.workspace?.workspaceEdit?.changeAnnotationSupport;
  },
  initialize() {},
  getState: () => ({ kind: "static" }),
  clear() {},
};

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
    if (this.client?.state !== State.Running) return undefined;
    try {
      return (await this.client.sendRequest<R | null>(method, params)) ?? undefined;
    } catch (error) {
      this.output.warn(`${method}: ${words(error)}`);
      return undefined;
    }
  }

  /** Has the server execute a command; a refusal is for whoever asked. */
  async execute(command: string, argument: object): Promise<void> {
    if (this.client?.state !== State.Running) {
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
    await this.client?.dispose().catch((error: unknown) => this.output.warn(words(error)));
    this.client = undefined;
    const setting = vscode.workspace.getConfiguration("hotfix-lint").get<string>("path", "");
    this.program = await findProgram(setting, this.context.extensionPath);
    this.changed.fire();
    if (this.program === undefined) {
      void this.explainMissing(setting);
      return;
    }
    this.output.info(`server: ${this.program}`);
    const executable = { command: this.program, args: ["server"], transport: TransportKind.stdio };
    this.client = new LanguageClient("hotfix-lint", "hotfix-lint", executable, this.options());
    this.client.registerFeature(oneClick);
    this.client.onDidChangeState(() => this.changed.fire());
    try {
      await this.client.start();
      this.compareVersions(this.client.initializeResult?.serverInfo?.version);
    } catch (error) {
      this.output.error(words(error));
      void this.offer(`hotfix-lint did not start (${this.program}).`, "Restart", "Show Output");
    }
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: selector,
      outputChannel: this.output,
      initializationFailedHandler: () => false,
      errorHandler: this.errorHandler(),
      synchronize: { configurationSection: "hotfix-lint" },
      middleware: {
        executeCommand: (command, given, next) =>
          // The lens of the verdict: the derivation has more room in a hover than in a message.
          command === "hotfix-lint.verdict" ? showVerdict(this) : next(command, given),
        provideDiagnostics: async (document, previous, token, next) => {
          const report = await next(document, previous, token);
          this.changed.fire();
          return report;
        },
      },
    };
  }

  /** A server that ends is started again; one that keeps ending is given up, with one message. */
  private errorHandler(): ErrorHandler {
    let ends: number[] = [];
    return {
      error: () => ({ action: ErrorAction.Continue }),
      closed: () => {
        const now = Date.now();
        ends = [...ends.filter((end) => now - end < WITHIN_MS), now];
        if (ends.length < MOST_ENDS) {
          this.output.warn("the server has ended and is started again");
          return { action: CloseAction.Restart, handled: true };
        }
        void this.offer("hotfix-lint keeps ending. Its output says why.", "Restart", "Show Output");
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
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
        ? "hotfix-lint is not on the PATH. Install it (cargo install --path . in its repository), or say where it is."
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
