// Second act: the room draws its line. Nothing of a result stands anywhere before it is closed.

const SAMPLES = 25, KNOTS = [4, 8, 12, 16, 20, 24];
/// Lines one can begin with, as shares of the height over the share of the time.
const SHAPES = {
  shape_up: x => 0.75 * x,
  shape_dip: x => 0.8 * x ** 2.2 - 1.8 * x * (1 - x) ** 1.5,
  shape_hump: x => 1.9 * x * (1 - x) ** 1.3 - 0.4 * x ** 3,
  shape_down: x => -0.5 * x,
};
const inFrame = value => Math.max(-0.62, Math.min(1, value));
const shapeLine = shape => Array.from({ length: SAMPLES }, (_, n) => inFrame(SHAPES[shape](n / (SAMPLES - 1))));

const lineAct = {
  act: 2, steps: 1, needs: () => Promise.resolve(),
  show(room) {
    const { preset } = stage.staged, from = yearIn(preset, 0), to = yearIn(preset, preset.months - 1);
    head(s('line_title'), s('line_question', { from, to }));
    note(stage.closed ? s('line_closed') : stage.line ? s('line_close') : s('line_help'));
    room.className = 'line-room';
    room.innerHTML = `<div class="line-box"></div><div class="shapes" role="group" aria-label="${escaped(s('shapes'))}">${Object.keys(SHAPES).map((shape, n) =>
      `<button type="button" data-shape="${shape}" ${stage.closed ? 'disabled' : ''}><svg viewBox="0 -22 60 37" aria-hidden="true"><path d="M0 0H60" stroke="currentColor" opacity=".4"/><path d="${pathOf(shapeLine(shape), k => 60 * k / (SAMPLES - 1), v => -20 * v)}" fill="none" stroke="${INKS.room}" stroke-width="4" stroke-linecap="round"/></svg><span><b>${n + 1}</b> ${escaped(s(shape))}</span></button>`).join('')}</div>`;
    for (const button of room.querySelectorAll('[data-shape]')) button.addEventListener('click', () => this.take(button.dataset.shape));
    this.paper(room.querySelector('.line-box'), from, to);
  },
  take(shape) {
    if (stage.closed) return;
    stage.line = shapeLine(shape);
    note(s('line_close'));
    this.draw();
  },
  /// The sheet: years, the line of nothing gained, the room's line and places to move it by keys.
  paper(box, from, to) {
    const width = box.clientWidth, height = box.clientHeight, size = small(), left = 0.6 * size, right = width - 0.6 * size, bottom = height - 2.2 * size;
    const zero = 0.62 * bottom, tall = zero - 0.4 * size;
    this.x = n => left + (right - left) * n / (SAMPLES - 1);
    this.y = value => zero - tall * value;
    const sign = (y, text) => letters(right, y, text, { anchor: 'end' });
    const svg = picture(box, s('line_label'), `<rect x="0" y="0" width="${width}" height="${places(bottom)}" rx="10" fill="#182a38"/>` +
      `<line x1="${left}" x2="${right}" y1="${places(zero)}" y2="${places(zero)}" stroke="${INKS.soft}" stroke-width="2"/>` +
      `<g class="signs">${sign(1.5 * size, s('line_above'))}${sign(bottom - 0.7 * size, s('line_below'))}</g>` +
      letters(left, height - 0.5 * size, from) + letters(right, height - 0.5 * size, to, { anchor: 'end' }) +
      `<path class="drawn" fill="none" stroke="${INKS.room}" stroke-width="${places(0.2 * size)}" stroke-linecap="round" stroke-linejoin="round"/>` +
      `<circle cx="${left}" cy="${places(zero)}" r="${places(0.26 * size)}" fill="${INKS.room}"/>` +
      (stage.closed ? '' : KNOTS.map(n => `<circle class="knot" data-knot="${n}" tabindex="0" role="slider" aria-valuemin="-6" aria-valuemax="10" cx="${places(this.x(n))}" r="${places(0.42 * size)}"/>`).join('')), 'group');
    this.svg = svg;
    this.draw();
    if (stage.closed) return;
    let before = null;
    const at = event => {
      const place = svg.getBoundingClientRect();
      return [Math.round((event.clientX - place.left - left) / (right - left) * (SAMPLES - 1)), inFrame((zero - (event.clientY - place.top)) / tall)];
    };
    const paint = event => {
      const [n, value] = at(event), [m, old] = before ?? [n, value];
      stage.line ??= Array(SAMPLES).fill(0);
      for (let k = Math.max(1, Math.min(n, m)); k <= Math.min(SAMPLES - 1, Math.max(n, m)); ++k) stage.line[k] = n === m ? value : old + (value - old) * (k - m) / (n - m);
      for (let k = Math.max(n, m) + 1; k < SAMPLES; ++k) if (k > this.reached) stage.line[k] = value;
      this.reached = Math.max(this.reached, n, m);
      before = [n, value];
      this.draw();
    };
    svg.addEventListener('pointerdown', event => {
      this.reached = stage.line ? SAMPLES : 0;
      before = null;
      svg.setPointerCapture(event.pointerId);
      paint(event);
      event.preventDefault();
    });
    svg.addEventListener('pointermove', event => { if (before) paint(event); });
    for (const end of ['pointerup', 'pointercancel'])
      svg.addEventListener(end, () => {
        if (before) note(s('line_close'));
        before = null;
      });
    for (const knot of svg.querySelectorAll('.knot')) knot.addEventListener('keydown', event => this.step(event, Number(knot.dataset.knot)));
  },
  /// Arrows move the line at a place, and lead from place to place.
  step(event, n) {
    const up = { ArrowUp: 1, ArrowDown: -1 }[event.key], along = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!up && !along) return;
    event.preventDefault();
    event.stopPropagation();
    if (along) return this.svg.querySelector(`[data-knot="${n + 4 * along}"]`)?.focus();
    stage.line ??= Array(SAMPLES).fill(0);
    const moved = inFrame(stage.line[n] + 0.1 * up) - stage.line[n];
    for (let k = Math.max(1, n - 3); k < Math.min(SAMPLES, n + 4); ++k) stage.line[k] = inFrame(stage.line[k] + moved * (1 - Math.abs(k - n) / 4));
    note(s('line_close'));
    this.draw();
  },
  draw() {
    const { preset } = stage.staged;
    if (stage.line) this.svg.querySelector('.drawn').setAttribute('d', pathOf(stage.line, this.x, this.y));
    for (const knot of this.svg.querySelectorAll('.knot')) {
      const n = Number(knot.dataset.knot), value = Math.round(10 * (stage.line?.[n] ?? 0));
      const year = yearIn(preset, Math.round((preset.months - 1) * n / (SAMPLES - 1)));
      knot.setAttribute('cy', places(this.y(stage.line?.[n] ?? 0)));
      knot.setAttribute('aria-valuenow', value);
      knot.setAttribute('aria-label', year);
      knot.setAttribute('aria-valuetext', `${year}: ${value > 0 ? s('line_above') : value < 0 ? s('line_below') : '0'} (${value})`);
    }
  },
  digit(d) {
    const shape = Object.keys(SHAPES)[d - 1];
    if (shape) this.take(shape);
  },
  next() {
    if (stage.closed) return false;
    if (!stage.line) {
      hint(s('line_first'));
      return true;
    }
    stage.closed = true;
    return false;
  },
};
