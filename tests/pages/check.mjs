// Whether the pages of a folder are valid HTML, readable for everyone and quiet: a validator, axe in a
// headless browser with script off at the width of a telephone, and the list of what it asked for.
//
//   usage: node check.mjs SITE [--served URL] [--screenshots DIR] [PATH-IN-SITE...]
//
// With --served the browser gets the pages from there, under the headers that the server sends: a page that its content
// security policy refuses anything is found.
//
// Without paths: every page, but of many alike (decisions/N.html, asymmetry/STATE.html) the first, the last and one between.
import { readFileSync, readdirSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HtmlValidate } from 'html-validate';
import { Browser } from './browser.mjs';

const kWidth = 360;
const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// Rules that ask for another taste than ours, not for valid HTML.
const kRules = { 'long-title': 'off', 'no-trailing-whitespace': 'off', 'void-style': 'off', 'doctype-style': 'off', 'no-raw-characters': 'off', 'no-redundant-role': 'off', 'tel-non-breaking': 'off' };

function pagesOf(site) {
  const all = readdirSync(site, { recursive: true }).filter((path) => path.endsWith('.html')).sort();
  const numbered = (path) => /(?:decisions\/(\d+)|asymmetry\/[A-Z]{2}[^/]*)\.html$/.exec(path);
  const singles = all.filter((path) => !numbered(path));
  const folders = new Map();
  for (const path of all.filter(numbered)) {
    const folder = path.slice(0, path.lastIndexOf('/'));
    folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  for (const paths of folders.values()) {
    paths.sort((a, b) => Number(numbered(a)[1] ?? 0) - Number(numbered(b)[1] ?? 0));
    singles.push(...new Set([paths[0], paths[paths.length >> 1], paths.at(-1)]));
  }
  return singles;
}

// Runs in the page: days that stand on two lines.
function brokenDays() {
  const broken = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (const { 0: day, index } of texts.currentNode.data.matchAll(/[0-9]{4}-[0-9]{2}-[0-9]{2}/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + day.length);
      if (new Set([...range.getClientRects()].map((box) => box.top)).size > 1) broken.push(day);
    }
  }
  return broken;
}

// Runs in the page: text that is smaller on the screen than a reader's own, drawings included.
function smallTexts() {
  const small = new Set(), texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.data.trim(), element = texts.currentNode.parentElement;
    if (!text || !element.getClientRects().length) continue;
    const drawn = element.getScreenCTM?.();
    const size = parseFloat(getComputedStyle(element).fontSize) * (drawn ? drawn.a : 1);
    if (size < 15.9) small.add(`${size.toFixed(1)} pixels: ${text.slice(0, 30)}`);
  }
  return [...small];
}

async function findingsIn(browser, site, path, served, screenshots) {
  const findings = [];
  const file = resolve(site, path);
  const report = await new HtmlValidate({ extends: ['html-validate:standard'], rules: kRules }).validateFile(file);
  for (const message of report.results.flatMap((result) => result.messages)) {
    findings.push(`line ${message.line}: ${message.message} (${message.ruleId})`);
  }
  const url = served ? `${served}/${path}` : pathToFileURL(file).href;
  const page = await browser.page(url, kWidth);
  for (const request of page.requests) if (request !== url) findings.push(`asks for ${request}`);
  for (const text of page.refused) findings.push(`is refused by its policy: ${text}`);
  const width = await page.evaluate('document.documentElement.scrollWidth');
  if (width > kWidth) findings.push(`is ${width} pixels wide on a screen of ${kWidth}`);
  for (const day of await page.evaluate(`(${brokenDays})()`)) findings.push(`the day ${day} breaks at the end of a line`);
  for (const text of await page.evaluate(`(${smallTexts})()`)) findings.push(`has text of ${text}`);
  await page.evaluate(axe);
  const found = JSON.parse(await page.evaluate(
    'axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then((r) => JSON.stringify(r.violations))'));
  for (const violation of found) findings.push(`axe: ${violation.help} (${violation.id}): ${violation.nodes[0].html.slice(0, 120)}`);
  if (screenshots) writeFileSync(join(screenshots, path.replaceAll('/', '-').replace('.html', '.png')), await page.screenshot());
  await page.close();
  return findings;
}

const args = process.argv.slice(2);
const at = args.indexOf('--screenshots');
const screenshots = at < 0 ? null : args.splice(at, 2)[1];
if (args.length === 0) {
  console.error('usage: node check.mjs SITE [--screenshots DIR] [PATH...]');
  process.exit(2);
}
if (screenshots) mkdirSync(screenshots, { recursive: true });
const where = args.indexOf('--served');
const served = where < 0 ? null : args.splice(where, 2)[1];
const [site, ...chosen] = args;
const pages = chosen.length > 0 ? chosen.map((path) => relative(site, join(site, path))) : pagesOf(site);
const browser = await Browser.open(process.env.CHROMIUM ?? 'chromium');
let bad = 0;
for (const path of pages) {
  const findings = await findingsIn(browser, site, path, served, screenshots);
  for (const finding of findings) console.log(`${path}: ${finding}`);
  bad += findings.length > 0;
}
await browser.close();
console.log(`${pages.length - bad} of ${pages.length} pages are valid, accessible and quiet at ${kWidth} pixels, with script off${served ? ', under the policy that is served' : ''}`);
process.exit(bad > 0 ? 1 : 0);
