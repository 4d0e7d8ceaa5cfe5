// Fourth act: chair n is luck n. Chairs stand up by what their table did; then both branches bloom.

const chairsAct = which => ({
  act: 4, steps: 2, needs: () => Promise.all([stage.staged.stopped(), stage.staged.middle()]),
  skipped: () => Boolean(stage.staged.arms) && which >= stage.staged.divisions().length,
  show(room, step) {
    const { staged } = stage, { preset, chairs } = staged, division = staged.divisions()[which];
    const asked = s('stand_if', { what: s(division.key, { month: division.month === undefined ? '' : monthIn(preset, division.month) }) });
    const many = s('numerals_ten').split(', ')[chairs / 10 - 1] ?? number(chairs);
    const standing = n => step > 0 && division.holds(n + 1);
    head(which === 0 ? s('chairs_title', { n: capital(many), lucks: many }) : s('chairs_again'), asked);
    note(step ? s('chairs_stand', { n: number(division.count), all: number(chairs) }) : s('chairs_help'));
    byId('st-note').classList.toggle('told', step > 0);
    room.className = 'chairs-room';
    chairsPicture(room, step ? `${asked} ${s('chairs_stand', { n: division.count, all: chairs })}` : asked, chairs, standing, INKS.room);
  },
});

const DOING = { go: 'go_ing', stop: 'stop_ing' };
/// The threads of both branches of a case: first those of the room's chairs, then all lucks, and at
/// last those who never began.
const bloomAct = (act, key, of) => ({
  act, steps: key === 'first' ? 4 : 3, needs: () => of().stopped(),
  show(room, step, fresh) {
    const staged = of(), { arms: { together, alone }, stop } = staged, { go, all, wise } = staged.wisdom(), says = chosen(key);
    const saved = stop.net.filter((line, n) => last(line) > last(alone.net[n])).length;
    const said = [s('room_chose', { what: s(DOING[says]) }), s('wins', { what: capital(s(DOING[wise])), n: number(wise === 'go' ? go : all - go), all: number(all) }), s('stopped_beats_never', { n: number(saved), all: number(all) })];
    head([s('bloom_title'), s('bloom_other'), key === 'first' ? s('bloom_all') : s(wise === says ? 'turn_right' : 'turn_wrong'), s('bloom_never')][step], said[Math.max(0, step - 1)]);
    note(s(step < 2 ? 'bloom_help' : step === 3 ? 'what_stays' : key === 'first' ? 'bloom_all_help' : 'no_rule'));
    room.className = 'bloom-room';
    room.innerHTML = '<div class="bloom"></div><ul class="key"></ul>';
    const shown = step === 0 ? [says] : ['go', 'stop'], lucks = together.net.map((_, n) => n).filter(n => step >= 2 || n >= 1 && n <= staged.chairs);
    const lines = { go: lucks.map(n => together.net[n]), stop: lucks.map(n => stop.net[n]) };
    return this.draw(room.firstChild, staged, lines, shown, step, step === 1 ? shown.filter(side => side !== says) : shown, fresh && step < 3 ? 2.4 : 0);
  },
  /// One axis for all steps: every luck of both branches, and of the room's line what fits below.
  axis(staged, ours) {
    const every = [...staged.arms.together.net, ...staged.stop.net, medianLine(staged.arms.alone.net)], high = Math.max(0, ...every.map(line => Math.max(...line)));
    return { high, low: Math.min(0, ...every.map(line => Math.min(...line)), ours ? Math.max(-0.35 * high, Math.min(...ours)) : 0) };
  },
  draw(box, staged, lines, shown, step, grows, seconds) {
    const { preset, arms: { together, alone }, hardest: { month } } = staged, all = step >= 2, fine = em() / 28;
    const line = key === 'first' && stage.line ? this.roomLine(preset, medianLine(together.net)) : null, ours = all ? null : line;
    const never = step === this.steps - 1 ? medianLine(alone.net) : null, amount = x => s('middle', { x: euros(x) });
    const labels = shown.map(side => [median(lines[side].map(last)), side]).map(([at, side]) => ({ at, ink: INKS[side], lines: [s(DOING[side]), ...(all ? [amount(at)] : [])] }));
    if (never) labels.push({ at: last(never), ink: INKS.never, lines: [s('never_ing'), amount(last(never))] });
    if (ours) labels.push({ at: last(ours), ink: INKS.room, lines: [s('your_line')] });
    const narrow = box.clientWidth < 24 * em();
    if (narrow) box.nextSibling.innerHTML = keyOf(labels);  // first, because it takes room
    const plot = plotOf(box, preset, { ...this.axis(staged, line), right: narrow ? 0.4 * em() : 10.6 * em(), mark: month });
    const later = one => pathOf(one.subarray(month), n => plot.x(n + month), plot.y), whole = one => pathOf(one, plot.x, value => Math.max(2, Math.min(plot.y(plot.low), plot.y(value))));
    const dotted = (one, ink) => (one ? `<path d="${whole(one)}" fill="none" stroke="${ink}" stroke-width="${4 * fine}" stroke-dasharray="${fine} ${9 * fine}" stroke-linecap="round"/>` : '');
    const strands = (side, inner, more) => `<g clip-path="url(#grow-${side})" fill="none" stroke="${INKS[side]}" ${more}>${inner}</g>`;
    const family = side => strands(side, lines[side].map(one => `<path d="${later(one)}"/>`).join(''), `stroke-width="${fine * (all ? 1 : 2.2)}" opacity="${all ? 0.34 : 0.85}" ${side === 'stop' && !all ? 'stroke-dasharray="9 4"' : ''}`);
    const middle = side => (all ? `<path clip-path="url(#grow-${side})" d="${later(medianLine(lines[side]))}" fill="none" stroke="${INKS.ground}" stroke-width="${9 * fine}"/>` + strands(side, `<path d="${later(medianLine(lines[side]))}"/>`, `stroke-width="${6 * fine}" ${side === 'stop' ? 'stroke-dasharray="14 6"' : ''}`) : '');
    // Until the hardest month all threads are shared; from there on each branch has its own.
    const past = lines.go.map(one => `<path d="${pathOf(one.subarray(0, month + 1), plot.x, plot.y)}"/>`).join('');
    const svg = picture(box, `${byId('st-title').textContent} ${labels.map(label => label.lines.join(' ')).join('; ')}`,
      `<defs>${clip('grow-go', plot, month)}${clip('grow-stop', plot, month)}</defs>${plot.frame}<g fill="none" stroke="${INKS.ink}" stroke-width="${fine * (all ? 1 : 2.2)}" opacity="${all ? 0.25 : 0.6}">${past}</g>` +
      `${[...shown].reverse().map(family).join('')}${[...shown].reverse().map(middle).join('')}${dotted(never, INKS.never)}${dotted(ours, INKS.room)}${narrow ? '' : sideLabels(plot, labels)}`);
    for (const side of shown.filter(one => !grows.includes(one))) svg.querySelector(`#grow-${side} rect`).setAttribute('width', plot.width);
    return unrolled(svg, plot, grows.map(side => `grow-${side}`), month, seconds);
  },
  /// The room's line in the size of the model's: it had no unit.
  roomLine(preset, line) {
    const tallest = values => Math.max(...Array.from(values, Math.abs)), scale = tallest(line) / (tallest(stage.line) || 1);
    return Float64Array.from({ length: preset.months }, (_, month) => {
      const at = month / (preset.months - 1) * (SAMPLES - 1), n = Math.min(SAMPLES - 2, Math.floor(at));
      return scale * (stage.line[n] + (at - n) * (stage.line[n + 1] - stage.line[n]));
    });
  },
});
