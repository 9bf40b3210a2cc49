// HTML files in → what axe-core objects to and whether each scrolls sideways, on a phone, a tablet and a desk; exit status 1
// when any objects. Called by .ci/browser_check, which says where the modules and the browser are.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, browserPath, shots, ...files] = process.argv.slice(2);
const load = createRequire(pathToFileURL(resolve(modules, "any.js")));
const { chromium } = load("playwright-core");
const axe = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = (process.env.WIDTHS ?? "320 768 1200").split(" ").map(Number);
const SCHEMES = (process.env.SCHEMES ?? "light dark").split(" ");
const SMALLEST_TARGET = 24; // CSS pixels: WCAG 2.2, 2.5.8; links inside sentences may be smaller

const smallTargets = (smallest) =>
  [...document.querySelectorAll("a, input")]
    .filter((found) => !(found.tagName === "A" && getComputedStyle(found).display === "inline"))
    .map((found) => (found.closest("label") ?? found).getBoundingClientRect())
    .filter((box) => box.width < smallest || box.height < smallest).length;

const cutOff = () =>
  [...document.querySelectorAll("body *")]
    .filter((found) => getComputedStyle(found).overflowX !== "visible" && !found.closest("svg, thead") && found.tagName !== "INPUT")
    .filter((found) => found.scrollWidth > found.clientWidth + 1 || found.scrollHeight > found.clientHeight + 1)
    .map((found) => found.className || found.tagName);

const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
let failed = false;
for (const file of files) {
  for (const [width, colorScheme] of WIDTHS.flatMap((width) => SCHEMES.map((scheme) => [width, scheme]))) {
    const page = await (await browser.newContext({ viewport: { width, height: 900 }, colorScheme })).newPage();
    const complaints = [];
    page.on("console", (message) => complaints.push(`console: ${message.text()}`));
    page.on("request", (request) => /^(file|data):/.test(request.url()) || complaints.push(`asks for ${request.url()}`));
    await page.goto(pathToFileURL(resolve(file)).href);
    const [whole, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    if (whole > seen) complaints.push(`${whole} pixels wide in a window of ${seen}`);
    const small = await page.evaluate(smallTargets, SMALLEST_TARGET);
    if (small) complaints.push(`${small} links or fields smaller than ${SMALLEST_TARGET} pixels`);
    for (const name of await page.evaluate(cutOff)) complaints.push(`words are cut off in ${name}`);
    await page.evaluate(axe);
    const { violations, passes } = await page.evaluate(() => window.axe.run(document));
    if (passes.length < 20) complaints.push(`only ${passes.length} rules of axe-core found anything to look at`);
    for (const { id, help, nodes } of violations)
      complaints.push(`${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
    if (shots !== "-") await page.screenshot({ path: resolve(shots, `${file.split(/[\\/]/).pop()}-${width}-${colorScheme}.png`), fullPage: true });
    console.log(`${file} at ${width} pixels, ${colorScheme}: ${complaints.length ? "" : `fine, ${passes.length} rules`}`);
    for (const complaint of complaints) console.log(`  ${complaint}`);
    failed ||= complaints.length > 0;
    await page.context().close();
  }
}
await browser.close();
process.exit(failed || files.length === 0 ? 1 : 0);
