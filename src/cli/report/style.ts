import { Markup } from './markup';

/** Of the page: follows the reader's light or dark, and prints. */
export const style = new Markup(`
:root { color-scheme: light dark; --line: light-dark(#d5d9dd, #3a4046); --soft: light-dark(#5b6570, #9aa4ae); --ink: light-dark(#12313a, #8fd0e0); --odd: light-dark(#c2410c, #fb923c); --right: light-dark(#dbf0e3, #1d3d2a); --wrong: light-dark(#fde3d3, #4a2614); }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0; }
main { max-inline-size: 72rem; margin-inline: auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; margin-block: 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin-block: 2rem .5rem; border-block-end: 1px solid var(--line); padding-block-end: .25rem; }
p { margin-block: .25rem .75rem; }
small, dt, figcaption { color: var(--soft); font-size: .85rem; }
dl { display: flex; flex-wrap: wrap; gap: .75rem 2rem; margin: 0; }
dd { margin: 0; font-size: 1.4rem; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; }
th, td { padding: .25rem .75rem; text-align: end; border-block-end: 1px solid var(--line); font-variant-numeric: tabular-nums; }
th { font-weight: 500; } th[scope=row], thead th:first-child { text-align: start; }
.scroll { overflow-x: auto; }
.matrix td { text-align: center; } .right, .wrong { font-weight: 600; } .right { background: var(--right); } .wrong { background: var(--wrong); } .none { color: var(--soft); }
.swatch { inline-size: .75em; block-size: .75em; }
svg.wide { inline-size: 100%; max-inline-size: 40rem; display: block; }
polyline { fill: none; stroke: var(--ink); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
rect.usual { fill: var(--soft); } rect.flagged { fill: var(--odd); } line { stroke: var(--odd); stroke-width: 1.5; stroke-dasharray: 4 3; }
.curves { display: grid; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); gap: 1rem; } figure { margin: 0; } figure svg { inline-size: 100%; border: 1px solid var(--line); border-block-start: 0; border-inline-end: 0; box-sizing: border-box; }
text { fill: var(--soft); font-size: 11px; } path { stroke: var(--line); }
.anomalies { list-style-position: inside; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1.5rem 1rem; }
.anomalies li { break-inside: avoid; list-style: none; } .anomalies p { margin-block: .35rem 0; overflow-wrap: anywhere; } .anomalies b.flagged { color: var(--odd); }
.pictures { display: grid; grid-template-columns: repeat(3, 1fr); gap: .25rem; } .stack { position: relative; display: block; aspect-ratio: 1; }
.stack img { inline-size: 100%; block-size: 100%; position: absolute; inset: 0; }
`);
