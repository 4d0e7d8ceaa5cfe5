// What the acts draw with: a table seen from above, threads of money over the years, chairs.
// Pictures are drawn in the pixels of the screen, so that their letters are as large as all others.

const INKS = { ink: '#f7f1e6', soft: '#bcc8d1', faint: '#4b5d6b', ground: '#0f1c27', stop: '#ff7e5f', go: '#3fc49d', never: '#dde3e9', room: '#ffd166', wood: '#e8b256' };
/// Of kinds of partners: colours that also differ in lightness.
const COATS = ['#f0914b', '#e39ac4', '#8ea6ff', '#dfe5ea', '#7fd6e0', '#d8c65a', '#c58af0', '#9ed27f'];

/// The size of a letter of the stage in pixels; everything is measured in it.
const em = () => parseFloat(getComputedStyle(byId('stage')).fontSize);
const small = () => Math.max(0.86 * em(), 15);
const places = x => (Number.isFinite(x) ? Math.round(x * 10) / 10 : 0);

/// A picture that fills its box, with what it shows in words for who cannot see it.
function picture(box, label, inner, role = 'img') {
  box.innerHTML = `<svg width="${box.clientWidth}" height="${box.clientHeight}" role="${role}" aria-label="${escaped(label)}" ${FONT}>${inner}</svg>`;
  return box.firstChild;
}
/// Letters in a picture.
function letters(x, y, text, { ink = INKS.soft, size = small(), weight = 400, anchor = 'start', more = '' } = {}) {
  return `<text x="${places(x)}" y="${places(y)}" font-size="${places(size)}" font-weight="${weight}" text-anchor="${anchor}" fill="${ink}" ${more}>${escaped(text)}</text>`;
}

/// Calls `draw(share)` with a share that grows from 0 to 1; at once where no motion is wanted.
function unroll(seconds, draw, done = () => {}) {
  let began = null, over = false;
  const frame = now => {
    if (over) return;
    began ??= now;
    const share = calm.matches || seconds <= 0 ? 1 : Math.min(1, (now - began) / 1000 / seconds);
    draw(share);
    if (share < 1) requestAnimationFrame(frame);
    else done();
  };
  requestAnimationFrame(frame);
  return () => { over = true; };
}

// ---- the table ----------------------------------------------------------------------------------

/// People at a table, from above. Who carries more stands nearer; threads are trust; stones are goals.
class TablePicture {
  constructor(box, told) {
    this.told = told;
    const { preset, table, run } = told;
    this.size = table.seats;
    const width = box.clientWidth, height = box.clientHeight;
    this.centre = [width / 2, height / 2];
    this.crowded = this.size > 16;
    this.token = this.crowded ? Math.max(5, 0.3 * em()) : Math.max(0.72 * em(), 0.036 * Math.min(width, height));
    this.reach = Math.min(width, height) / 2 - this.token - 3;
    this.wood = 0.36 * this.reach;
    this.near = this.wood + 1.25 * this.token;
    const [cx, cy] = this.centre;
    const kinds = [...new Set(preset.kinds)];
    const rs = Math.min(0.17 * this.wood, 1.5 * this.wood / Math.max(4, table.goals));
    this.stone = rs;
    this.stones = Array.from({ length: table.goals }, (_, k) => {
      const angle = 2 * Math.PI * k / table.goals - Math.PI / 2, away = table.goals === 1 ? 0 : 0.62 * this.wood;
      return [cx + away * Math.cos(angle), cy + away * Math.sin(angle)];
    });
    this.pairs = [];
    for (let i = 0; i < this.size; ++i) for (let j = i + 1; j < this.size; ++j) this.pairs.push([i, j]);
    const seat = i => preset.seats[table.seat + i];
    this.svg = picture(box, '',
      `<circle cx="${cx}" cy="${cy}" r="${places(this.wood * 1.16)}" fill="${INKS.wood}" opacity=".16"/><circle cx="${cx}" cy="${cy}" r="${places(this.wood)}" fill="${INKS.wood}"/>` +
      this.stones.map(([x, y]) => `<circle cx="${places(x)}" cy="${places(y)}" r="${places(rs)}" fill="#0f1c2755"/><circle class="stone" cx="${places(x)}" cy="${places(y)}" r="0" fill="${INKS.ground}"/>`).join('') +
      `<g class="threads" fill="none" stroke="${INKS.ink}" stroke-linecap="round">${this.pairs.map(() => '<path/>').join('')}</g>` +
      Array.from({ length: this.size }, (_, i) => {
        const coat = COATS[kinds.indexOf(preset.kinds[seat(i)]) % COATS.length], r = this.token;
        return `<g class="person"><ellipse rx="${places(1.28 * r)}" ry="${places(0.8 * r)}" fill="${coat}" opacity=".45"/><circle r="${places(r)}" fill="${coat}"/>` +
          (this.crowded ? '' : `<text y="${places(0.36 * small())}" font-size="${places(small())}" font-weight="700" text-anchor="middle" fill="${INKS.ground}">${escaped(told.initials[i])}</text>`) + '</g>';
      }).join(''));
    this.threads = [...this.svg.querySelectorAll('.threads path')];
    this.people = [...this.svg.querySelectorAll('.person')];
    this.filled = [...this.svg.querySelectorAll('.stone')];
    this.exits = Array.from({ length: this.size }, (_, i) => run.events.find(e => e.kind === 'leaves' && e.organisation === seat(i))?.month ?? Infinity);
  }
  /// Where a seat stands in month t, a fraction between two months included.
  place(i, t) {
    const angle = 2 * Math.PI * (i + 0.5) / this.size - Math.PI / 2;
    const away = this.near + (1 - this.told.at('commitment', t, this.told.table.seat + i)) * (this.reach - this.near);
    return [this.centre[0] + away * Math.cos(angle), this.centre[1] + away * Math.sin(angle), angle];
  }
  show(t) {
    const { told } = this, { table } = told, [cx, cy] = this.centre, month = Math.floor(t);
    const sits = i => told.at('seated', month, table.seat + i) > 0;
    const at = Array.from({ length: this.size }, (_, i) => this.place(i, t));
    if (month !== this.said) this.svg.setAttribute('aria-label', told.finding(month));
    this.said = month;
    this.people.forEach((person, i) => {
      const [x, y, angle] = at[i];
      person.setAttribute('transform', `translate(${places(x)} ${places(y)})`);
      person.firstChild.setAttribute('transform', `rotate(${places(angle * 180 / Math.PI + 90)})`);
      person.setAttribute('opacity', sits(i) ? 1 : 0.28);
    });
    this.threads.forEach((thread, n) => {
      const [i, j] = this.pairs[n], pair = (a, b) => told.at('trust', t, table.pair + a * table.seats + b);
      const trust = sits(i) && sits(j) ? (pair(i, j) + pair(j, i)) / 2 : 0, [a, b] = [at[i], at[j]];
      if (trust < (this.crowded ? 0.6 : 0.04)) return thread.removeAttribute('d');
      const pull = 0.72;  // threads run towards the table
      const mx = (a[0] + b[0]) / 2 * (1 - pull) + cx * pull, my = (a[1] + b[1]) / 2 * (1 - pull) + cy * pull;
      thread.setAttribute('d', `M${places(a[0])} ${places(a[1])}Q${places(mx)} ${places(my)} ${places(b[0])} ${places(b[1])}`);
      thread.setAttribute('stroke-width', places((this.crowded ? 0.6 : 1) * em() * (0.02 + 0.13 * trust)));
      thread.setAttribute('opacity', places(10 * Math.min(0.85, 0.08 + 0.85 * trust)) / 10);
    });
    this.filled.forEach((stone, k) => stone.setAttribute('r', places(this.stone * Math.sqrt(Math.min(1, told.at('progress', t, table.goal + k))))));
  }
}

// ---- money over the years -----------------------------------------------------------------------

/// Room for threads over the months of a case: `x(month)`, `y(k€)`, and the frame around them.
function plotOf(box, preset, { low, high, right = 0, mark = null, above = 0 }) {
  const width = box.clientWidth, height = box.clientHeight, size = small(), bottom = 2.2 * size, left = 0.4 * size;
  const top = 0.9 * size + above, x = scaleOf([0, preset.months - 1], [left, width - right]), y = scaleOf([low, high === low ? low + 1 : high], [height - bottom - 0.5 * size, top]);
  const from = yearIn(preset, 0), to = yearIn(preset, preset.months - 1), marked = mark === null ? null : monthIn(preset, mark);
  const wide = marked ? 0.68 * size * marked.length : 0, middle = marked ? Math.min(Math.max(x(mark), left + wide / 2), width - right - wide / 2) : 0;
  const clear = (start, end) => !marked || end < middle - wide / 2 - 8 || start > middle + wide / 2 + 8;
  const frame = `<line x1="${left}" x2="${places(width - right)}" y1="${places(y(0))}" y2="${places(y(0))}" stroke="${INKS.soft}" stroke-width="1.5"/>` +
    (clear(left, left + 2.6 * size) ? letters(left, height - 0.5 * size, from) : '') + (clear(width - right - 2.6 * size, width - right) ? letters(width - right, height - 0.5 * size, to, { anchor: 'end' }) : '') +
    (marked ? `<line x1="${places(x(mark))}" x2="${places(x(mark))}" y1="${places(top - above)}" y2="${places(height - bottom)}" stroke="${INKS.ink}" stroke-width="2" stroke-dasharray="3 7"/>` +
      letters(middle, height - 0.5 * size, marked, { ink: INKS.ink, weight: 700, anchor: 'middle' }) : '');
  return { width, height, left, right, x, y, frame, size, low, high };
}
/// Labels at the right of a picture, each near its height and none over another.
function sideLabels(plot, labels) {
  const line = 1.25 * plot.size, sorted = labels.map(label => ({ ...label, y: plot.y(label.at) })).sort((a, b) => a.y - b.y);
  const tall = label => line * label.lines.length;
  sorted.forEach((label, n) => { label.top = Math.max(label.y - tall(label) / 2, n ? sorted[n - 1].top + tall(sorted[n - 1]) + 0.35 * line : 0); });
  let floor = plot.height - 0.2 * line;
  for (const label of [...sorted].reverse()) {
    label.top = Math.max(0, Math.min(label.top, floor - tall(label)));
    floor = label.top - 0.35 * line;
  }
  return sorted.map(label => label.lines.map((text, n) => letters(plot.width - plot.right + 0.7 * plot.size, label.top + line * (n + 0.8), text, { ink: label.ink, weight: n ? 400 : 700, size: n ? plot.size : 1.08 * plot.size })).join('')).join('');
}
/// The same labels as a list, below a picture that is too narrow for them.
const keyOf = labels => labels.map(({ ink, lines: [first, second] }) => `<li style="color:${ink}"><b>${escaped(first)}</b>${second ? ` ${escaped(second)}` : ''}</li>`).join('');
/// What becomes visible from left to right, from a month on.
function unrolled(svg, plot, ids, from, seconds) {
  const first = plot.x(from), wide = plot.width - first;
  return unroll(seconds, share => { for (const id of ids) svg.querySelector(`#${id} rect`).setAttribute('width', places(wide * share)); });
}
const clip = (id, plot, from) => `<clipPath id="${id}"><rect x="${places(plot.x(from))}" y="0" width="0" height="${plot.height}"/></clipPath>`;

// ---- chairs -------------------------------------------------------------------------------------

/// Rows of chairs in a room, whose people sit or stand up.
function chairsPicture(box, label, count, stands, colour) {
  const width = box.clientWidth, height = box.clientHeight, columns = width > height ? 10 : 6, rows = Math.ceil(count / columns);
  const u = Math.min(width / columns / 2.4, height / rows / 3.05), dx = Math.min(width / columns, 3.6 * u), dy = Math.min(height / rows, 3.4 * u), x0 = (width - columns * dx) / 2, y0 = (height - rows * dy) / 2;
  const one = n => {
    const x = x0 + dx * (n % columns + 0.5), y = y0 + dy * (Math.floor(n / columns) + 1) - 0.12 * dy;
    const up = stands(n), ink = up ? colour : INKS.faint, lift = up ? 0.75 * u : 0;
    return `<g data-chair="${n + 1}" data-stands="${up ? 1 : 0}" transform="translate(${places(x)} ${places(y)})"><title>${n + 1}</title>` +
      `<path d="M${places(-0.62 * u)} 0V${places(-1.25 * u)}M${places(-0.62 * u)} ${places(-0.55 * u)}H${places(0.62 * u)}V0" fill="none" stroke="${INKS.faint}" stroke-width="${places(0.13 * u)}" stroke-linecap="round"/>` +
      `<g class="sitter" style="transform:translateY(${places(-lift)}px)" fill="${ink}"><circle cy="${places(-1.62 * u)}" r="${places(0.36 * u)}"/>` +
      `<path d="M${places(-0.44 * u)} ${places(-0.6 * u)}v${places(-0.22 * u)}c0 ${places(-0.56 * u)} ${places(0.88 * u)} ${places(-0.56 * u)} ${places(0.88 * u)} 0v${places(0.22 * u)}z"/>` +
      `${up ? `<rect x="${places(-0.34 * u)}" y="${places(-0.62 * u)}" width="${places(0.28 * u)}" height="${places(1.35 * u)}"/><rect x="${places(0.06 * u)}" y="${places(-0.62 * u)}" width="${places(0.28 * u)}" height="${places(1.35 * u)}"/>` : ''}</g></g>`;
  };
  return picture(box, label, Array.from({ length: count }, (_, n) => one(n)).join(''));
}
