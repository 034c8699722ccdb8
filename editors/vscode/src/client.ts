// What VS Code's language client is told. A bundle of its own, loaded when a server starts: the extension starts without.

import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  TransportKind,
  type ErrorHandler,
  type LanguageClientOptions,
  type StaticFeature,
} from "vscode-languageclient/node";

const selector = ["markdown", "yaml"].flatMap((language) =>
  ["file", "untitled"].map((scheme) => ({ scheme, language })),
);

/** Ends this close together are not an accident, and starting again would go on for ever. */
const MOST_ENDS = 4;
const WITHIN_MS = 3 * 60_000;

/**
 * Whoever clicks on Defer means it, and can undo it: no edit is to be confirmed in a second window. And a question that
 * was completed may have its answers offered at once.
 */
const capable: StaticFeature = {
  fillClientCapabilities(capabilities) {
    delete capabilities.workspace?.workspaceEdit?.changeAnnotationSupport;
    capabilities.experimental = { commands: { commands: ["editor.action.triggerSuggest"] } };
  },
  initialize() {},
  getState: () => ({ kind: "static" }),
  clear() {},
};

/** What the extension does where the client would do something else, or nothing. */
export interface Hooks {
  /** The lens of the verdict, or of a criterion, was clicked. */
  explain(clicked: unknown): Promise<void>;
  /** What the server says may be another. */
  changed(): void;
  /** The server keeps ending and stays off. */
  givenUp(): void;
}

/** Everything goes into the output; what people are to be told of is told by the extension, once. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  override warn(message: string, data?: unknown): void {
    super.warn(message, data, false);
  }
}

/** A client that runs `program`, not started yet. */
export function createClient(program: string, output: vscode.LogOutputChannel, hooks: Hooks): LanguageClient {
  const executable = { command: program, args: ["server"], transport: TransportKind.stdio };
  const client = new QuietClient("hotfix-lint", "hotfix-lint", executable, options(output, hooks));
  client.registerFeature(capable);
  client.onDidChangeState(() => hooks.changed());
  return client;
}

function options(output: vscode.LogOutputChannel, hooks: Hooks): LanguageClientOptions {
  return {
    documentSelector: selector,
    outputChannel: output,
    initializationFailedHandler: () => false,
    errorHandler: errorHandler(output, hooks),
    synchronize: { configurationSection: "hotfix-lint" },
    middleware: {
      executeCommand: (command, given, next) =>
        // What there is to say has more room beside the words than in a message.
        command === "hotfix-lint.verdict" ? hooks.explain(given[0]) : next(command, given),
      provideDiagnostics: async (document, previous, token, next) => {
        const report = await next(document, previous, token);
        hooks.changed();
        return report;
      },
    },
  };
}

/** A server that ends is started again; one that keeps ending is given up. */
function errorHandler(output: vscode.LogOutputChannel, hooks: Hooks): ErrorHandler {
  let ends: number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: () => {
      const now = Date.now();
      ends = [...ends.filter((end) => now - end < WITHIN_MS), now];
      if (ends.length < MOST_ENDS) {
        output.warn("the server has ended and is started again");
        return { action: CloseAction.Restart, handled: true };
      }
      hooks.givenUp();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}
