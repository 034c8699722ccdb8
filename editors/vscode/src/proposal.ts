// The proposal that is worked on: where it stands, and the steps it is ready for.

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
  readonly document: vscode.TextDocument;
  readonly status: Status;
}

/** The proposal that was in front last. */
let last: vscode.TextDocument | undefined;

export function remember(document: vscode.TextDocument): void {
  last = document;
}

export function statusOf(server: Server, document: vscode.TextDocument): Promise<Status | undefined> {
  return server.ask("hotfix-lint/status", { textDocument: { uri: document.uri.toString() } });
}

/** The proposal in front; where there is none the user, who asked for it, is told. */
async function meant(server: Server): Promise<Proposal | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return chosen(server);
  const status = await statusOf(server, document);
  if (status) return { document, status };
  void vscode.window.showInformationMessage("hotfix-lint: the active document is no hotfix proposal.");
  return undefined;
}

/** Where no text is in front, but a walkthrough or a page: the proposal that was last, or else one that is open. */
async function chosen(server: Server): Promise<Proposal | undefined> {
  const open: Proposal[] = [];
  for (const document of vscode.workspace.textDocuments.filter(mayBeProposal)) {
    const status = await statusOf(server, document);
    if (status) open.push({ document, status });
  }
  const found = open.find(({ document }) => document === last) ?? (open.length > 1 ? await ask(open) : open[0]);
  if (open.length === 0) void vscode.window.showInformationMessage("hotfix-lint: no hotfix proposal is open.");
  if (!found) return undefined;
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document === found.document);
  await vscode.window.showTextDocument(found.document, shown?.viewColumn);
  return found;
}

async function ask(open: readonly Proposal[]): Promise<Proposal | undefined> {
  const name = (proposal: Proposal): string => vscode.workspace.asRelativePath(proposal.document.uri);
  const items = open.map((proposal) => ({ label: name(proposal), description: proposal.status.verdict, proposal }));
  return (await vscode.window.showQuickPick(items, { placeHolder: "The proposal that is meant" }))?.proposal;
}

export function mayBeProposal(document: vscode.TextDocument): boolean {
  return ["markdown", "yaml"].includes(document.languageId);
}

/** Shows how the verdict comes about, beside the proposal. */
export async function showVerdict(server: Server): Promise<void> {
  const proposal = await meant(server);
  if (!proposal) return;
  const { document, status } = proposal;
  if (!(await showPage(document, status))) await hover(document, status.range.start);
}

/** What the lens of a criterion carries; that of the verdict has no place. */
interface Clicked {
  readonly position?: Place;
}

/** A lens was clicked: a criterion is explained where it stands, and everything else is the verdict. */
export async function explain(server: Server, clicked: unknown): Promise<void> {
  const place = (clicked as Clicked | undefined)?.position;
  const document = vscode.window.activeTextEditor?.document;
  if (place && document) await hover(document, place);
  else await showVerdict(server);
}

/** Shows what there is to say of the words at a place. */
async function hover(document: vscode.TextDocument, { line, character }: Place): Promise<void> {
  const place = new vscode.Position(line, character);
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  await vscode.commands.executeCommand("editor.action.showHover");
}

/** Defers the proposal; where there are several releases to wait for, to the one that is chosen. */
export async function deferProposal(server: Server): Promise<void> {
  const proposal = await meant(server);
  if (!proposal) return;
  const releases = proposal.status.targets.filter((name) => name !== null);
  let release: string | undefined;
  if (releases.length > 0) {
    const options = { title: "Defer the Proposal", placeHolder: "The release that is to carry the fix" };
    release = await vscode.window.showQuickPick(releases, options);
    if (release === undefined) return;
  }
  await server.execute("hotfix-lint.defer", { uri: proposal.document.uri.toString(), release });
}

export async function reopenProposal(server: Server): Promise<void> {
  const proposal = await meant(server);
  if (proposal) await server.execute("hotfix-lint.reopen", { uri: proposal.document.uri.toString() });
}
