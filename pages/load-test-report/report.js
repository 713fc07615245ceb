'use strict';

const report = JSON.parse(document.getElementById('data').textContent);
const began = Date.parse(report.beganAt);
const secondOf = (time) => Math.max(0, (time - began) / 1000);
const endOfLoad = secondOf(Date.parse(report.endedAt));
const lastSecond = Math.max(
  endOfLoad,
  ...report.workers.flatMap(({ moments }) => moments.slice(-1).map(({ time }) => secondOf(time))),
);
const byId = (id) => document.getElementById(id);

/** Rows of text; a cell may be an element, and numbers stand at the right. */
function table(head, rows, className = '') {
  const box = htmlElement('div', '', 'table');
  const element = htmlElement('table', '', className);
  const row = (cells, name) => {
    const tr = htmlElement('tr');
    cells.forEach((cell, index) => {
      const { text = cell, kind = '' } = cell?.text === undefined ? {} : cell;
      const td = htmlElement(name, typeof text === 'number' ? shownNumber(text) : String(text), kind);
      td.classList.toggle('number', typeof text === 'number' || kind.includes('number'));
      if (name === 'td' && index > 1) {
        td.dataset.label = head[index].text ?? head[index];
      }
      tr.append(td);
    });
    return tr;
  };
  element.append(row(head, 'th'), ...rows.map((cells) => row(cells, 'td')));
  box.append(element);
  return box;
}

function showHead() {
  const { service, profile, purpose, target, passed, verdicts } = report;
  const missed = verdicts.filter(({ met }) => !met).length;
  document.title = byId('title').textContent = `${service}: load test “${profile}”`;
  byId('verdict').textContent = passed ? `passed: all ${verdicts.length} marks are met` : `failed: missed ${missed} of ${verdicts.length} marks`;
  byId('verdict').className = passed ? 'good' : 'bad';
  byId('purpose').textContent = purpose;
  const where = target.kind === 'local' ? 'local run' : `AWS, ${target.region}`;
  byId('when').textContent = `${where} at ${target.url}, from ${report.beganAt} for ${shownNumber(endOfLoad)} s`;
}

function showMarks() {
  const rows = report.verdicts.map(({ mark, measured, met }) => [
    { text: met ? 'met' : 'missed', kind: met ? 'good' : 'bad' },
    `${mark.id}${mark.worker === undefined ? '' : ` of ${mark.worker}`}`,
    { text: measured === undefined ? 'not measured' : shownNumber(measured), kind: 'number' },
    { text: `${mark.comparison === 'at-most' ? '≤' : '≥'} ${shownNumber(mark.limit)} ${mark.unit}`, kind: 'number' },
    { text: mark.why, kind: 'quiet' },
  ]);
  byId('marks').append(table(['', 'mark', 'measured', 'limit', 'because'], rows, 'marks'));
}

const comparisonHead = ['', ...['predicted', 'measured', 'difference'].map((text) => ({ text, kind: 'number' }))];

function comparison([what, predicted, measured]) {
  if (measured === undefined || predicted === undefined) {
    return [what, predicted ?? { text: '–', kind: 'number' }, measured ?? { text: 'never', kind: 'number' }, ''];
  }
  const part = predicted === 0 ? 0 : (100 * (measured - predicted)) / predicted;
  const sign = part < 0 ? '−' : '+';
  const text = part === 0 ? '' : `${sign}${shownNumber(Math.abs(part))} %`;
  return [what, predicted, measured, { text, kind: 'number' }];
}

function showMessages() {
  const { predicted, measured } = report.messages;
  const rows = [
    ['sent', predicted.offered, measured.sent],
    ['accepted', predicted.accepted, measured.accepted],
    ['refused with 429', predicted.refused, measured.refused],
    ['failed', 0, measured.failed],
  ];
  byId('messages').append(table(comparisonHead, rows.map(comparison)));
}

/** Seconds below which an interval tells no rate: the load engine cuts them by the clock, at both ends of the run. */
const shortestInterval = 1;

/** Each interval as a step, so that what happened within it has the same height all along. */
function steps(value) {
  return report.intervals.filter(({ durationSeconds }) => durationSeconds >= shortestInterval).flatMap((interval) => {
    const from = secondOf(interval.time);
    const height = value(interval);
    return height === undefined ? [] : [[from, height], [from + interval.durationSeconds, height]];
  });
}

function plannedRate() {
  let second = 0;
  return report.phases.flatMap(({ durationSeconds, startRatePerSecond, endRatePerSecond }) => {
    const from = second;
    second += durationSeconds;
    return [[from, startRatePerSecond], [second, endRatePerSecond]];
  });
}

const markLimit = (id, worker) => report.verdicts.find(({ mark }) => mark.id === id && mark.worker === worker)?.mark.limit;
const limitsOf = (...limits) => limits.filter(({ value }) => value !== undefined);

function showSending() {
  const perSecond = (key) => steps((interval) => interval[key] / interval.durationSeconds);
  const shared = { seconds: lastSecond, endOfLoad };
  const rate = chart({
    ...shared,
    title: 'Rate',
    unit: 'messages per second',
    lines: [
      { label: 'planned', kind: 'planned dashed', points: plannedRate() },
      { label: 'sent', kind: 'third', points: perSecond('sent') },
      { label: 'accepted', kind: 'first', points: perSecond('accepted') },
      { label: 'refused', kind: 'second', points: perSecond('refused') },
    ],
  });
  const percentile = (name) => steps(({ acceptanceMs }) => acceptanceMs?.[name]);
  const latency = chart({
    ...shared,
    title: 'Time to acceptance',
    unit: 'milliseconds',
    lines: [
      { label: 'p50', kind: 'first', points: percentile('p50') },
      { label: 'p95', kind: 'second', points: percentile('p95') },
      { label: 'p99', kind: 'third', points: percentile('p99') },
    ],
    limits: limitsOf(
      { label: 'p95 at most', kind: 'limit dashed', value: markLimit('acceptance-p95') },
      { label: 'p99 at most', kind: 'limit dotted', value: markLimit('acceptance-p99') },
    ),
  });
  byId('sending').append(rate, latency);
}

function workerCharts(worker) {
  const of = (value) => worker.moments.map((moment) => [secondOf(moment.time), value(moment)]);
  const shared = { seconds: lastSecond, endOfLoad };
  const { predicted, maximumConcurrency, reservedConcurrency } = worker;
  return [
    chart({
      ...shared,
      title: 'Backlog',
      unit: 'messages',
      lines: [
        { label: 'waiting', kind: 'first', points: of(({ waiting }) => waiting) },
        { label: 'in flight', kind: 'second', points: of(({ inFlight }) => inFlight) },
      ],
      limits: limitsOf({ label: 'greatest predicted', kind: 'third dashed', value: predicted?.greatestBacklog }),
    }),
    chart({
      ...shared,
      title: 'Concurrency',
      unit: 'batches at once',
      lines: [{ label: 'running', kind: 'first', points: of(({ concurrency }) => concurrency) }],
      limits: limitsOf(
        { label: 'maximum', kind: 'second dashed', value: maximumConcurrency },
        { label: 'reserved', kind: 'limit dotted', value: reservedConcurrency },
      ),
    }),
    chart({
      ...shared,
      title: 'Throttles and dead letters',
      unit: 'count',
      lines: [
        { label: `throttled invocations in ${shownNumber(report.resolutionSeconds)} s`, kind: 'second', points: of(({ throttles }) => throttles) },
        { label: 'dead letters so far', kind: 'third', points: of(({ deadLetters }) => deadLetters) },
      ],
    }),
  ];
}

function showWorker(worker) {
  const { name, predicted = {}, measured } = worker;
  const rows = [
    ['messages accepted', predicted.accepted, measured.accepted],
    ['waiting when the last one was sent', predicted.backlogAtEnd, measured.atEnd],
    ['most waiting at any time', predicted.greatestBacklog, measured.greatest],
    ['longest wait (s)', predicted.oldestAgeSeconds, measured.oldestAgeSeconds],
    ['time to drain (s)', predicted.drainSeconds, measured.drainSeconds],
    ['most batches at once', predicted.concurrency, measured.concurrency],
  ];
  const { accepted, unanswered, processed, deadLetters, stillQueued, missing } = measured;
  const known = unanswered === 0 ? `${accepted} accepted` : `${accepted} to ${accepted + unanswered} accepted (${unanswered} unanswered)`;
  const sum = `${known} = ${processed} processed + ${deadLetters} dead letters + ${stillQueued} still queued`;
  const rest = missing === 0 ? '' : missing > 0 ? ` + ${missing} lost` : ` − ${-missing} processed again`;
  const charts = htmlElement('div', '', 'charts');
  charts.append(...workerCharts(worker));
  const { invocations, errors, throttles } = measured;
  byId('workers').append(
    htmlElement('h2', `Worker ${name}`),
    htmlElement('p', sum + rest, missing === 0 ? 'good' : 'bad'),
    table(comparisonHead, rows.map(comparison)),
    htmlElement('p', `${invocations} invocations, of which ${errors} failed; ${throttles} throttled`, 'quiet'),
    charts,
  );
}

function showDetails() {
  const head = ['phase', ...['seconds', 'from messages/s', 'to messages/s'].map((text) => ({ text, kind: 'number' }))];
  const rows = report.phases.map((phase) => [phase.name, phase.durationSeconds, phase.startRatePerSecond, phase.endRatePerSecond]);
  byId('phases').append(table(head, rows));
  for (const [title, counts] of [['At the entrance, by status or metric', report.statuses], ['Errors of the load engine', report.errors]]) {
    if (Object.keys(counts).length > 0) {
      byId('details').append(htmlElement('h2', title), table(['', { text: 'count', kind: 'number' }], Object.entries(counts)));
    }
  }
}

showHead();
showMarks();
showMessages();
showSending();
report.workers.forEach(showWorker);
showDetails();
