// Pictures as SVG: the commitment walk, the time line, the fan chart and the sheet one can save.
// Colours are attributes, so that a picture keeps them outside the page.

const INK = { nothing: '#5a5a5a', alone: '#c77700', only_together: '#00a36b', together: '#0066b8' };
const INK_TEXT = { nothing: '#4a4a4a', alone: '#8a5000', only_together: '#008556', together: '#004e94' };
/// Lines of worlds differ without their colours too.
const DASH = { nothing: '2 5', alone: '11 5', only_together: '12 4 3 4', together: 'none' };
// Of kinds of partners: other colours than those of the worlds.
const KINDS = ['#94406f', '#c25400', '#40474e', '#4b5fa8', '#7a6a00', '#b3005e', '#1b6e6e'];
const FONT = 'font-family="system-ui, Segoe UI, Roboto, Noto Sans, sans-serif"';

const escaped = text => String(text).replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
const fixed = x => Math.round(x * 10) / 10;
/// Lines of at most `length` letters where the words allow it; what is more than two is cut.
function wrapped(text, length) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (!line || `${line} ${word}`.length <= length) lines[lines.length - 1] = line ? `${line} ${word}` : word;
    else lines.push(word);
  }
  return lines.length > 2 ? [lines[0], clipped(lines.slice(1).join(' '), length)] : lines;
}
/// Cut, but for the number at its end.
function clippedName(text, length) {
  const [, base, number] = /^(.*?)( \d+)?$/.exec(text);
  return clipped(base, length - (number ?? '').length) + (number ?? '');
}
const clipped = (text, length) => (text.length > length ? text.slice(0, length - 1).trimEnd() + '…' : text);

/// A path through values by month, in an SVG.
const pathOf = (values, x, y) => libraries.line().x((_, n) => x(n)).y(y).digits(1)(values) ?? '';
/// ... and the area between two of them.
const areaOf = (low, high, x, y) => libraries.area().x((_, n) => x(n)).y0((_, n) => y(low[n])).y1(y).digits(1)(high) ?? '';
/// From what is measured to pixels.
const scaleOf = (domain, range) => libraries.scaleLinear(domain, range);

/// The Januaries of a run whose year is written, with `room` pixels a year: { month, year }.
function yearsShown(preset, room) {
  const [year, first] = preset.start, wide = 38, every = [1, 2, 5, 10, 25].find(n => n * room >= wide) ?? 50;
  const all = [];
  for (let month = (13 - first) % 12, at = first === 1 ? year : year + 1; month < preset.months; month += 12 * every, at += every) all.push({ month, year: at });
  return all;
}

// ---- marks --------------------------------------------------------------------------------------

const GOOD = '#00714f', BAD = '#b34700', PLAIN = '#40474e';
const MARKS = {
  small_win: [GOOD, '<circle r="2.6"/>'],
  goal_reached: [GOOD, '<path d="M-3.5 7V-7h1.6v1.2L6-2.6-1.9.6V7z"/>'],
  beacon_gained: [GOOD, '<path d="M0-5.5 5.5 5h-11z"/>'],
  beacon_lost: [BAD, '<path d="M0 5.5 5-4.5H-5z" fill="#fff" stroke="#b34700" stroke-width="1.6"/>'],
  operating: [PLAIN, '<path d="M-4-6 6.5 0-4 6z"/>'],
  conflict_handled: [GOOD, '<path d="M0-6 5 0 0 6-5 0z" fill="#fff" stroke="#00714f" stroke-width="1.6"/>'],
  conflict_unhandled: [BAD, '<path d="M0-6.5 5.5 0 0 6.5-5.5 0z"/>'],
  delegate_replaced: [PLAIN, '<path d="M-4-4h8v8h-8z" fill="#fff" stroke="#40474e" stroke-width="1.5"/>'],
  cut: [BAD, '<path d="M-4-4 4 4M4-4-4 4" stroke="#b34700" stroke-width="2.2" fill="none"/>'],
  leaves: [BAD, '<path d="M-7 0-1-5v3.3H6v3.4H-1V5z"/>'],
  table_ends: [BAD, '<path d="M-5.5-5.5h11v11h-11z"/><path d="M-3-3 3 3M3-3-3 3" stroke="#fff" stroke-width="1.8"/>'],
  shock: [BAD, '<path d="M1.5-7-5 1h4l-1.5 6L5-1.5H.5z"/>'],
  // rarer ones, by whether they help
  joins: [GOOD, '<path d="M7 0 1-5v3.3h-7v3.4h7V5z"/>'],
  ...Object.fromEntries(['puller_steps_up', 'money_enters', 'funding_returns', 'agreement', 'team_forms', 'network_learns', 'obstacle_solved', 'puller_hands_over']
    .map(kind => [kind, [GOOD, '<path d="M-1.3-5h2.6v3.7H5v2.6H1.3V5h-2.6V1.3H-5v-2.6h3.7z"/>']])),
  ...Object.fromEntries(['puller_burns_out', 'threshold_missed', 'funding_lapses', 'conflict_smoothed', 'turns_to_self', 'obstacle_arises', 'organisation_ends']
    .map(kind => [kind, [BAD, '<path d="M-5-1.4H5v2.8H-5z"/>']])),
};
const OTHER_MARK = [PLAIN, '<circle r="3" fill="#fff" stroke="#40474e" stroke-width="1.5"/>'];
const markShape = kind => {
  const [colour, shape] = MARKS[kind] ?? OTHER_MARK;
  return `<g fill="${colour}">${shape}</g>`;
};
const markIcon = kind => `<svg class="icon" viewBox="-8 -8 16 16" aria-hidden="true">${markShape(kind)}</svg>`;

// ---- the commitment walk ------------------------------------------------------------------------

/// Partners of a table on a line per partner; `show(t)` moves them to month t, a fraction between two
/// months included. `teams` are the tables among which they regroup. Many partners are small and
/// stand by their kind, whose name they share.
class Walk {
  constructor(box, preset, table, teams, run, name, lines) {
    this.preset = preset;
    this.table = table;
    this.teams = teams.filter(other => other !== table);
    this.run = run;
    this.size = table.seats;
    this.crowded = this.size > 16;
    this.left = 150;
    this.right = 476;
    this.lines = lines;
    const seats = preset.seats.slice(table.seat, table.seat + table.seats);
    this.kinds = seats.map(organisation => preset.kinds[organisation]);
    this.stand();
    const here = event => teams.includes(preset.tables[event.table]);
    this.exits = seats.map(organisation => run.events.filter(e => e.kind === 'leaves' && e.organisation === organisation && here(e)));
    const end = run.events.find(e => e.kind === 'table_ends' && preset.tables[e.table] === table);
    this.ended = end ? { month: end.month, text: lines.ended(end) } : null;
    const allKinds = [...new Set(preset.kinds)];
    const ground = [];
    for (const [share, label] of [[0, lines.low], [0.5, lines.middle], [1, lines.high]]) {
      const x = this.x(share), anchor = share === 0 ? 'start' : share === 1 ? 'end' : 'middle';
      ground.push(`<line x1="${x}" x2="${x}" y1="16" y2="${this.height - 30}" stroke="#c9ced4" stroke-dasharray="${share === 0.5 ? '3 4' : 'none'}"/>`,
        `<text x="${x}" y="11" text-anchor="${anchor}" font-size="12.5" fill="#4d545c">${escaped(label)}</text>`);
    }
    const label = (y, text) => `<text class="who" x="0" y="${fixed(y)}" font-size="13.5" fill="#1a1d21">${escaped(text)}</text>`;
    const track = y => `<line x1="${this.left}" x2="${this.right}" y1="${fixed(y)}" y2="${fixed(y)}" stroke="#e3e7eb" stroke-width="2"/>`;
    if (this.crowded)
      for (const { kind, top, bottom } of this.groups) {
        const words = wrapped(lines.kind(kind), 19);
        ground.push(track(bottom), ...words.map((line, n) => label(top + 11 + 14 * n, line)),
          `<text class="here" x="0" y="${fixed(top + 10 + 14 * words.length)}" font-size="11.5" fill="#4d545c"></text>`);
      }
    else
      seats.forEach((organisation, i) => ground.push(track(this.y(i) + 9), label(this.y(i) + 5, clippedName(name(organisation), 19)),
        `<text class="gone" data-seat="${i}" x="${this.left + 16}" y="${fixed(this.y(i) + 5)}" font-size="11.5" fill="#b34700"></text>`));
    ground.push(`<text x="${this.right}" y="${this.height - 18}" text-anchor="end" font-size="11" fill="#4d545c">${escaped(lines.axis)}</text>`,
      `<text x="${this.right}" y="${this.height - 4}" text-anchor="end" font-size="11" fill="#4d545c">${escaped(this.crowded ? lines.fewLinks : lines.links)}</text>`);
    const links = [];
    for (let i = 0; i < this.size; ++i)
      for (let j = i + 1; j < this.size; ++j) links.push(`<path data-pair="${i} ${j}" fill="none" stroke="#35546b" stroke-linecap="round"/>`);
    const partners = this.kinds.map((kind, i) => {
      const colour = KINDS[allKinds.indexOf(kind) % KINDS.length];
      return `<g class="partner" data-seat="${i}" tabindex="${this.crowded && i > 0 ? -1 : 0}" role="img"><circle class="halo" r="15" fill="#ffffff00" stroke="none"/>` +
        `<line class="trail" y1="9" y2="9" stroke="${colour}" stroke-width="2.5" opacity=".45"/>` +
        `<text class="pulls" x="15" y="5" font-size="${fixed(11.5 / this.scale)}" font-weight="600" fill="#b3005e"></text>` +
        `<circle cy="-6.5" r="4.8" fill="${colour}" stroke="#fff"/><path d="M-6 9c0-13 12-13 12 0z" fill="${colour}" stroke="#fff"/></g>`;
    });
    this.label = this.crowded ? `${lines.title}. ${lines.arrows}` : `${lines.title}.`;
    box.innerHTML = `<svg viewBox="0 0 480 ${this.height}" ${FONT} role="group" aria-label="${escaped(this.label)}">` +
      `${ground.join('')}<g class="links" aria-hidden="true">${links.join('')}</g>${partners.join('')}` +
      `<text class="end" text-anchor="middle" font-size="15" font-weight="600" fill="#b34700" stroke="#fff" stroke-width="4" paint-order="stroke"></text></svg>`;
    this.svg = box.firstChild;
    this.partners = [...this.svg.querySelectorAll('.partner')];
    this.trails = [...this.svg.querySelectorAll('.trail')];
    this.paths = [...this.svg.querySelectorAll('.links path')];
    this.pulling = [...this.svg.querySelectorAll('.pulls')];
    this.gone = [...this.svg.querySelectorAll('.gone')];
    this.here = [...this.svg.querySelectorAll('.here')];
    this.end = this.svg.querySelector('.end');
    this.held = -1;
  }
  /// Gives every partner its line.
  stand() {
    const least = innerWidth < 1000 ? 9 : 5.2;  // a narrow page has room below
    const start = 22, line = this.crowded ? Math.max(least, 224 / this.size) : Math.max(17, Math.min(36, 224 / this.size));
    this.scale = this.crowded ? Math.max(0.5, Math.min(0.8, line / 12)) : 1;
    this.lineOf = [];
    this.groups = [];
    let y = start;
    for (const kind of this.crowded ? new Set(this.kinds) : [null]) {
      const top = y, members = this.kinds.map((_, i) => i).filter(i => kind === null || this.kinds[i] === kind);
      members.forEach((i, n) => { this.lineOf[i] = top + line * (n + 0.5); });
      y = top + (this.crowded ? Math.max(40, line * members.length) + 8 : line * members.length);
      this.groups.push({ kind, count: members.length, members, top, bottom: y - 4 });
    }
    this.order = this.groups.flatMap(group => group.members);
    this.height = Math.round(y) + 36;
  }
  x(commitment) { return this.left + 16 + (this.right - this.left - 24) * commitment; }
  y(seat) { return this.lineOf[seat]; }
  /// The partner `step` lines further, round and round.
  next(seat, step) { return this.order[(this.order.indexOf(seat) + step + this.size) % this.size]; }
  /// When and why a partner who is not there left; none for who has not come yet.
  exit(seat, month) { return this.exits[seat].filter(e => e.month <= month).pop(); }
  /// Why a partner is not at the table, or nothing.
  absence(seat, month) {
    if (this.sits(seat, month) || this.ended && month >= this.ended.month) return '';
    if (this.teams.some(other => this.run.of('seated', month, other.seat + seat) === 1)) return this.lines.elsewhere;
    const exit = this.exit(seat, month);
    return exit ? this.lines.left(exit) : this.lines.waits;
  }
  of(name, month, seat) { return this.run.of(name, month, this.table.seat + seat); }
  sits(seat, month) { return this.of('seated', month, seat) === 1; }
  commitment(seat, month) { return this.of('commitment', month, seat); }
  trust(i, j, month) {
    const seen = (a, b) => this.run.of('trust', month, this.table.pair + a * this.size + b);
    return (seen(i, j) + seen(j, i)) / 2;
  }
  /// Trust of each pair that is drawn: of all pairs at the table, or of many partners the strongest
  /// two of each.
  ties(month) {
    if (this.tied?.month === month) return this.tied.trust;
    const trust = [], best = Array.from({ length: this.size }, () => []);
    const sits = this.kinds.map((_, i) => this.sits(i, month));
    let n = 0;
    for (let i = 0; i < this.size; ++i)
      for (let j = i + 1; j < this.size; ++j, ++n) {
        trust.push(sits[i] && sits[j] ? this.trust(i, j, month) : null);
        if (trust[n] === null) continue;
        best[i].push(n);
        best[j].push(n);
      }
    if (this.crowded) {
      const strong = new Set(best.flatMap(own => own.sort((a, b) => trust[b] - trust[a]).slice(0, 2)));
      this.strong = trust.map((_, pair) => strong.has(pair));
    }
    this.tied = { month, trust };
    return trust;
  }

  show(t) {
    const month = Math.floor(t), next = Math.min(month + 1, this.preset.months - 1), part = t - month;
    const at = [];
    const ended = this.ended && month >= this.ended.month;
    for (let i = 0; i < this.size; ++i) {
      const away = this.absence(i, month), off = away !== '';
      const now = this.commitment(i, month);
      let x = this.x(now + part * (this.commitment(i, next) - now));
      if (off) {  // walks off within a quarter
        const gone = Math.min(1, (t - (this.exit(i, month)?.month ?? -3)) / 3);
        x += (this.left + 5 - x) * gone;
      }
      at.push(x);
      this.partners[i].setAttribute('transform', `translate(${fixed(x)} ${fixed(this.y(i))})${this.crowded ? ` scale(${this.scale})` : ''}`);
      this.partners[i].setAttribute('opacity', off || ended ? 0.4 : 1);
      const before = this.x(this.commitment(i, Math.max(0, month - 12)));
      this.trails[i].setAttribute('x1', fixed((before - x) / this.scale));
      this.trails[i].setAttribute('x2', 0);
      this.trails[i].setAttribute('visibility', off || ended ? 'hidden' : 'visible');
      if (this.gone[i] && this.gone[i].textContent !== away) this.gone[i].textContent = away;
      const pulls = !off && !ended && this.run.has('pulls') && this.of('pulls', month, i) === 1 ? this.lines.pulls : '';
      if (this.pulling[i].textContent !== pulls) this.pulling[i].textContent = pulls;
    }
    this.here.forEach((text, n) => {
      const { members, count } = this.groups[n], there = members.filter(i => this.sits(i, month)).length;
      const says = this.lines.here(there, count);
      if (text.textContent !== says) text.textContent = says;
    });
    if (Boolean(this.end.firstChild) !== Boolean(ended))
      this.end.innerHTML = ended ? wrapped(this.ended.text, 32).map((line, n) =>
        `<tspan x="${(this.left + this.right) / 2}" y="${this.height / 2 - 18 + 19 * n}">${escaped(line)}</tspan>`).join('') : '';
    const ties = this.ties(month);
    let n = 0;
    for (let i = 0; i < this.size; ++i)
      for (let j = i + 1; j < this.size; ++j, ++n) {
        const path = this.paths[n], trust = ties[n], bold = this.held === i || this.held === j;
        if (trust === null || this.crowded && !bold && !this.strong[n]) {
          if (path.getAttribute('visibility') !== 'hidden') path.setAttribute('visibility', 'hidden');
          continue;
        }
        const reach = Math.max(at[i], at[j]) + 10 + 0.22 * Math.abs(this.y(i) - this.y(j));
        path.setAttribute('visibility', 'visible');
        path.setAttribute('d', `M${fixed(at[i])} ${fixed(this.y(i))}Q${fixed(reach)} ${fixed((this.y(i) + this.y(j)) / 2)} ${fixed(at[j])} ${fixed(this.y(j))}`);
        path.setAttribute('stroke-width', fixed((0.4 + 3.4 * trust * trust) * this.scale));
        path.setAttribute('stroke', bold ? '#b3005e' : '#35546b');
        path.setAttribute('opacity', bold ? 0.9 : this.held >= 0 ? 0.06 : fixed(0.1 + 0.55 * trust * trust));
      }
  }
  hold(seat, t) {
    this.held = seat;
    this.show(t);
  }
}

// ---- the time line ------------------------------------------------------------------------------

/// Policy periods and board months of each world, and the marks of what happened, by month, for the
/// page to put in. `left` is where month 0 lies.
function timelinePicture(preset, runs, words, width, left) {
  const narrow = left < 60, lane = narrow ? 27 : 17;
  const right = width - 16, top = 16, height = top + lane * runs.length + 20;
  const lineAt = arm => top + lane * (arm + (narrow ? 0.72 : 0.5));
  const x = scaleOf([0, preset.months - 1], [left, right]);
  const parts = [];
  const edges = [0, ...preset.periods, preset.months - 1];
  for (let n = 0; n + 1 < edges.length; ++n) {
    const a = x(edges[n]), b = x(edges[n + 1]);
    parts.push(`<rect x="${fixed(a)}" width="${fixed(b - a)}" y="0" height="${height - 18}" fill="${n % 2 ? '#e4ecf3' : '#f5f7f9'}"/>`,
      `<text x="${fixed(a + 5)}" y="12" font-size="12" fill="#4d545c">${escaped(words.period(n, edges, b - a))}</text>`);
  }
  runs.forEach((run, arm) => {
    const y = lineAt(arm), name = preset.arms[arm];
    parts.push(`<line x1="${left}" x2="${right}" y1="${y}" y2="${y}" stroke="${INK[name]}" stroke-width="1.6"/>`,
      `<text x="${narrow ? 2 : left - 10}" y="${fixed(y + (narrow ? -9 : 4.5))}" font-size="${narrow ? 12 : 13}" text-anchor="${narrow ? 'start' : 'end'}" font-weight="600" fill="${INK_TEXT[name]}">${escaped(words.arm(name))}</text>`);
  });
  for (let month = 0; month < preset.months; month += preset.boards)
    parts.push(`<line x1="${fixed(x(month))}" x2="${fixed(x(month))}" y1="${height - 18}" y2="${height - 14}" stroke="#8b929a"/>`);
  for (let month = (13 - preset.start[1]) % 12; month < preset.months; month += 12)
    parts.push(`<line x1="${fixed(x(month))}" x2="${fixed(x(month))}" y1="${height - 18}" y2="${height - 11}" stroke="#40474e"/>`);
  for (const { month, year } of yearsShown(preset, 12 * (right - left) / preset.months))
    parts.push(`<text class="year" x="${fixed(x(month) + 3)}" y="${height - 2}" font-size="12" fill="#4d545c">${year}</text>`);
  const marks = [];
  runs.forEach((run, arm) => {
    const y = lineAt(arm);
    run.events.forEach((event, n) => {
      if (QUIET.includes(event.kind) || event.kind === 'delegate_replaced' || !words.concerns(event)) return;
      marks.push({ month: event.month, arm, event: n, svg: `<g class="mark" data-arm="${arm}" data-event="${n}" transform="translate(${fixed(x(event.month))} ${y})">` +
        `<title>${escaped(words.title(event))}</title><circle r="8" fill="#fff" fill-opacity="0"/>${markShape(event.kind)}</g>` });
    });
  });
  marks.sort((a, b) => a.month - b.month);
  parts.push('<g class="marks"></g>');
  parts.push(`<line class="now" y1="0" y2="${height - 12}" stroke="#b3005e" stroke-width="2"/>`);
  return { svg: `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ${FONT} role="img">${parts.join('')}</svg>`, x, marks };
}

// ---- the fan chart ------------------------------------------------------------------------------

const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95];

/// What a chart has to hold of some arms: zero, all bands, the luck watched and what was kept.
function reachOf(arms) {
  let low = 0, high = 0;
  for (const { bands, own, kept } of arms)
    for (const line of [bands[0], bands[4], own, kept || []]) for (const v of line) { low = Math.min(low, v); high = Math.max(high, v); }
  return { low, high: high === low ? low + 1 : high };
}

/// `arms`: { name, bands, own, kept } per arm, in the order they are drawn; own: the luck watched.
/// `reach` is what the axis spans, whatever the arms do.
function fanPicture(preset, arms, reach, words, width, height) {
  const narrow = width < 560, { low, high } = reach, legend = 2 * 19 + 18;
  const left = narrow ? 54 : 62, right = narrow ? width - 14 : width - 172, top = narrow ? legend : 24, bottom = height - 26;
  const x = scaleOf([0, preset.months - 1], [left, right]), y = scaleOf([low, high], [bottom, top]);
  const line = values => pathOf(values, x, y), area = (a, b) => areaOf(a, b, x, y);
  const parts = [`<rect class="ground" width="${width}" height="${height}" fill="#fff"/>`];
  preset.periods.forEach(month => parts.push(`<line x1="${fixed(x(month))}" x2="${fixed(x(month))}" y1="${top}" y2="${bottom}" stroke="#8b929a" stroke-dasharray="2 4"/>`));
  for (const tick of y.ticks(6))
    parts.push(`<line x1="${left}" x2="${right}" y1="${fixed(y(tick))}" y2="${fixed(y(tick))}" stroke="${tick === 0 ? '#8b929a' : '#e3e7eb'}"/>`,
      `<text x="${left - 6}" y="${fixed(y(tick) + 4)}" text-anchor="end" font-size="12.5" fill="#4d545c">${escaped(words.tick(tick, high))}</text>`);
  for (const { month, year } of yearsShown(preset, 12 * (right - left) / preset.months))
    parts.push(`<text class="year" x="${fixed(x(month))}" y="${height - 8}" text-anchor="middle" font-size="12.5" fill="#4d545c">${year}</text>`);
  for (const { name, bands } of arms)
    parts.push(`<path d="${area(bands[0], bands[4])}" fill="${INK[name]}" opacity=".16"/>`, `<path d="${area(bands[1], bands[3])}" fill="${INK[name]}" opacity=".3"/>`);
  for (const { name, bands, own, kept } of arms) {
    if (kept) {
      const beads = Array.from(kept, (v, month) => (month % 12 === 6 ? `<circle cx="${fixed(x(month))}" cy="${fixed(y(v))}" r="2.6"/>` : '')).join('');
      parts.push(`<g class="kept" fill="#fff" stroke="${INK_TEXT[name]}"><path d="${line(kept)}" fill="none" stroke-width="1.2"/>${beads}</g>`);
    }
    parts.push(`<path d="${line(own)}" fill="none" stroke="${INK_TEXT[name]}" stroke-width="1.1"/>`,
      `<path class="median" d="${line(bands[2])}" fill="none" stroke="${INK_TEXT[name]}" stroke-width="3" stroke-dasharray="${DASH[name]}"/>`);
  }
  parts.push(...(narrow ? namesAbove : namesBeside)(arms.map(({ name, bands }) => ({ name, at: y(bands[2].at(-1)), text: `${words.arm(name)} ${words.value(bands[2].at(-1), high)}` })), words.median, { left, right, bottom, width }));
  return `<svg viewBox="0 0 ${width} ${height}" ${FONT} role="img" aria-label="${escaped(words.title)}">${parts.join('')}</svg>`;
}
const sampleOf = (name, x, y, length) => `<path class="median" d="M${x} ${fixed(y)}h${length}" stroke="${INK_TEXT[name]}" stroke-width="3" stroke-dasharray="${DASH[name]}" fill="none"/>`;
/// Names and medians where the lines end, moved apart.
function namesBeside(labels, median, { right, bottom }) {
  labels.sort((a, b) => a.at - b.at);
  labels.forEach((label, n) => { label.at = Math.max(label.at, n ? labels[n - 1].at + 17 : 30); });
  for (let n = labels.length - 1, limit = bottom + 4; n >= 0; limit = labels[n].at - 17, --n) labels[n].at = Math.min(labels[n].at, limit);
  return [`<text x="${right + 7}" y="13" font-size="12" fill="#4d545c">${escaped(median)}</text>`, ...labels.map(({ name, at, text }) =>
    `<text x="${right + 7}" y="${fixed(at + 4)}" font-size="13" font-weight="600" fill="${INK_TEXT[name]}">${escaped(text)}</text>`)];
}
/// ... and in two columns above a narrow chart.
function namesAbove(labels, median, { width }) {
  return [`<text x="2" y="12" font-size="12" fill="#4d545c">${escaped(median)}</text>`, ...labels.map(({ name, text }, n) => {
    const x = 2 + (n % 2) * width / 2, y = 29 + 19 * Math.floor(n / 2);
    return `${sampleOf(name, x, y - 4, 15)}<text x="${x + 19}" y="${y}" font-size="12.5" font-weight="600" fill="${INK_TEXT[name]}">${escaped(text)}</text>`;
  })];
}

// ---- a sheet to save ----------------------------------------------------------------------------

/// Pictures under each other on a white sheet, with lines of text above: an SVG of its own.
function sheetPicture(lines, pictures) {
  const width = 1280, margin = 30;
  let at = margin + 6;
  const parts = lines.map(({ text, size = 15, weight = 400 }) => {
    at += size * 1.35;
    return `<text x="${margin}" y="${fixed(at)}" font-size="${size}" font-weight="${weight}" fill="#1a1d21">${escaped(text)}</text>`;
  });
  at += 16;
  for (const row of pictures) {
    const place = (width - 2 * margin - 24 * (row.length - 1)) / row.length;
    let tallest = 0;
    row.forEach((svg, n) => {
      const [, , w, h] = svg.getAttribute('viewBox').split(' ').map(Number);
      const share = Math.min(place, 1.6 * w), height = share * h / w;  // letters stay letters
      const copy = svg.cloneNode(true);
      for (const [name, value] of [['x', margin + n * (place + 24)], ['y', at], ['width', share], ['height', height]]) copy.setAttribute(name, fixed(value));
      parts.push(new XMLSerializer().serializeToString(copy));
      tallest = Math.max(tallest, height);
    });
    at += tallest + 18;
  }
  const height = Math.round(at + margin - 14);
  return { width, height, svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ${FONT}><rect width="${width}" height="${height}" fill="#fff"/>${parts.join('')}</svg>` };
}

/// The table of worlds as a picture: rows of { label, cells: [{ share, text, negative, done }] }.
function worldsPicture(heads, rows) {
  const width = 640, label = 236, cell = (width - label) / heads.length, parts = [];
  heads.forEach(({ name, text }, n) => parts.push(
    `<text x="${fixed(label + n * cell + 4)}" y="16" font-size="14" font-weight="700" fill="${INK_TEXT[name]}">${escaped(text)}</text>`,
    `<rect x="${fixed(label + n * cell + 2)}" y="22" width="${fixed(cell - 6)}" height="3" fill="${INK[name]}"/>`));
  rows.forEach((row, n) => {
    const y = 32 + n * 24;
    parts.push(`<text x="0" y="${y + 15}" font-size="12.5" font-weight="${row.cells.length ? 400 : 700}" fill="#1a1d21">${escaped(clipped(row.label, 34))}</text>`);
    row.cells.forEach(({ share, text, negative, done }, arm) => {
      const x = label + arm * cell + 2, room = cell - 6;
      parts.push(`<rect x="${fixed(x)}" y="${y + 2}" width="${fixed(room)}" height="17" rx="3" fill="#eef1f4"/>`,
        `<rect x="${fixed(x)}" y="${y + 2}" width="${fixed(room * share)}" height="17" rx="3" fill="${negative ? '#d55e00' : INK[heads[arm].name]}" opacity="${done ? 0.75 : 0.45}"/>`,
        `<text x="${fixed(x + 4)}" y="${y + 15}" font-size="12" fill="#1a1d21">${escaped((done ? '✓ ' : '') + text)}</text>`);
    });
  });
  const holder = document.createElement('div');
  holder.innerHTML = `<svg viewBox="0 0 ${width} ${40 + rows.length * 24}" ${FONT}>${parts.join('')}</svg>`;
  return holder.firstChild;
}
