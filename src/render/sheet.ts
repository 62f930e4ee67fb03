/** The style sheet of an HTML answer: system fonts, light and dark as the reader prefers, ink on paper when printed. */
export const sheet = `
:root {
  color-scheme: light dark;
  --paper: #fdfcfa; --ink: #1f2328; --soft: #5d656f; --line: #dcd8d0; --tint: #f4f1ec;
  --accent: #0b5d6b; --red: #b3261e; --amber: #8a5200; --green: #1e6b3a; --mark: #fff0a8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181c; --ink: #e6e4df; --soft: #9ba3ad; --line: #343a42; --tint: #1d2126;
    --accent: #6cc5d3; --red: #ff8f85; --amber: #e9b464; --green: #7ed09a; --mark: #5c4d00;
  }
}
* { box-sizing: border-box; }
html { font: 100%/1.6 system-ui, -apple-system, "Segoe UI", "Noto Sans", Roboto, sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); }
main { max-width: 54rem; margin: 0 auto; padding: 3rem 1.5rem 5rem; }
p, h1, h2, h3, figure, ul, ol, pre { margin: 0; overflow-wrap: anywhere; }
p, figure, ul, ol { max-width: 46rem; }
main > * + *, section > * + *, li > * + * { margin-top: 1rem; }
article > * + * { margin-top: .6rem; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; font-weight: 400; }
h1 { font-size: 2rem; letter-spacing: -.015em; padding-bottom: .9rem; border-bottom: 3px solid var(--accent); }
h1, h1 .term { font-weight: 700; }
h1 .muted, h1 .id { font-size: .95rem; font-weight: 400; letter-spacing: 0; }
h2 { font-size: 1.2rem; font-weight: 650; color: var(--accent); }
article > :first-child { font-size: 1.06rem; font-weight: 400; color: inherit; text-wrap: wrap; }
main > * + section, section > * + section { margin-top: 2.6rem; }
section > h1 + section { margin-top: 1.8rem; }
article { padding: 1rem 0 .2rem; border-top: 1px solid var(--line); }
h2 + article { margin-top: .7rem; }
h1 + article { border-top: 0; padding-top: .4rem; }
strong { font-weight: 650; }
article > :first-child :is(.good, .bad, .caution, .strong) {
  display: inline-block; padding: .05em .6em; border: 1px solid; border-radius: 1em;
  font-size: .8rem; font-weight: 600; line-height: 1.5; vertical-align: .1em;
}
article > :first-child .strong { color: var(--soft); }
time { font-variant-numeric: tabular-nums; white-space: nowrap; }
article > :first-child .date, .muted, .source, .remark { color: var(--soft); }
.good { color: var(--green); }
.bad, .error { color: var(--red); }
.caution, .warning { color: var(--amber); }
.good, .bad, .caution, .error, .warning { font-weight: 600; }
.rating { font-weight: 600; font-variant-numeric: tabular-nums; }
code, pre, .path { font-family: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; }
code { font-size: .84em; color: var(--accent); }
.path { font-size: .88em; font-weight: 600; }
@media (min-width: 48rem) { p code { white-space: nowrap; } }
mark { background: var(--mark); color: inherit; border-radius: .15em; padding: 0 .1em; }
cite { font-style: italic; }
a { color: inherit; text-decoration-color: var(--accent); text-underline-offset: .18em; }
a:hover { color: var(--accent); }
figure { padding-left: 1.1rem; border-left: 3px solid var(--line); }
figure.verbatim { border-left-color: var(--accent); }
blockquote { margin: 0; font: 1.1rem/1.55 Charter, "Bitstream Charter", "Iowan Old Style", "Noto Serif", Georgia, serif; }
blockquote p + p { margin-top: .6rem; }
figure.reported blockquote { font-size: 1.04rem; }
.label { font: italic .84rem system-ui, sans-serif; color: var(--soft); }
.source { margin-top: .35rem; font-size: .88rem; line-height: 1.5; }
.remark { font-size: .88rem; }
sup { font-size: .72em; line-height: 0; }
sup a { text-decoration: none; color: var(--accent); }
.footnotes { font-size: .88rem; line-height: 1.5; }
.footnotes li:target, sup a:target { background: var(--tint); }
.back { padding: 0 .3em; text-decoration: none; color: var(--soft); }
main > .remark { padding-top: 1rem; border-top: 1px solid var(--line); margin-top: 2.6rem; }
main > .remark + .remark { padding-top: 0; border-top: 0; margin-top: .4rem; }
ul, ol { padding-left: 1.4rem; }
li + li { margin-top: .3rem; }
.table { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; font-size: .92rem; line-height: 1.45; }
th, td { padding: .5rem 1.1rem .5rem 0; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: .78rem; font-weight: 600; letter-spacing: .05em; text-transform: uppercase; color: var(--soft); border-bottom: 2px solid var(--line); white-space: nowrap; }
tbody th { font-weight: 400; overflow-wrap: break-word; }
td { min-width: 5rem; overflow-wrap: break-word; }
.table :is(tbody th, thead th:first-child) { position: sticky; left: 0; background: var(--paper); }
.grid + .grid { margin-top: 2.6rem; }
.grid > * + * { margin-top: 1rem; }
.grid :is(th, td) { min-width: 0; padding-right: .9em; }
.grid thead th { letter-spacing: 0; text-transform: none; }
.legend { max-width: none; padding: 0; columns: 24rem; list-style: none; font-size: .88rem; line-height: 1.45; }
.legend li { break-inside: avoid; margin: 0; }
.legend .muted { display: block; margin-top: .3rem; break-after: avoid; }
.right { text-align: end; font-variant-numeric: tabular-nums; }
pre { padding: .7rem .9rem; border-radius: .35rem; background: var(--tint); font-size: .84rem; line-height: 1.5; overflow-x: auto; }
pre code { font-size: inherit; color: inherit; }
pre :is(ins, del) { text-decoration: none; }
pre ins { color: var(--green); }
pre del { color: var(--red); }
@media (max-width: 36rem) {
  main { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.55rem; }
  tbody th { max-width: 9rem; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --tint: #f4f4f4; --accent: #0b5d6b; --red: #a1150d; --amber: #6f4200; --green: #14562c; --mark: #fff0a8; }
  @page { margin: 18mm 20mm; }
  html { font-size: 9.5pt; }
  main { max-width: none; padding: 0; }
  p, figure, ul, ol { max-width: none; }
  .table, pre { overflow: visible; }
  pre { white-space: pre-wrap; }
  table { font-size: .85rem; }
  .table :is(tbody th, thead th:first-child) { position: static; }
  .table :is(th, td) { min-width: 7.8em; padding-right: .8em; overflow-wrap: anywhere; }
  .table tr:has(> :nth-child(8)) > * { min-width: 0; }
  .grid :is(th, td) { min-width: 0; padding-block: .25rem; }
  .table :is(thead th, time) { white-space: normal; }
  .table thead th { letter-spacing: 0; }
  .grid :is(td, thead th) { white-space: nowrap; }
  .legend { break-inside: avoid; break-after: avoid; }
  h1, h2, h3, article > p:has(+ figure) { break-after: avoid; }
  figure, tr, pre { break-inside: avoid; }
  thead { display: table-header-group; }
  .back { display: none; }
  a[href^="http"]::after { content: " <" attr(href) ">"; font-size: .85em; font-style: normal; overflow-wrap: anywhere; }
  a.bare::after { content: none !important; }
}
`;
