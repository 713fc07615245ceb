/** Pixels of a chart that are no lines: labels of the axes. */
const margin = { top: 14, right: 8, bottom: 20, left: 44 };
const height = 176;
const narrowest = 240;

/** Seconds between two labels of the time axis; the first is taken with which the labels do not touch each other. */
const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300];
const pixelsPerTimeLabel = 72;

/**
 * A chart of values over time, as wide as where it is put.
 *
 * @param title what is shown
 * @param unit of the vertical axis
 * @param times milliseconds since 1970
 * @param lines each with `label`, `kind` (a class of colours) and a value for each time; `isLimit` draws it broken
 * @param width pixels
 */
export function lineChart({ title, unit, times, lines, width }) {
  const scale = scaleOf({ times, lines, width: Math.max(narrowest, width) });
  const drawing = svg('svg', { viewBox: `0 0 ${scale.width} ${height}`, role: 'img', 'aria-label': `${title}, ${unit}` });
  drawing.append(...valueAxis(scale), ...timeAxis(scale), ...lines.flatMap((line) => drawLine(line, scale)));
  const figure = element('figure');
  figure.append(caption({ title, unit, lines }), drawing);
  return figure;
}

function scaleOf({ times, lines, width }) {
  const step = roundStep(Math.max(1, ...lines.flatMap(({ values }) => values)) / 4);
  const most = step * Math.ceil(Math.max(1, ...lines.flatMap(({ values }) => values)) / step);
  const [begin, end] = [times[0], times.at(-1)];
  const drawn = { x: width - margin.left - margin.right, y: height - margin.top - margin.bottom };
  return {
    width, step, most, begin, end, times, lines,
    x: (time) => margin.left + (end > begin ? ((time - begin) / (end - begin)) * drawn.x : drawn.x),
    y: (value) => margin.top + drawn.y * (1 - value / most),
  };
}

/** The next of 1, 2, 5, 10 and so on; below 1 there is nothing to count. */
function roundStep(least) {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return [1, 2, 5, 10].map((factor) => factor * magnitude).find((step) => step >= least);
}

function valueAxis({ width, step, most, y }) {
  const values = Array.from({ length: Math.round(most / step) + 1 }, (_, index) => index * step);
  return values.flatMap((value) => [
    svg('line', { class: 'grid', x1: margin.left, x2: width - margin.right, y1: y(value), y2: y(value) }),
    text(value.toLocaleString('en'), { x: margin.left - 6, y: y(value) + 4, 'text-anchor': 'end' }),
  ]);
}

function timeAxis({ width, begin, end, x }) {
  const seconds = (end - begin) / 1000;
  const most = Math.floor((width - margin.left) / pixelsPerTimeLabel);
  const step = timeSteps.find((candidate) => seconds / candidate < most) ?? timeSteps.at(-1);
  const ages = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
  return ages
    .map((age) => ({ label: ageLabel(age), x: x(end - age * 1000), isLast: age === 0 }))
    .filter((tick) => tick.isLast || tick.x > margin.left + 12)
    .map((tick) => text(tick.label, { x: tick.x, y: height - 5, 'text-anchor': tick.isLast ? 'end' : 'middle' }));
}

function ageLabel(seconds) {
  if (seconds === 0) {
    return 'now';
  }
  return seconds < 60 ? `−${seconds} s` : `−${seconds / 60} min`;
}

/** Two limits are often the same number: the label of the second stands at the other end. */
function limitLabel({ label, values, kind }, { lines, y, width }) {
  const isFirst = lines.find(({ isLimit }) => isLimit)?.label === label;
  const place = isFirst ? { x: width - margin.right - 2, 'text-anchor': 'end' } : { x: margin.left + 4 };
  return text(label, { ...place, y: y(values.at(-1)) - 4, class: `${kind} limit` });
}

function drawLine(drawn, scale) {
  const { values, kind, isLimit } = drawn;
  const { times, x, y } = scale;
  const points = times.map((time, index) => `${x(time).toFixed(1)},${y(values[index]).toFixed(1)}`);
  const all = points.length > 1 ? points : [`${margin.left},${y(values[0])}`, ...points]; // one sample is a line, too
  const line = svg('polyline', { points: all.join(' '), class: `${kind} ${isLimit ? 'limit' : ''}` });
  return isLimit ? [line, limitLabel(drawn, scale)] : [line];
}

function caption({ title, unit, lines }) {
  const parts = lines.map(({ label, values, kind, isLimit }) =>
    element('span', `${label} ${values.at(-1).toLocaleString('en')}`, `${kind} ${isLimit ? 'limit' : ''}`));
  const all = element('figcaption');
  all.append(element('strong', `${title}, ${unit}`), ...parts);
  return all;
}

export function element(name, content = '', className = '') {
  return Object.assign(document.createElement(name), { textContent: content, className });
}

function text(content, attributes) {
  const label = svg('text', attributes);
  label.textContent = content;
  return label;
}

function svg(name, attributes) {
  const created = document.createElementNS('http://www.w3.org/2000/svg', name);
  Object.entries(attributes).forEach(([key, value]) => created.setAttribute(key, value));
  return created;
}
