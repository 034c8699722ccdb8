// The proposal in the active editor: where it stands, and the steps it is ready for.

import * as vscode from "vscode";
import type { Server } from "./server";
import { showPage } from "./verdict";

/** A place in a document, as the server says it. */
interface Place {
  readonly line: number;
  readonly character: number;
}

/** What the server says of a proposal (`hotfix-lint/status`). */
export interface Status {
  readonly verdict: "hotfix" | "defer" | "undecided";
  readonly status: string;
  readonly summary: string;
  readonly derivation: string;
  readonly range: { readonly start: Place };
  readonly deferred: boolean;
  readonly targets: readonly (string | null)[];
}

interface Proposal {
  readonly editor: vscode.TextEditor;
  readonly uri: string;
  readonly status: Status;
}

export function statusOf(server: Server, document: vscode.TextDocument): Promise<Status | undefined> {
  return server.ask("hotfix-lint/status", { textDocument: { uri: document.uri.toString() } });
}

/** The proposal in the active editor; without one the user, who asked for it, is told. */
async function active(server: Server): Promise<Proposal | undefined> {
  const editor = vscode.window.activeTextEditor;
  const status = editor && (await statusOf(server, editor.document));
  if (status) return { editor, uri: editor.document.uri.toString(), status };
  void vscode.window.showInformationMessage("hotfix-lint: the active document is no hotfix proposal.");
  return undefined;
}

/** Shows how the verdict comes about, beside the proposal. */
export async function showVerdict(server: Server): Promise<void> {
  const proposal = await active(server);
  if (!proposal) return;
  const { editor, status } = proposal;
  if (!(await showPage(editor.document, status))) await hover(editor, status.range.start);
}

/** What the lens of a criterion carries; that of the verdict has no place. */
interface Clicked {
  readonly position?: Place;
}

/** A lens was clicked: a criterion is explained where it stands, and everything else is the verdict. */
export async function explain(server: Server, clicked: unknown): Promise<void> {
  const place = (clicked as Clicked | undefined)?.position;
  const editor = vscode.window.activeTextEditor;
  if (place && editor) await hover(editor, place);
  else await showVerdict(server);
}

/** Shows what there is to say of the words at a place. */
async function hover({ document, viewColumn }: vscode.TextEditor, { line, character }: Place): Promise<void> {
  const place = new vscode.Position(line, character);
  const editor = await vscode.window.showTextDocument(document, viewColumn);
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  await vscode.commands.executeCommand("editor.action.showHover");
}

/** Defers the proposal; where there are several releases to wait for, to the one that is chosen. */
export async function deferProposal(server: Server): Promise<void> {
  const proposal = await active(server);
  if (!proposal) return;
  const releases = proposal.status.targets.filter((name) => name !== null);
  let release: string | undefined;
  if (releases.length > 0) {
    const options = { title: "Defer the Proposal", placeHolder: "The release that is to carry the fix" };
    release = await vscode.window.showQuickPick(releases, options);
    if (release === undefined) return;
  }
  await server.execute("hotfix-lint.defer", { uri: proposal.uri, release });
}

export async function reopenProposal(server: Server): Promise<void> {
  const proposal = await active(server);
  if (proposal) await server.execute("hotfix-lint.reopen", { uri: proposal.uri });
}
