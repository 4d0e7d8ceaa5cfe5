// The answer: both worlds compared, the chart of all lucks, and an axis that stays.

/// The worlds that the answer compares.
const DUEL = ['together', 'alone'];
function answerText() {
  const { batch } = state, [first, second] = DUEL.map(armOf);
  if (!batch) return [];
  const a = batch.outcome(first, 'net_value'), b = batch.outcome(second, 'net_value');
  const { mean, n, low, high } = interval(a.map((value, k) => value - b[k]));
  if (!n) return [];
  const ahead = mean >= 0, sign = ahead ? 1 : -1;
  const level = low === undefined || low < 0 && high > 0;
  const share = a.filter((value, k) => (ahead ? value > b[k] : value < b[k])).length / n;
  const names = { first: armName(ahead ? 'together' : 'alone'), second: armName(ahead ? 'alone' : 'together') };
  const scale = Math.max(Math.abs(low ?? mean), Math.abs(high ?? mean));
  const ends = [sign * (low ?? NaN), sign * (high ?? NaN)].sort((x, y) => x - y);
  return [t(level ? 'answer_level' : 'answer', { ...names, x: money(Math.abs(mean), scale) }),
    low === undefined ? '' : t('answer_interval', { low: money(ends[0], scale), high: money(ends[1], scale), n, share: percent(share) }),
    `${t('answer_luck')} ${outsideText(first, second)}`];
}
/// What one of two arms gets of match, start money and lead gift and the other does not.
function outsideText(first, second) {
  const outside = arm => {
    const own = state.batch.outcome(arm, 'own_effort');
    return interval(state.batch.outcome(arm, 'invested').map((all, k) => all - own[k])).mean;
  };
  const more = outside(first) - outside(second), names = [first, second].map(arm => armName(state.case.arms[arm]));
  if (Math.abs(more) < 0.05) return t('answer_no_outside');
  if (more < 0) names.reverse();
  return t('answer_outside', { first: names[0], second: names[1], x: money(Math.abs(more)) });
}
/// Mean net value of together at the end.
const meanOfTogether = () => interval(state.batch.outcome(armOf('together'), 'net_value')).mean;

/// The axis of a measure stays as it is while levers move: it grows where it must, which is said,
/// and never shrinks. While the first runs come in nothing has been seen yet.
function axisOf(name, arms, complete) {
  const { axes, generation } = state, key = `${state.case.id} ${name}`, now = reachOf(arms), known = axes.get(key);
  if (!known || known.first === generation) {
    const axis = { ...now, first: complete ? null : generation, setting: generation, grew: false };
    if (known?.first === generation) for (const [side, pick] of [['low', Math.min], ['high', Math.max]]) axis[side] = pick(axis[side], known[side]);
    axes.set(key, axis);
    return axis;
  }
  if (known.setting !== generation) Object.assign(known, { setting: generation, first: null, grew: false, before: { low: known.low, high: known.high } });
  if (now.low < known.low || now.high > known.high)
    Object.assign(known, { low: Math.min(now.low, known.low), high: Math.max(now.high, known.high), grew: Boolean(known.before) });
  return known;
}
const axisText = (name, { low, high }) => [low, high].map(x => (name === 'net_value' ? money(x, high, 1) : percent(x))).join(' … ');

/// What the chart shows: bands over all lucks, the luck watched, and what was kept.
function fanNow() {
  const { batch, runs, kept, measure, generation } = state, n = batch.complete.length;
  return once('fan', [batch, n, runs, kept, measure, generation, state.language], () => {
    const arms = state.case.arms.map((arm, a) => ({
      name: arm, bands: batch.bands(a, measure, LEVELS), kept: kept ? kept.bands[measure][a] : null,
      own: Float64Array.from({ length: state.case.months }, (_, month) => runs[a].of(measure, month)),
    }));
    return { arms, n, reach: axisOf(measure, arms, n === state.case.replicates) };
  });
}
const inMeasure = (x, scale) => (state.measure === 'net_value' ? money(x, scale) : percent(x));
/// The chart in words: what each world came to.
const fanText = ({ arms, n }) => `${t('fan', { n })}: ${t(state.measure === 'net_value' ? 'fan_net' : 'fan_progress')}. ${arms.map(({ name, bands }) => t('fan_says', { world: armName(name), x: inMeasure(bands[2].at(-1)), low: inMeasure(bands[0].at(-1)), high: inMeasure(bands[4].at(-1)) })).join(' ')}`;
function drawFan(box) {
  const width = Math.max(250, box.clientWidth), { arms, reach } = fanNow();
  box.innerHTML = fanPicture(state.case, arms, reach, {
    arm: armName, median: t('median_end'), title: fanText(fanNow()), value: inMeasure,
    tick: (x, scale) => (state.measure === 'net_value' ? money(x, scale, scale < 3000 ? 1 : 0) : percent(x)),
  }, width, width < 560 ? 340 : Math.max(260, Math.min(460, innerHeight - 340)));
}
function pin() {
  state.kept = state.kept ? null : {
    values: { ...state.values }, mean: meanOfTogether(),
    bands: Object.fromEntries(FOLLOWED.map(name => [name, state.case.arms.map((_, arm) => state.batch.bands(arm, name, [0.5])[0])])),
  };
  draw();
}

/// Why an expectation came out as it did with the scenario as it stands, or why what was found is so.
function reasonText({ says, found, came_out: cameOut, why }) {
  const verdict = { 'as expected': t('reason_as_expected'), 'not as expected': t('reason_otherwise') }[cameOut] ?? t('reason_too_close');
  return t(found ? 'reason_found' : 'reason_why', { says: named(says), verdict, why: named(why) });
}

function Answer() {
  const { batch, closed, kept } = state, n = batch?.complete.length ?? 0, all = state.case.replicates, told = closed && n > 0 && state.runs && state.view === 'predict';
  const [answer, ...small] = told ? answerText() : [], fan = told ? fanNow() : null;
  return h('section', { id: 'fan-box', class: 'box' },
    h('div', { class: 'box-head' }, h('h2', { id: 'fan-title' }, closed && n < all ? t('fan_running', { n, all }) : t('fan', { n: all })),
      h(Choice, { id: 'fan-measure', label: t('fan_measure'), value: state.measure, options: [['net_value', t('fan_net')], ['mean_progress', t('fan_progress')]], onChoose: measure => { state.measure = measure; draw(); } })),
    fan ? h(Picture, { id: 'fan', key: 'fan', of: [fan, state.language, state.width, state.view], make: drawFan }) : h('div', { id: 'fan', key: 'no-fan' }),
    h('ul', { id: 'choices', hidden: closed }, closed ? null : state.case.arms.map(arm => h('li', { key: arm, class: `of-${arm}` }, h('b', null, armName(arm)), `: ${words().arms_say[arm]}`))),
    h('p', { class: 'answer', id: 'answer' }, !closed ? `${state.case.variants.length > 1 ? `${t('asks_points', { n: state.case.variants.length })} ` : ''}${t('hidden')}` : [answer, small.map(line => h('small', { key: line }, line))]),
    h(Sets),
    h('section', { id: 'points' }, told ? h(Points) : null),
    h('p', { id: 'expected' }, told ? [h('b', null, t('expected')), ` ${named(state.case.expect)}`] : null),
    h('ul', { id: 'reasons' }, told ? state.case.reasons.map(one => h('li', { key: one.says + one.why }, reasonText(one))) : null),
    h('p', { class: 'note', id: 'axis-note', role: 'status' }, fan?.reach.grew ? t('axis_grew', { before: axisText(state.measure, fan.reach.before), now: axisText(state.measure, fan.reach) }) : ''),
    h('p', { class: 'note', id: 'fan-note' }, told ? t('fan_help') : ''),
    h('div', { class: 'row' }, h(Button, { id: 'pin', hidden: !closed, disabled: n < all, onClick: pin }, kept ? t('unpin') : t('pin')),
      h('span', { id: 'pinned' }, told && kept ? t('pinned', { what: whatDiffers(kept.values), world: armName('together'), before: money(kept.mean), now: money(meanOfTogether()) }) : '')),
    h('section', { id: 'gains' }, told ? h(Gains) : null));
}
