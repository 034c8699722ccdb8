// The schemas in yaml-language-server: every example of ours is fine, mistakes are told, and words are offered.
//
//   node schemas.mjs HOME REPOSITORY [EXTENSION]      HOME has node_modules
//
// With EXTENSION, the folder of an unpacked VS Code extension, it is the extension that says which schema is for which
// file, as the YAML extension of VS Code hands that on.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import assert from "node:assert";

const [home, repository, extension] = process.argv.slice(2);
const program = join(home, "node_modules/yaml-language-server/bin/yaml-language-server");
const server = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const waiting = new Map();
const told = new Map();
let input = Buffer.alloc(0);
let last = 0;

function send(message) {
  const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
  server.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
  server.stdin.write(body);
}

function ask(method, params) {
  last += 1;
  send({ id: last, method, params });
  return new Promise((resolve) => waiting.set(last, resolve));
}

function take(message) {
  if (message.method === "textDocument/publishDiagnostics") {
    told.get(message.params.uri)?.(message.params.diagnostics);
  } else if (message.method && message.id !== undefined) {
    send({ id: message.id, result: message.method === "workspace/configuration" ? message.params.items.map(() => null) : null });
  } else if (waiting.has(message.id)) {
    waiting.get(message.id)(message.result);
  }
}

server.stdout.on("data", (data) => {
  input = Buffer.concat([input, data]);
  for (;;) {
    const end = input.indexOf("\r\n\r\n");
    if (end < 0) return;
    const length = Number(/Content-Length: (\d+)/i.exec(input.subarray(0, end).toString())[1]);
    if (input.length < end + 4 + length) return;
    take(JSON.parse(input.subarray(end + 4, end + 4 + length)));
    input = input.subarray(end + 4 + length);
  }
});

/// Opens a text with the modeline of a schema, or without where the file's name says it; gives what is told of it.
function open(name, schema, text) {
  const uri = pathToFileURL(join(repository, name)).href;
  const address = pathToFileURL(join(repository, "schemas", `${schema}.json`)).href;
  const own = text.split("\n").filter((line) => !line.includes("yaml-language-server:")).join("\n");
  const found = new Promise((resolve) => told.set(uri, resolve));
  const first = extension ? "#" : `# yaml-language-server: $schema=${address}`;
  const document = { uri, languageId: "yaml", version: 1, text: `${first}\n${own}` };
  send({ method: "textDocument/didOpen", params: { textDocument: document } });
  return found.then((diagnostics) => ({ uri, messages: diagnostics.map((one) => one.message) }));
}

await ask("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
send({ method: "initialized", params: {} });
const settings = { yaml: { validate: true, completion: true, schemaStore: { enable: false } } };
send({ method: "workspace/didChangeConfiguration", params: { settings } });

const names = { config: ["hotfix-lint.yaml", "hotfix-lint.yml"], proposal: ["a.hotfix.yaml", "deep/a.hotfix.yml"], policy: ["a.policy.yaml", "a.policy.yml"] };
if (extension) {
  const manifest = JSON.parse(readFileSync(join(extension, "package.json"), "utf8"));
  const { snippets, yamlValidation, walkthroughs } = manifest.contributes;
  const pictures = walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.image));
  for (const path of [manifest.main, manifest.icon, ...snippets.map(({ path }) => path), ...yamlValidation.map(({ url }) => url), ...pictures]) {
    assert.ok(existsSync(join(extension, path)), `the extension lacks ${path}`);
  }
  // Where the package's page is shown nobody has the files beside it.
  const shown = [...readFileSync(join(extension, "readme.md"), "utf8").matchAll(/!\[[^\]]*\]\((\S+)\)/g)].map(([, address]) => address);
  assert.ok(shown.length > 0 && shown.every((address) => /^https:.*\/raw\/HEAD\/editors\/vscode\/media\//.test(address)), shown.join());
  const schemas = yamlValidation.map(({ fileMatch, url }) => [
    pathToFileURL(join(extension, url)).href,
    [fileMatch].flat().map((pattern) => `/${pattern}`),
  ]);
  send({ method: "json/schemaAssociations", params: Object.fromEntries(schemas) });
}

const files = [["examples/hotfix-lint.yaml", "config"]];
for (const name of readdirSync(join(repository, "examples"))) {
  if (/\.hotfix\.ya?ml$/.test(name)) files.push([`examples/${name}`, "proposal"]);
}
for (const name of readdirSync(join(repository, "src/policy/builtin"))) {
  files.push([`src/policy/builtin/${name}`, "policy"]);
}
for (const [name, schema] of files) {
  // The built-in policies are not called what a team's are.
  const called = schema === "policy" ? name.replace(".yaml", ".policy.yaml") : name;
  const { messages } = await open(called, schema, readFileSync(join(repository, name), "utf8"));
  assert.deepStrictEqual(messages, [], name);
}

const wrong = [
  ["proposal", "status: aproved\n", /proposed/],
  ["proposal", "answers: { incorrect-results: { answer: yes, evidence: { a: b } } }\n", /type/i],
  ["config", "timing: { within-dayz: 5 }\n", /within-dayz/],
  ["config", "tracker: { snapshot: { file: a.json } }\n", /type/i],
  ["policy", "policy: 1\nname: x\ncriteria: 7\nhotfix-when: y\n", /type/i],
];
for (const [index, [schema, text, expected]] of wrong.entries()) {
  for (const name of names[schema]) {
    const { messages } = await open(`wrong-${index}/${name}`, schema, text);
    assert.match(messages.join("\n"), expected, `${name}: ${text}`);
  }
}
if (extension) assert.deepStrictEqual((await open("compose.yaml", "", wrong[0][1])).messages, [], "a file that is none of ours");

const { uri } = await open("typed.hotfix.yaml", "proposal", "status: \n");
const position = { line: 1, character: 8 };
const offered = await ask("textDocument/completion", { textDocument: { uri }, position });
const labels = (offered.items ?? offered).map((item) => item.label);
assert.ok(labels.includes("proposed") && labels.includes("deferred"), labels.join());

console.log(`${files.length} files are fine, ${wrong.length} mistakes are told`);
await ask("shutdown", null);
send({ method: "exit" });
