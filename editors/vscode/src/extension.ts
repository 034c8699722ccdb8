// The extension is a thin shell: it finds the server, starts it, and says clearly when it cannot.

import * as vscode from "vscode";
import { LanguageClient, TransportKind, type LanguageClientOptions } from "vscode-languageclient/node";
import { findServer } from "./server";

const selector = ["markdown", "yaml"].flatMap((language) =>
  ["file", "untitled"].map((scheme) => ({ scheme, language })),
);

let client: LanguageClient | undefined;
/** Starting and stopping take turns, so that two changes of a setting never leave two servers. */
let turn: Promise<void> = Promise.resolve();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("hotfix-lint", { log: true });
  const restart = (): Promise<void> => (turn = turn.then(() => start(context, output)));
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand("hotfix-lint.restart", restart),
    vscode.commands.registerCommand("hotfix-lint.showOutput", () => output.show()),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("hotfix-lint.path")) void restart();
    }),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await turn;
  await client?.stop();
}

async function start(context: vscode.ExtensionContext, output: vscode.LogOutputChannel): Promise<void> {
  await client?.dispose().catch((error: unknown) => output.warn(String(error)));
  client = undefined;
  const setting = vscode.workspace.getConfiguration("hotfix-lint").get<string>("path", "");
  const command = await findServer(setting, context.extensionPath);
  if (command === undefined) {
    void explainMissing(setting);
    return;
  }
  output.info(`server: ${command}`);
  const options: LanguageClientOptions = {
    documentSelector: selector,
    outputChannel: output,
    synchronize: { configurationSection: "hotfix-lint" },
  };
  client = new LanguageClient(
    "hotfix-lint",
    "hotfix-lint",
    { command, args: ["server"], transport: TransportKind.stdio },
    options,
  );
  try {
    await client.start();
  } catch (error) {
    output.error(String(error));
    const button = "Show Output";
    const message = `hotfix-lint did not start (${command}).`;
    void vscode.window.showErrorMessage(message, button).then((chosen) => {
      if (chosen === button) output.show();
    });
  }
}

async function explainMissing(setting: string): Promise<void> {
  const message =
    setting === ""
      ? "hotfix-lint is not on the PATH. Install it (cargo install --path . in its repository), or say where it is."
      : `hotfix-lint is not where the setting hotfix-lint.path says: ${setting}`;
  const set = "Set Path";
  const again = "Try Again";
  const chosen = await vscode.window.showErrorMessage(message, set, again);
  if (chosen === set) await vscode.commands.executeCommand("workbench.action.openSettings", "hotfix-lint.path");
  if (chosen === again) await vscode.commands.executeCommand("hotfix-lint.restart");
}
