// A folder with pdfjs-dist and PDF files → on one line a file, JSON: [role, text] of every stretch of content in the
// structure tree, page by page, as PDF.js gives it to assistive technology.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...files] = process.argv.slice(2);
const home = resolve(modules, "node_modules", "pdfjs-dist");
const { getDocument } = await import(pathToFileURL(join(home, "legacy", "build", "pdf.mjs")));

/** The text of each marked content of a page by its id; content inside other content counts for both. */
async function texts(page) {
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const found = new Map();
  const open = [];
  for (const item of items) {
    if (item.type === "beginMarkedContent" || item.type === "beginMarkedContentProps") {
      open.push(item.id ?? null);
    } else if (item.type === "endMarkedContent") {
      open.pop();
    } else {
      for (const id of open.filter(Boolean)) {
        found.set(id, (found.get(id) ?? "") + item.str + (item.hasEOL ? " " : ""));
      }
    }
  }
  return found;
}

function* walk(node, role, said) {
  if (node.type === "content") {
    yield [role, said.get(node.id) ?? ""];
  } else {
    for (const kid of node.children ?? []) {
      yield* walk(kid, node.role ?? role, said);
    }
  }
}

for (const file of files) {
  const data = new Uint8Array(readFileSync(file));
  const pdf = await getDocument({ data, verbosity: 0, standardFontDataUrl: join(home, "standard_fonts/") }).promise;
  const found = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const tree = await page.getStructTree();
    found.push(...walk(tree, "Document", await texts(page)));
  }
  console.log(JSON.stringify(found));
}
