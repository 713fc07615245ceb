import { element, lineChart } from './line-chart.js';

const refreshMs = 1000;
const byId = (id) => document.getElementById(id);

/** What of each worker stays on the page, by name: a button that is drawn anew cannot be pressed. */
const sections = new Map();

function numbers(pairs) {
  return pairs.map(([label, value, isAlarm]) => {
    const pair = element('div');
    const shown = typeof value === 'number' ? value.toLocaleString('en') : value;
    pair.append(element('dt', label), element('dd', shown, isAlarm ? 'alarm' : ''));
    return pair;
  });
}

function drawCharts(place, charts) {
  const columns = getComputedStyle(place).gridTemplateColumns.split(' ');
  const width = (parseFloat(columns[0]) || place.clientWidth) - 22; // without border and padding of a figure
  place.replaceChildren(...charts.map((chart) => lineChart({ ...chart, width })));
}

/** How much a counter grew in each second. */
function rates(samples, name) {
  return samples.map(({ time, counters }, index) => {
    const { time: from, counters: before } = samples[Math.max(0, index - 1)];
    return index === 0 ? 0 : Math.round(((counters[name] - before[name]) * 1000) / Math.max(1, time - from));
  });
}

function showService(samples) {
  const times = samples.map(({ time }) => time);
  const { requests, accepted, invocations, coldStarts, failures, throttles } = samples.at(-1).counters;
  byId('totals').replaceChildren(...numbers([
    ['requests', requests], ['accepted', accepted], ['invocations', invocations], ['cold starts', coldStarts],
    ['failures', failures, failures > 0], ['throttles', throttles, throttles > 0],
  ]));
  const rate = (label, name, kind) => ({ label, values: rates(samples, name), kind });
  drawCharts(byId('service'), [
    { title: 'Requests', unit: 'per second', times, lines: [rate('all', 'requests', 'first'), rate('accepted', 'accepted', 'second')] },
    {
      title: 'Invocations', unit: 'per second', times,
      lines: [rate('all', 'invocations', 'first'), rate('failed', 'failures', 'second'), rate('throttled', 'throttles', 'third')],
    },
  ]);
}

function createSection(name) {
  const section = element('section');
  const list = element('dl', '', 'numbers');
  const charts = element('div', '', 'charts');
  const redrive = Object.assign(element('button', 'Move dead letters back to the queue'), { type: 'button', hidden: true });
  redrive.addEventListener('click', async () => {
    redrive.disabled = true;
    try {
      await fetch(`redrive/${encodeURIComponent(name)}`, { method: 'POST', headers: { 'x-spillway-local': 'redrive' } });
    } finally {
      redrive.disabled = false;
    }
  });
  section.append(element('h2', name), list, redrive, charts);
  byId('workers').append(section);
  return { list, charts, redrive };
}

function showWorker(worker, history, times) {
  const { name, waiting, inFlight, deadLetters, concurrency, maximumConcurrency: maximum, reservedConcurrency: reserved } = worker;
  const { list, charts, redrive } = sections.get(name) ?? sections.set(name, createSection(name)).get(name);
  const line = (label, key, kind) => ({ label, values: history.map((past) => past[key] ?? 0), kind });
  const limit = (label, key, kind) => ({ ...line(label, key, kind), isLimit: true });
  list.replaceChildren(...numbers([
    ['waiting', waiting], ['in flight', inFlight], ['dead letters', deadLetters, deadLetters > 0],
    ['concurrency', `${concurrency} of ${Math.min(maximum, reserved ?? maximum)}`],
  ]));
  redrive.hidden = deadLetters === 0;
  drawCharts(charts, [
    {
      title: 'Queue', unit: 'messages', times,
      lines: [line('waiting', 'waiting', 'first'), line('in flight', 'inFlight', 'second'), line('dead letters', 'deadLetters', 'third')],
    },
    {
      title: 'Concurrency', unit: 'invocations at once', times,
      lines: [
        line('running', 'concurrency', 'first'),
        limit('maximum', 'maximumConcurrency', 'second'),
        ...(reserved === undefined ? [] : [limit('reserved', 'reservedConcurrency', 'third')]),
      ],
    },
  ]);
}

function showErrors(errors) {
  byId('no-errors').hidden = errors.length > 0;
  byId('errors').replaceChildren(...errors.map(({ time, where, message }) => {
    const item = element('li');
    item.append(element('time', new Date(time).toLocaleTimeString()), element('strong', where), element('p', message));
    return item;
  }));
}

function show({ name, url, samples, errors }) {
  document.title = byId('name').textContent = name;
  byId('url').textContent = url;
  if (samples.length > 0) {
    const times = samples.map(({ time }) => time);
    showService(samples);
    samples.at(-1).workers.forEach((worker, index) =>
      showWorker(worker, samples.map(({ workers }) => workers[index]), times));
  }
  showErrors(errors);
}

async function refresh() {
  const status = await fetch('status.json').then((answer) => answer.json(), () => undefined);
  byId('state').textContent = status ? '' : 'not running any more; what stands here is from its end';
  setTimeout(refresh, refreshMs);
  if (status) {
    show(status);
  }
}

void refresh();
