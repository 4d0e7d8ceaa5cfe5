// Fifth act: the same button at another table, where the wise answer is wrong; then five levers, and
// which rule one does not believe.

const ANSWERS = ['more', 'same', 'less'], MOVES = { more: 'moves_more', same: 'moves_same', less: 'moves_less' }, SIGNS = { more: '↑', same: '=', less: '↓' };
/// What a lever means, without the examples that hold numbers: those of the screen are enough.
const plainMeaning = row => {
  const [first, ...more] = leverMeaning(row).split(/(?=[;:,] )/);
  return `${capital([first, ...more.slice(0, more.findIndex(part => /\d/.test(part)) >>> 0)].join(''))}.`;
};
const leverAct = n => ({
  act: 5, steps: 2, needs: () => stage.tried,
  skipped: () => stage.levers && n >= stage.levers.length,
  show(room, step, fresh) {
    const lever = stage.levers[n], { row, from, to } = lever, value = x => (row.choices.length ? choiceName(row.choices[x]) : row.unit.startsWith('share') ? percent(x) : short(x));
    const guess = stage.guesses[n];
    head(row.choices.length ? `${capital(value(from))} → ${value(to)}` : `${capital(leverName(row, stage.staged.preset))}: ${value(from)} → ${value(to)} ${unitName(row)}`, plainMeaning(row));
    room.className = 'lever-room';
    room.innerHTML = `<div class="bloom"></div><ul class="key"></ul><div class="panel">${step ? `<p class="ask">${escaped(guess === lever.moves ? s('guess_right', { model: s(MOVES[lever.moves]) }) : s('guess_wrong', { room: s(MOVES[guess]), model: s(MOVES[lever.moves]) }))}</p>`
      : `<p class="ask">${escaped(s('lever_ask'))}</p><div class="answers" role="group" aria-label="${escaped(s('lever_ask'))}">${ANSWERS.map((answer, k) => `<button type="button" data-answer="${answer}" aria-pressed="${guess === answer}"><b>${k + 1}</b> ${SIGNS[answer]} ${escaped(s(MOVES[answer]))}</button>`).join('')}</div>`}</div>`;
    for (const button of room.querySelectorAll('[data-answer]')) button.addEventListener('click', () => this.guess(button.dataset.answer));
    note(s(step ? 'same_axis' : guess ? 'lever_close' : 'lever_help'));
    return this.draw(room.firstChild, lever, step, fresh);
  },
  /// One axis for all five, so that what looks higher is higher; how it was stays as a ghost.
  draw(box, lever, step, fresh) {
    const { preset, arms: { together } } = stage.staged, before = together.net.slice(0, LUCKS_OF_LEVER);
    const band = lines => [0.1, 0.5, 0.9].map(level => Float64Array.from({ length: preset.months }, (_, month) => quantile(sortedOf(lines.map(line => line[month])), level)));
    const axis = stage.axis ??= [before, ...stage.levers.map(({ lucks }) => lucks.net)].map(band).reduce((sum, [low, , high]) => ({ low: Math.min(sum.low, ...low), high: Math.max(sum.high, ...high) }), { low: 0, high: 0 });
    const narrow = box.clientWidth < 24 * em(), was = band(before), now = step ? band(lever.lucks.net) : null;
    const labels = [{ at: last(was[1]), ink: INKS.never, lines: step ? [s('as_it_was'), euros(last(was[1]))] : [s('as_it_was')] }];
    if (now) labels.push({ at: last(now[1]), ink: INKS.go, lines: [s('as_it_is'), euros(last(now[1]))] });
    if (narrow) box.nextSibling.innerHTML = keyOf(labels);
    const plot = plotOf(box, preset, { ...axis, right: narrow ? 0.4 * em() : 8.4 * em() });
    const area = ([low, , high], ink, more) => `<path ${more} d="${areaOf(low, high, plot.x, plot.y)}" fill="${ink}"/>`;
    const svg = picture(box, [`${s('as_it_was')} ${euros(last(was[1]))}`, ...(now ? [`${s('as_it_is')} ${euros(last(now[1]))}`] : [])].join('; '), `<defs>${clip('grow-now', plot, 0)}</defs>${plot.frame}${area(was, INKS.never, 'opacity=".2"')}<path d="${pathOf(was[1], plot.x, plot.y)}" fill="none" stroke="${INKS.never}" stroke-width="4" stroke-dasharray="2 8" stroke-linecap="round"/>` +
      (now ? `<g clip-path="url(#grow-now)">${area(now, INKS.go, 'opacity=".28"')}<path d="${pathOf(now[1], plot.x, plot.y)}" fill="none" stroke="${INKS.go}" stroke-width="5"/></g>` : '') + (narrow ? '' : sideLabels(plot, labels)));
    return now ? unrolled(svg, plot, ['grow-now'], 0, fresh ? 1.6 : 0) : undefined;
  },
  guess(answer) {
    stage.guesses[n] = answer;
    for (const button of byId('st-room').querySelectorAll('[data-answer]')) button.setAttribute('aria-pressed', String(button.dataset.answer === answer));
    note(s('lever_close'));
  },
  digit(d, step) {
    if (!step && ANSWERS[d - 1]) this.guess(ANSWERS[d - 1]);
  },
  next(step) {
    if (step || stage.guesses[n]) return false;
    hint(s('lever_first'));
    return true;
  },
});

/// The last screen: all five, and the rule behind the one that is pointed at.
const ruleAct = {
  act: 5, steps: 1, needs: () => stage.tried,
  show(room) {
    head(s('rule_title'), s('rule_sub'));
    note(s('rule_help'));
    room.className = 'rule-room';
    room.innerHTML = `<ol class="rules">${stage.levers.map(({ row, moves }, n) => {
      const guess = stage.guesses[n];
      return `<li><button type="button" data-rule="${n}" aria-pressed="${stage.rule === n}"><b>${escaped(leverName(row, stage.staged.preset))}</b>` +
        `<span class="of-room">${escaped(s('you'))} <i aria-hidden="true">${SIGNS[guess] ?? '–'}</i><span class="hidden">${guess ? escaped(s(MOVES[guess])) : ''}</span></span>` +
        `<span class="of-model ${guess === moves ? '' : 'wrong'}">${escaped(s('model'))} <i aria-hidden="true">${SIGNS[moves]}</i><span class="hidden">${escaped(s(MOVES[moves]))}</span></span></button></li>`;
    }).join('')}</ol><div class="panel" role="status"></div>`;
    for (const button of room.querySelectorAll('[data-rule]')) button.addEventListener('click', () => this.point(Number(button.dataset.rule)));
    this.point(stage.rule ?? -1);
  },
  point(n) {
    const lever = stage.levers[n], panel = byId('st-room').querySelector('.panel');
    stage.rule = lever ? n : null;
    for (const button of byId('st-room').querySelectorAll('[data-rule]')) button.setAttribute('aria-pressed', String(Number(button.dataset.rule) === n));
    if (!lever) return panel.replaceChildren();
    const { agrees } = lever, holds = agrees ? `<p class="agrees">${escaped(s('sets_agree', { n: agrees.count, all: agrees.all }))}</p>` : stage.setsKnown ? `<button type="button" class="check" ${stage.setsOn ? 'disabled' : ''}>${escaped(s(stage.setsOn ? 'calculates' : 'sets_count'))}</button>` : '';
    panel.innerHTML = `<p class="ask">${escaped(capital(leverName(lever.row, stage.staged.preset)))}</p><p>${escaped(plainMeaning(lever.row))}</p><p class="found">${escaped(capital(s('model')))}: <b>${SIGNS[lever.moves]} ${escaped(s(MOVES[lever.moves]))}</b></p>${holds}<button type="button" class="try">${escaped(s('try_it'))}</button>`;
    panel.querySelector('.check')?.addEventListener('click', () => this.digit(0));
    if (!agrees && stage.setsOn) this.soon();
    panel.querySelector('.try').addEventListener('click', () => openWorkbench(`#s=${stage.staged.preset.id}&lang=${state.language}&view=predict&${lever.name}=${lever.to}&ask=1`));
  },
  /// Points anew once the sets are run, if that is still what is looked at.
  soon() {
    const { staged } = stage;
    stage.setsOn.then(() => { if (stage.staged === staged && SCREENS[stage.at] === ruleAct && stage.rule !== null) this.point(stage.rule); }).catch(trouble);
  },
  digit(d) {
    if (stage.levers[d - 1]) this.point(d - 1);
    if (d === 0 && stage.setsKnown && stage.rule !== null) {
      switchOnSets().catch(trouble);
      this.point(stage.rule);
    }
  },
};
