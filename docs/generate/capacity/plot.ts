import type { Plan } from './assumptions.ts';
import { type Component, type Costs, components } from './costs.ts';
import { type Reached, scaled } from './limits.ts';
import { capacityOf } from './model.ts';

const size = { width: 860, height: 520, left: 76, right: 130, top: 24, bottom: 76 };
const plotted = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom };
/** Distinct in light and dark, also for people who see few colours (Okabe & Ito). */
const colours = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#b8860b',
  '#56b4e9',
  '#e69f00',
  '#7f7f7f',
  '#8c564b',
  '#9467bd',
];
const dashes: Partial<Record<Component, string>> = {
  redis: '6 3',
  cassandra: '6 3',
  kafka: '6 3',
  dgraph: '6 3',
  postgres: '6 3',
};
const steps = 60;
const shares = { from: 0.001, to: 10 };
const lineHeight = 14;

/** Processes and nodes by load, both axes logarithmic, and where each limit breaks. */
export function capacityPlot(plan: Plan, costs: Costs, limits: readonly Reached[]): string {
  const at = (step: number) => shares.from * (shares.to / shares.from) ** (step / steps);
  const points = Array.from({ length: steps + 1 }, (_, step) => ({
    share: at(step),
    needs: capacityOf(scaled(plan, at(step)), costs).needs,
  }));
  const largest = Math.max(...components.map((name) => points.at(-1)!.needs[name].count));
  const decades = Math.ceil(Math.log10(largest));
  const x = (share: number) =>
    size.left + (Math.log(share / shares.from) / Math.log(shares.to / shares.from)) * plotted.width;
  const y = (count: number) => size.top + plotted.height * (1 - Math.log10(count) / decades);
  const lines = components.map((name, index) => {
    const path = points
      .map(({ share, needs }) => `${x(share).toFixed(1)},${y(needs[name].count).toFixed(1)}`)
      .join(' ');
    const dash = dashes[name] === undefined ? '' : ` stroke-dasharray="${dashes[name]}"`;
    return `<polyline points="${path}" fill="none" stroke="${colours[index]}" stroke-width="2"${dash}/>`;
  });
  const ends = components
    .map((name, index) => ({ name, colour: colours[index]!, y: y(points.at(-1)!.needs[name].count) }))
    .sort((a, b) => a.y - b.y);
  for (const [index, end] of ends.entries()) {
    if (index > 0) end.y = Math.max(end.y, ends[index - 1]!.y + lineHeight);
  }
  const labels = ends.map(
    ({ name, colour, y }) =>
      `<text x="${size.width - size.right + 8}" y="${(y + 4).toFixed(1)}" style="fill:${colour}">${name}</text>`,
  );
  const bottom = size.top + plotted.height;
  const xTicks = [0.001, 0.01, 0.1, 1, 10].map((share) => {
    const posts = new Intl.NumberFormat('en').format(plan['peak-posts'] * share);
    return `<line x1="${x(share)}" y1="${size.top}" x2="${x(share)}" y2="${bottom}" class="grid"/><text x="${x(share)}" y="${bottom + 18}" text-anchor="middle">${posts}</text>`;
  });
  const yTicks = Array.from({ length: decades + 1 }, (_, decade) => {
    const text = new Intl.NumberFormat('en').format(10 ** decade);
    return `<line x1="${size.left}" y1="${y(10 ** decade)}" x2="${size.left + plotted.width}" y2="${y(10 ** decade)}" class="grid"/><text x="${size.left - 8}" y="${y(10 ** decade) + 4}" text-anchor="end">${text}</text>`;
  });
  const marks = limits
    .map((limit, index) => ({ ...limit, number: index + 1 }))
    .filter(({ share }) => share >= shares.from && share <= shares.to)
    .map(
      ({ share, number, what }) =>
        `<g><title>${escaped(what)}</title><line x1="${x(share).toFixed(1)}" y1="${bottom}" x2="${x(share).toFixed(1)}" y2="${bottom - 10}" class="mark"/><text x="${x(share).toFixed(1)}" y="${bottom - 14 - (number % 2) * 13}" text-anchor="middle" class="number">${number}</text></g>`,
    );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-labelledby="title">
<title id="title">Processes and nodes by posts a second at peak</title>
<style>
svg { background: #ffffff; font: 12px sans-serif; }
text { fill: #24292f; }
.grid { stroke: #d0d7de; } .mark, .planned { stroke: #cf222e; } .planned { stroke-dasharray: 2 4; } .number { fill: #cf222e; }
@media (prefers-color-scheme: dark) {
  svg { background: #0d1117; } text { fill: #e6edf3; } .grid { stroke: #30363d; } .mark, .planned { stroke: #ff7b72; } .number { fill: #ff7b72; }
}
</style>
${[...xTicks, ...yTicks].join('\n')}
<line x1="${x(1)}" y1="${size.top}" x2="${x(1)}" y2="${bottom}" class="planned"/>
<text x="${x(1) + 4}" y="${size.top + 12}">planned size</text>
${[...lines, ...labels, ...marks].join('\n')}
<text x="${size.left + plotted.width / 2}" y="${bottom + 40}" text-anchor="middle">posts a second at peak; people grow with them</text>
<text x="${size.left + plotted.width / 2}" y="${bottom + 58}" text-anchor="middle">lines: processes of services; dashes: nodes of engines; numbers: limits of the table, where each breaks</text>
</svg>
`;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
