// Fourth act: chair n is luck n. Chairs stand up by what their table did; then both branches bloom.

const chairsAct = which => ({
  act: 4, steps: 2, needs: () => Promise.all([stage.staged.stopped(), stage.staged.middle()]),
  show(room, step) {
    const { staged } = stage, { preset, chairs } = staged, division = staged.divisions()[which];
    const asked = s('stand_if', { what: s(division.key, { month: division.month === undefined ? '' : monthIn(preset, division.month) }) });
    const standing = n => step > 0 && division.holds(n + 1);
    head(which === 0 ? s('chairs_title', { n: capital(s('numerals_ten').split(', ')[chairs / 10 - 1] ?? number(chairs)) }) : s('chairs_again'), asked);
    note(step ? s('chairs_stand', { n: number(division.count), all: number(chairs) }) : s('chairs_help'));
    byId('st-note').classList.toggle('told', step > 0);
    room.className = 'chairs-room';
    chairsPicture(room, step ? `${asked} ${s('chairs_stand', { n: division.count, all: chairs })}` : asked, chairs, standing, INKS.room);
  },
});

const DOING = { go: 'go_ing', stop: 'stop_ing' };
/// The threads of both branches of a case: first those of the room's chairs, then all lucks.
const bloomAct = (act, key, of) => ({
  act, steps: 3, needs: () => of().stopped(),
  show(room, step, fresh) {
    const staged = of(), { preset, arms: { together, alone }, stop, hardest: { month } } = staged, room_says = chosen(key);
    const count = step === 2 ? together.net.length : staged.chairs, lucks = Array.from({ length: count }, (_, n) => (step === 2 ? n : n + 1));
    const lines = { go: lucks.map(n => together.net[n]), stop: lucks.map(n => stop.net[n]) };
    const every = [...together.net, ...stop.net], high = Math.max(0, ...every.map(line => Math.max(...line)));
    const ours = key === 'first' && stage.line ? this.roomLine(preset, medianLine(together.net)) : null;
    const low = Math.min(0, ...every.map(line => Math.min(...line)), ours ? Math.max(-0.35 * high, Math.min(...ours)) : 0);
    const shown = step === 0 ? [room_says] : ['go', 'stop'];
    const ends = { go: median(together.net.map(last)), stop: median(stop.net.map(last)), never: median(alone.net.map(last)) };
    const { go, all, wise } = staged.wisdom();
    head(this.title(step, room_says, wise), step === 2 ? this.answer(staged, wise, wise === 'go' ? go : all - go, all) : s('room_chose', { what: s(DOING[room_says]) }));
    const saved = stop.net.filter((line, n) => last(line) > last(alone.net[n])).length;
    note(step < 2 ? s('bloom_help') : key === 'first' ? s('stopped_beats_never', { n: number(saved), all: number(all) }) : s('no_rule'));
    room.className = 'bloom-room';
    room.innerHTML = '<div class="bloom"></div><ul class="key"></ul>';
    const box = room.firstChild, narrow = box.clientWidth < 24 * em(), right = narrow ? 0.4 * em() : 10.6 * em();
    const name = side => s(DOING[side]), labels = shown.map(side => ({ at: step === 2 ? ends[side] : median(lines[side].map(last)), ink: INKS[side], lines: step === 2 ? [name(side), s('middle', { x: euros(ends[side]) })] : [name(side)] }));
    if (step === 2) labels.push({ at: ends.never, ink: INKS.never, lines: [s('never_ing'), s('middle', { x: euros(ends.never) })] });
    const own = step < 2 ? ours : null;
    if (own) labels.push({ at: last(own), ink: INKS.room, lines: [s('your_line')] });
    if (narrow) room.lastChild.innerHTML = keyOf(labels);
    const plot = plotOf(box, preset, { low, high, right, mark: month });
    const path = (line, from) => pathOf(line.subarray(from), n => plot.x(n + from), plot.y);
    const fine = em() / 28, strand = { go: fine * (count > 40 ? 1 : 2.2), stop: fine * (count > 40 ? 0.9 : 1.8) };
    // Until the hardest month all threads are shared; from there on each branch has its own.
    const past = lines.go.map(line => `<path d="${pathOf(line.subarray(0, month + 1), plot.x, plot.y)}" stroke="${INKS.ink}"/>`).join('');
    const family = side => `<g clip-path="url(#grow-${side})" fill="none" stroke="${INKS[side]}" stroke-width="${strand[side]}" opacity="${count > 40 ? 0.34 : 0.85}" ${side === 'stop' && count <= 40 ? 'stroke-dasharray="9 4"' : ''}>${lines[side].map(line => `<path d="${path(line, month)}"/>`).join('')}</g>`;
    const middle = side => (step === 2 ? `<path clip-path="url(#grow-${side})" d="${path(medianLine(lines[side]), month)}" fill="none" stroke="${INKS.ground}" stroke-width="${9 * fine}"/><path clip-path="url(#grow-${side})" d="${path(medianLine(lines[side]), month)}" fill="none" stroke="${INKS[side]}" stroke-width="${6 * fine}" ${side === 'stop' ? 'stroke-dasharray="14 6"' : ''}/>` : '');
    const never = step === 2 ? `<path d="${pathOf(medianLine(alone.net), plot.x, plot.y)}" fill="none" stroke="${INKS.never}" stroke-width="4" stroke-dasharray="2 7" stroke-linecap="round"/>` : '';
    const ghost = own ? `<path d="${pathOf(own, plot.x, value => Math.max(2, Math.min(plot.y(low), plot.y(value))))}" fill="none" stroke="${INKS.room}" stroke-width="4" stroke-dasharray="3 9" stroke-linecap="round"/>` : '';
    const svg = picture(box, `${byId('st-title').textContent} ${labels.map(label => label.lines.join(' ')).join('; ')}`,
      `<defs>${clip('grow-go', plot, month)}${clip('grow-stop', plot, month)}</defs>${plot.frame}<g fill="none" stroke-width="${strand.go}" opacity="${count > 40 ? 0.25 : 0.6}">${past}</g>` +
      `${[...shown].reverse().map(family).join('')}${shown.map(middle).join('')}${never}${ghost}${narrow ? '' : sideLabels(plot, labels)}`);
    const grows = step === 1 ? shown.filter(side => side !== room_says) : shown, rest = shown.filter(side => !grows.includes(side));
    for (const side of rest) svg.querySelector(`#grow-${side} rect`).setAttribute('width', plot.width);
    return unrolled(svg, plot, grows.map(side => `grow-${side}`), month, fresh ? 2.4 : 0);
  },
  title(step, room_says, wise) {
    if (step < 2) return step ? s('bloom_other') : s('bloom_title');
    return key === 'first' ? s('bloom_all') : s(wise === room_says ? 'turn_right' : 'turn_wrong');
  },
  answer(staged, wise, n, all) {
    return s('wins', { what: capital(s(DOING[wise])), n: number(n), all: number(all) });
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
