// How long the extension itself takes to start: loading its code, and `activate`, in Node, with a VS Code that does nothing.
// Usage: node start.cjs EXTENSION.js; prints both in milliseconds. Run it often: each run is a fresh process.

const Module = require("node:module");
const event = () => ({ dispose() {} });
class EventEmitter { event = event; fire() {} }
const item = () => ({ show() {}, hide() {}, dispose() {} });
const vscode = { EventEmitter, StatusBarAlignment: { Left: 1 }, MarkdownString: class {}, Uri: {},
  window: { createOutputChannel: () => ({ info() {}, warn() {}, error() {}, show() {}, dispose() {} }), createStatusBarItem: item, onDidChangeActiveTextEditor: event, showErrorMessage: async () => undefined },
  workspace: { onDidChangeTextDocument: event, onDidGrantWorkspaceTrust: event, onDidChangeConfiguration: event, getConfiguration: () => ({ get: (_, d) => d }) },
  commands: { registerCommand: event, executeCommand: async () => undefined } };
const load = Module._load;
Module._load = function (name, ...rest) { return name === "vscode" ? vscode : load.call(this, name, ...rest); };
const begun = process.hrtime.bigint();
const extension = require(process.argv[2]);
const loaded = process.hrtime.bigint();
extension.activate({ subscriptions: [], extensionPath: "/nowhere", extension: { packageJSON: { version: "0.1.0" } } });
const active = process.hrtime.bigint();
console.log(Number(loaded - begun) / 1e6, Number(active - loaded) / 1e6);
process.exit(0);
