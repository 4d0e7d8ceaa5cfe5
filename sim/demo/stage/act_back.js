// The end is given: the tables that ended best, and how they stood in the hardest month. One counts
// back, and most people count wrong.

const BEST = 0.1, STOOD = { deeper: 'stood_deeper', same: 'stood_same', higher: 'stood_higher' };

/// The lucks that end best, and how many of them stood lower in the hardest month than half of all did.
function lookingBack(staged) {
  const { arms: { together: { net } }, hardest: { month } } = staged, count = Math.round(BEST * net.length), middle = median(net.map(line => line[month]));
  const best = net.map((_, n) => n).sort((a, b) => last(net[b]) - last(net[a])).slice(0, count), deeper = best.filter(n => net[n][month] < middle).length;
  return { best: new Set(best), count, deeper, middle, stood: deeper >= 0.65 * count ? 'deeper' : deeper <= 0.35 * count ? 'higher' : 'same' };
}

const backAct = {
  act: 4, steps: 2, needs: () => stage.staged.stopped(),
  show(room, step, fresh) {
    const { staged } = stage, { preset, hardest: { month } } = staged, back = lookingBack(staged), guess = stage.back;
    const many = s('numerals_ten').split(', ')[back.count / 10 - 1] ?? number(back.count);
    const told = guess && s(guess === back.stood ? 'guess_right' : 'guess_wrong', { room: s(STOOD[guess]), model: s(STOOD[back.stood]) });
    head(s('back_title', { year: yearIn(preset, preset.months - 1) }), step ? told : s('back_ask', { n: many, month: monthIn(preset, month) }));
    note(step ? s('back_told', { n: number(back.deeper), all: number(back.count) }) : guess ? s('lever_close') : s('lever_first'));
    byId('st-note').classList.toggle('told', step > 0);
    room.className = 'back-room';
    room.innerHTML = `<div class="times"><div class="bloom past"></div><div class="bloom future"></div></div>${step ? '' : `<div class="answers" role="group" aria-label="${escaped(byId('st-sub').textContent)}">${Object.keys(STOOD).map((answer, k) =>
      `<button type="button" data-answer="${answer}" aria-pressed="${guess === answer}"><b>${k + 1}</b> ${escaped(s(STOOD[answer]))}</button>`).join('')}</div>`}`;
    for (const button of room.querySelectorAll('[data-answer]')) button.addEventListener('click', () => this.guess(button.dataset.answer));
    this.draw(room.querySelector('.future'), staged, back, month, preset.months - 1);
    const past = room.querySelector('.past');
    if (step) return this.draw(past, staged, back, 0, month, fresh ? 2 : 0);
    picture(past, s('back_hidden'), `<rect x="2" y="2" width="${past.clientWidth - 4}" height="${past.clientHeight - 4}" rx="12" fill="#182a38" stroke="${INKS.faint}" stroke-dasharray="6 8" stroke-width="3"/>${letters(past.clientWidth / 2, past.clientHeight / 2 + 2 * em(), '?', { size: 6 * em(), weight: 700, anchor: 'middle', ink: INKS.room })}`);
  },
  /// The threads between two months, those that end best above the others; what was first comes last.
  draw(box, { preset, arms: { together: { net } } }, { best, middle }, from, to, seconds = null) {
    const part = net.map(line => line.subarray(from, to + 1)), low = Math.min(0, ...part.map(line => Math.min(...line))), high = Math.max(0, ...part.map(line => Math.max(...line)));
    const width = box.clientWidth, height = box.clientHeight, size = small(), x = n => 3 + (width - 6) * n / (to - from), y = value => 0.6 * size + (height - 3.4 * size) * (high - value) / (high - low || 1);
    const family = (holds, more) => `<g fill="none" ${more}>${part.map((line, n) => (holds(n) ? `<path d="${pathOf(line, x, y)}"/>` : '')).join('')}</g>`, fine = em() / 28;
    const svg = picture(box, `${byId('st-sub').textContent} ${byId('st-note').textContent}`, `<defs><clipPath id="back-${from}"><rect x="0" y="0" width="${width}" height="${height}"/></clipPath></defs>` +
      `<line x1="0" x2="${width}" y1="${places(y(0))}" y2="${places(y(0))}" stroke="${INKS.soft}" stroke-width="1.5"/><g clip-path="url(#back-${from})">${family(n => !best.has(n), `stroke="${INKS.never}" stroke-width="${fine}" opacity=".3"`)}${family(n => best.has(n), `stroke="${INKS.room}" stroke-width="${2.6 * fine}"`)}</g>` +
      (seconds === null ? '' : `<line x1="${places(width * 0.86)}" x2="${width}" y1="${places(y(middle))}" y2="${places(y(middle))}" stroke="${INKS.ink}" stroke-width="4"/>`) +
      letters(0, height - 0.5 * size, from === 0 ? yearIn(preset, 0) : '') + letters(width, height - 0.5 * size, from === 0 ? monthIn(preset, to) : yearIn(preset, to), { anchor: 'end', ink: INKS.ink, weight: 700 }));
    if (seconds === null) return undefined;
    const veil = svg.querySelector('clipPath rect');
    return unroll(seconds, share => {
      veil.setAttribute('x', places(width * (1 - share)));
      veil.setAttribute('width', places(width * share));
    });
  },
  guess(answer) {
    stage.back = answer;
    for (const button of byId('st-room').querySelectorAll('[data-answer]')) button.setAttribute('aria-pressed', String(button.dataset.answer === answer));
    note(s('lever_close'));
  },
  digit(d, step) {
    const answer = Object.keys(STOOD)[d - 1];
    if (!step && answer) this.guess(answer);
  },
  next(step) {
    if (step || stage.back) return false;
    hint(s('lever_first'));
    return true;
  },
};
