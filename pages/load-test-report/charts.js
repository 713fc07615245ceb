'use strict';

const svgElement = (name, attributes, text = '') => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.textContent = text;
  return element;
};
const htmlElement = (name, text = '', className = '') =>
  Object.assign(document.createElement(name), { textContent: text, className });

/** The drawing's own units; the plot lies between the margins. */
const drawing = { width: 400, height: 210, left: 52, right: 12, top: 10, bottom: 34 };

/** The next of 1, 2, 5, 10 ... at or above a value: an axis that ends in a round number. */
function roundTop(value) {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  return [1, 2, 5, 10].find((factor) => factor * magnitude >= value * (1 - 1e-9)) * magnitude;
}

const shownNumber = (value) => value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 3 : value < 100 ? 1 : 0 });

function scales(lines, limits, seconds, leastTop) {
  const values = [...lines.flatMap(({ points }) => points.map(([, value]) => value)), ...limits.map(({ value }) => value)];
  const top = roundTop(Math.max(leastTop, ...values));
  const { width, height, left, right, top: upper, bottom } = drawing;
  return {
    top,
    x: (second) => left + ((width - left - right) * Math.min(second, seconds)) / seconds,
    y: (value) => height - bottom - ((height - upper - bottom) * value) / top,
  };
}

function addAxes(svg, { x, y, top }, seconds) {
  const { width, right, left, height, bottom } = drawing;
  for (const value of [0, top / 2, top]) {
    svg.append(
      svgElement('line', { class: 'axis', x1: left, x2: width - right, y1: y(value), y2: y(value) }),
      svgElement('text', { x: left - 6, y: y(value) + 4, 'text-anchor': 'end' }, shownNumber(value)),
    );
  }
  const step = tickStep(seconds);
  for (let second = 0; second <= seconds; second += step) {
    svg.append(
      svgElement('line', { class: 'axis', x1: x(second), x2: x(second), y1: height - bottom, y2: height - bottom + 4 }),
      svgElement('text', { x: x(second), y: height - bottom + 16, 'text-anchor': 'middle' }, String(second)),
    );
  }
  svg.append(svgElement('text', { x: width - right, y: height - 4, 'text-anchor': 'end' }, 's since the first message'));
}

/** Five to ten ticks. */
function tickStep(seconds) {
  return [5, 10, 15, 30, 60, 120, 300, 600].find((step) => seconds / step <= 8) ?? 1200;
}

/**
 * Lines over the seconds of the run, with limits across.
 *
 * @param lines { label, kind, points: [second, value][] }
 * @param limits { label, kind, value }
 * @param endOfLoad second at which the last message was sent
 */
function chart({ title, unit, lines, limits = [], seconds, endOfLoad, leastTop = 1 }) {
  const figure = htmlElement('figure');
  const caption = htmlElement('figcaption');
  caption.append(htmlElement('strong', `${title} (${unit})`));
  const keys = [...lines, ...limits.map((limit) => ({ ...limit, label: `${limit.label} ${shownNumber(limit.value)}` }))];
  keys.forEach(({ label, kind }) => caption.append(htmlElement('span', `${/dashed|dotted/.test(kind) ? '┄' : '━'} ${label}`, `key ${kind}`), ' '));
  const label = `${title} in ${unit} over ${Math.round(seconds)} seconds`;
  const svg = svgElement('svg', { viewBox: `0 0 ${drawing.width} ${drawing.height}`, role: 'img', 'aria-label': label });
  const scale = scales(lines, limits, seconds, leastTop);
  addAxes(svg, scale, seconds);
  const { x, y } = scale;
  svg.append(svgElement('line', { class: 'axis dashed', x1: x(endOfLoad), x2: x(endOfLoad), y1: y(scale.top), y2: y(0) }));
  for (const { kind, value } of limits) {
    svg.append(svgElement('line', { class: `series ${kind}`, x1: x(0), x2: x(seconds), y1: y(value), y2: y(value) }));
  }
  for (const { kind, points } of lines) {
    const path = points.map(([second, value]) => `${x(second).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    svg.append(svgElement('polyline', { class: `series ${kind}`, points: path }));
  }
  figure.append(caption, svg);
  return figure;
}
