#!/usr/bin/env python3
"""The core model once more, from its description: an oracle for speed and distribution.

Written from sim/model/ODD.md alone, by someone who had not read the rules in C++. Parameters come from
Appendix A of that text, the world from the scenario. Replicates are the first axis of every array, then
organisations (which are also the seats of the one table), partners, goals, capabilities. Functions bear
the names of ODD's rules and say the section. Luck is NumPy's Philox: agreement is in distribution and not
bit by bit. All arms of a replicate share their luck, and a seed gives the same numbers again.

    replica.py [--replicates N] [--seed S] [--arms ARM …] [--scenario FILE] [--set section.key=value …]
    replica.py --against RUNS.csv     RUNS.csv by `samen export RESULTS.h5 -o RUNS.csv`: z per outcome
    replica.py --months 30 60 149     also the means of some monthly series at the end of these months

It needs Python 3.11 and NumPy (Debian: python3-numpy; /usr/bin/python3).

Covered: one set of goals, one table of all organisations, or none that lives; the arms nothing, alone,
together and only_together; and of section 7 what acts in hefboom8: 7.2, 7.6, 7.8 (not `carry`), 7.9 (a
neutral puller), 7.12, 7.17, 7.19 to 7.22, 7.24, 7.28, 7.32, 7.34, 7.34.1, 7.35 to 7.38.

Left out, and refused by name where a scenario asks for it: funder at the table (7.1), regime of funding
(7.3), temporary teams (7.4), friction and obstacles (7.5), white space of staff and persons (7.7), delegates
who carry (7.8), pullers other than hired ones (7.9), talk about money (7.10), deals (7.11), networks (7.13),
transparency and overlap (7.14), drift (7.15), disclosure (7.16), missions that are given and partial pullers
(7.17), harmony (7.18), bottleneck (7.23), rules of decision but the quorum, and graded start (7.24), formality
(7.25), self-interest (7.26), lead gifts, thresholds and matched own work (7.27), one person as board and
delegate, leavers alone and goals of complexity one third (7.28), payoff rule (7.29), law (7.30), backcasting
(7.31), shocks (7.32), scheduled cuts (7.6), accountability and imperfect measurement (7.33, 7.36), small teams
(7.34), critical friends (7.15, 7.34), contagion (7.38), entry (7.39), delegation (7.40), branches (7.41), ends
of organisations (7.42), several tables or sets of goals, what organisations and tables state beside income
and meetings. Not recorded: events, decisions, cheques, most series.

Agreement

hefboom8, 2,000 replicates here beside 6,000 of the engine: engine, replica, z. The largest |z| of 24 outcomes,
most of which move together, is 1.8. In the arm nothing burdens are equal to six digits and all else is 0. Monthly
series (trust, knowledge, ownership, élan, beacons, …) agreed too before plans took up own work (7.2), and so did 25 other
settings of parameters, with 125 to 875 replicates beside 2,000 or more: a |z| above 2.5 in some of them did not come back with
other seeds, or stood alone (effort_gini of only_together, -2.8, where tables of fewer than six end).

                                          alone                together           only_together
    mean_progress             0.1455 0.146  0.67     0.4525 0.4528  0.06       0.431 0.431 -0.00
    goals_reached                                      1.207 1.208  0.02       1.845 1.855  0.21
    members                                             6.356 6.38  0.67       6.467 6.471  0.11
    tables_standing                                  0.7502 0.7505  0.03     0.7758 0.7755 -0.03
    own_effort                   1534 1538  0.64         1959 1961  0.21       882.1 880.9 -0.10
    matched_money                                      554.6 554.2 -0.06         882 880.8 -0.10
    seed_money                                         274.1 273.4 -0.56       274.1 273.4 -0.60
    coordination                                         480 478.8 -0.27         524.3 523 -0.27
    reflection_time                                     4.65 4.617 -1.21       4.652 4.618 -1.24
    running_costs                                      384.5 382.9 -0.43         441.8 440 -0.41
    avoided_cost                 2781 2791  0.73         7466 7478  0.17         7023 7033  0.10
    net_value                    1381 1387  0.73         4649 4664  0.24         4877 4892  0.18
    self_financing                                   0.7085 0.7115  0.36       1.441 1.445  0.31
    self_financing_since                               125.5 125.4 -0.14        93.32 93.4  0.12
    effort_gini               0.3188 0.321  1.28     0.2779 0.2805  1.78      0.361 0.3638  1.10

What ODD left to guess, and what the engine's numbers say

- 7.2, S_i / D_i where a cut leaves less than was pledged: at most 1. The engine agrees.
- 7.38 (3), "mean x_j over those who are left": x of before anyone left, not worked out anew. Not told apart.
- 7.34, 7.28: shares that would be 0/0 (nothing open, nobody with effort): 0. The engine agrees.
- Appendix B, effort_gini: of all own effort, alone and together, of all organisations of the table, leavers
  too; Σ|x_i − x_j| / (2 n² mean). value_per_keuro: undiscounted. The engine agrees.
- 7.28: floors of 10⁻⁶⁰ and 10⁻³⁰⁰ cannot be in single precision (4.9: 10⁻³⁰). Makes no difference.
- D_j / D_i of 7.32 with D_i = 0: counts as 1. Makes no difference.
- 5 and 7 name parameters without their section: `motivation_mean` is of delegates while all around it is of
  initial; `puller`, `informal`, `mission` are of several. Found by Appendix A.
"""
import argparse
import csv
import re
import sys
import time
import tomllib
from pathlib import Path
from types import SimpleNamespace

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
ARMS = ("nothing", "alone", "together", "only_together")
BLOCK = 250  # replicates side by side
TINY = 1e-300
GOAL = dict(work=150, burden=40, growth=0.03, relief=0.8, revenue=2, complexity=0.7)  # where nothing is stated

# What a parameter must be for what is left out to be off.
OFF = {
    "levers": dict(
        mandated=0, mission="empty", rule="quorum", deal=0, direct=0, teams=0, critical_friend=0, team_months=0,
        network=0, friction=0, obstacles=0, bottleneck=0, measure=1, transparency=0, accountability=0,
        measure_use="seeing", formality="oral", delegates="one", disclosure=1, surfacing=1, backcasting=0,
        neutrality=1, puller_kind="neutral", lead_gift=0, threshold=0, funder_role="outside",
        money_free_months=0, term_months=0, governance_paid=0),
    "money_talk": dict(time_lost=0, elan_lost=0), "ending": dict(may_end="no"), "beacons": dict(graded=0),
    "decision": dict(rule="value", leavers_alone="no"), "giving": dict(solo_match=0), "spaces": dict(levels="plan"),
    "self_interest": dict(surge=0, drift=0), "drift": dict(noise=0), "bottleneck": dict(relapse=0),
    "production": dict(overlap=0), "leaving": dict(contagion=0), "budget": dict(public_space=0),
}


# ---- Section 6 and Appendix A: what a run is given ------------------------------------------------------

def number(text):
    try:
        return float(text)
    except ValueError:
        return text


def parameters(odd):
    """The defaults of Appendix A, as sections of a namespace."""
    table = odd.read_text().split("<!-- parameters: begin -->")[1].split("<!-- parameters: end -->")[0]
    sections = {}
    for section, name, default in re.findall(r"^\| ([a-z_]+)\.([a-z_]+) \| (\S+) \|", table, re.M):
        sections.setdefault(section, {})[name] = number(default)
    return sections


def months_since(start, month):
    (y0, m0), (y1, m1) = (map(int, text.split("-")) for text in (start, month))
    return 12 * (y1 - y0) + m1 - m0


def read_scenario(path):
    text = tomllib.loads(path.read_text())
    if "include" in text:  # what differs stands on top of what is included
        below = read_scenario(path.parent / text.pop("include"))
        for key, value in text.items():
            below[key] = below.get(key, {}) | value if isinstance(value, dict) else value
        text = below
    return text


def refuse(what):
    raise SystemExit(f"replica.py leaves out {what}")


def setting(scenario, changes):
    """Parameters p and world s of a scenario; refuses by name what is left out."""
    p = parameters(ROOT / "sim/model/ODD.md")
    for change in changes:
        where, value = change.split("=", 1)
        section, name = where.split(".")
        scenario.setdefault(section, {})[name] = number(value)
    known = {"calendar": {"start", "end", "boards", "periods"}, "goals": set(GOAL) | {"order"}}
    for section, stated in scenario.items():
        if section in ("scenario", "run", "table", "goal", "organisation"):
            continue
        keys = known.get(section) or p.get(section, {}).keys()
        for name in stated if isinstance(stated, dict) else [""]:
            if name not in keys:
                refuse(f"{section}.{name}")
        if section in p:
            p[section].update(stated)
    for section, values in OFF.items():
        for name, off in values.items():
            if p[section][name] != off:
                refuse(f"{section}.{name} = {p[section][name]}: only {off}")
    entries = dict(table={"name", "meetings"}, organisation={"name", "number", "income", "kind"}, goal={"name", *GOAL})
    for section, keys in entries.items():
        for entry in scenario[section]:
            if entry.keys() - keys:
                refuse(f"{(entry.keys() - keys).pop()} of {section} {entry['name']}")
    if len(scenario["table"]) != 1:
        refuse("several tables")

    s, calendar, goals = SimpleNamespace(), scenario["calendar"], scenario.get("goals", {})
    since = lambda month: months_since(calendar["start"], month)
    s.months, s.periods = since(calendar["end"]) + 1, [since(month) for month in calendar["periods"]]
    s.boards = calendar["boards"]
    s.n_C = int(scenario.get("scenario", {}).get("capabilities", 6))
    s.meetings = {}
    for meeting in scenario["table"][0].get("meetings", []):
        t = since(meeting["month"])
        s.meetings[t] = s.meetings.get(t, 0) + meeting["days"]
    s.incomes = [income for entry in scenario["organisation"]
                 for income in [entry.get("income", p["initial"]["income"])] * entry.get("number", 1)]
    s.n_K = len(scenario["goal"])
    for name, default in GOAL.items():
        setattr(s, name, np.array([goal.get(name, goals.get(name, default)) for goal in scenario["goal"]], float))
    s.epsilon = 1 - 3 * s.complexity
    if np.any(np.abs(s.epsilon) < 1e-6):
        refuse("goals of complexity one third")
    s.chain = {"chain": True, "free": False}[goals.get("order", "chain")]
    return SimpleNamespace(**{section: SimpleNamespace(**values) for section, values in p.items()}), s


# ---- Small helpers --------------------------------------------------------------------------------------

def share(x):
    """[x]: clipped to a share."""
    return np.minimum(np.maximum(x, 0), 1)


def mean(x, mask):
    """Mean over those of the mask along the last axis; over nobody 0."""
    return np.einsum("...i,...i->...", x, mask, dtype=float) / np.maximum(mask.sum(-1), 1)


def mean_over_others(w, x):
    """For each member the mean of x_ij over the other members j."""
    return np.einsum("rij,rij->ri", x, w.pairs, dtype=float) / w.others


def mean_of_pairs(w, x):
    """Mean over ordered pairs of members."""
    return np.einsum("rij,rij->r", x, w.pairs, dtype=float) / w.n_pairs


def column(x):
    return x[:, None]


def seats(w):
    """Members of a living table, and ordered pairs of them."""
    w.seat = w.member & column(w.alive)
    w.pairs = w.seat[:, :, None] & w.seat[:, None, :] & ~np.eye(w.n, dtype=bool)
    others = w.pairs.sum(-1)
    w.others, w.n_pairs = np.maximum(others, 1), np.maximum(others.sum(-1), 1)


def operating(w):
    return w.alive & w.operates


# ---- Section 5: initialisation --------------------------------------------------------------------------

def initialise(p, s, arm, size, rng):
    w, a = SimpleNamespace(), p.initial
    R, n, K, C = size, len(s.incomes), s.n_K, s.n_C
    w.R, w.n = R, n
    w.tables, w.own_work = "together" in arm, arm in ("alone", "together")
    normal = lambda middle, sd, *axes: middle + sd * rng.standard_normal((R, *axes))
    uniform = lambda low, high, *axes: rng.uniform(low, high, (R, *axes))

    w.income = np.broadcast_to(np.array(s.incomes) / 12, (R, n))
    w.income_growth = np.clip(normal(a.growth_mean, a.growth_sd, n), -0.5, 0.5)
    w.omega = share(normal(a.eco_mean, a.eco_sd, n))
    w.culture = share(normal(a.learning_mean, a.learning_sd, n))
    w.change_cost = np.clip(normal(a.change_cost_mean, a.change_cost_sd, n), 0, 2)
    w.phi = np.where(uniform(0, 1, n) < a.reciprocators, a.reciprocity_high, a.reciprocity_low)
    w.white = np.full((R, n), share(a.white_space))
    w.cut = np.ones((R, n))
    w.q = uniform(a.skill_low, a.skill_high, n, C)
    i = np.arange(n)
    w.q[:, i, i % C] = uniform(a.main_skill_low, a.main_skill_high, n)
    second = uniform(a.second_skill_low, a.second_skill_high, n)
    w.q[:, i, (i + 2) % C] = np.maximum(w.q[:, i, (i + 2) % C], second)
    w.q = a.skill_difference * w.q + (1 - a.skill_difference) * w.q.mean(-1, keepdims=True)
    w.a = rng.dirichlet(np.full(K, a.aspiration_concentration), (R, n))
    w.mix = rng.dirichlet(np.full(C, a.mix_concentration), (R, K))
    w.bears = a.burden_inside * rng.dirichlet(np.full(n, a.burden_concentration), (R, K)).swapaxes(1, 2)
    w.x = np.zeros((R, K))
    w.burden_0 = (w.bears * s.burden).sum(-1)

    w.alive = np.full(R, w.tables)
    w.operates, w.since = np.zeros(R, bool), np.zeros(R)
    w.E, w.G = np.full(R, a.elan), np.full(R, p.levers.method)
    w.B, w.plan, w.I = np.zeros(R), np.zeros(R), np.zeros(R)
    w.fading, w.unpaid, w.total_pledge = np.zeros(R), np.zeros(R), np.zeros(R)
    w.mission = np.zeros((R, K))
    w.done = np.zeros(R, bool)  # ended with all goals reached

    w.member, w.present = np.ones((R, n), bool), np.zeros((R, n), bool)
    w.p = share(normal(p.delegates.motivation_mean, p.delegates.motivation_sd, n))
    u = uniform(0, 1, n)
    w.mandate = share(np.where(u < 0.25, 0, np.where(u < 0.75, 0.5, 1)) + a.mandate - 0.5)
    w.o, w.l = np.full((R, n), a.ownership), np.full((R, n), a.anchoring)
    w.e = w.a.copy()
    w.tau = np.clip(normal(a.trust_mean, a.trust_sd, n, n), 0.02, 0.98)
    w.tau_0, w.kappa = w.tau.copy(), np.full((R, n, n), a.knowledge)
    w.A, w.estranged = np.zeros((R, n)), np.zeros((R, n))
    w.P, w.S, w.D, w.d, w.u_together = (np.zeros((R, n)) for _ in range(5))
    w.first = np.zeros((R, n))  # what a member expects at first
    seats(w)
    w.F_solo = output_alone(p, s, w)

    w.delivered_alone, w.delivered_at_table = np.zeros((R, n)), np.zeros((R, n))
    w.books = {name: np.zeros(R) for name in (
        "own_effort", "matched_money", "seed_money", "coordination", "meeting_time", "informal_time",
        "reflection_time", "facilitation", "accountability_cost", "avoided_cost", "extra_revenue", "net_value",
        "burden_of_organisations", "burden_of_society", "income_after_seed", "cost_after_seed")}
    w.turns_since = np.full(R, np.nan)
    return w


# ---- 7.2, 7.6, 7.8, 7.12: room, budget, delegates, meetings ---------------------------------------------

def open_policy_period(p, s, w):  # 7.2
    w.cut[:] = 1
    own_work = np.where(w.D > 0, np.minimum(1, w.S / np.maximum(w.D, TINY)), 0)
    taken = np.maximum(p.policy.own_uptake * own_work, np.where(w.seat, w.l * w.o, 0))
    w.white = np.maximum(w.white, np.minimum(p.policy.white_space_ceiling, w.white + p.policy.plan_uptake * taken))


def set_budget(p, s, w, t, luck):  # 7.6
    b = p.budget
    w.b = s.burden * (1 + s.growth) ** (t / 12)
    burden = (w.bears * (w.b * (1 - s.relief * w.x))[:, None, :]).sum(-1)
    w.cut = np.where(luck.cut < b.cut_hazard / 12, np.minimum(w.cut, b.cut_factor), w.cut)
    income = w.income * (1 + w.income_growth) ** (t / 12)
    w.D = np.maximum(0, w.white * w.cut * income - b.squeeze * np.maximum(0, burden - w.burden_0))
    w.discipline = 1 / (1 + (b.slack_waste * w.white) ** 2)
    if w.tables:
        w.seed_flows = t < p.levers.seed_months and p.levers.seed_money > 0
        if w.seed_flows:
            size = np.full(w.R, p.levers.seed_money / b.fte_cost)
        else:
            size = np.where(w.operates, b.carried_share * w.total_pledge / b.fte_cost, b.unpaid_puller)
        w.f = np.minimum(p.levers.puller, size)


def delegates_move_on(p, s, w, luck):  # 7.8
    d = p.delegates
    new = w.seat & (luck.moving_on < d.turnover / 12)
    if not new.any():
        return
    w.p = np.where(new, share(d.motivation_mean + d.motivation_sd * luck.new_motivation), w.p)
    w.o = np.where(new, d.ownership_kept * w.o, w.o)
    knows, known = new[:, :, None] & w.pairs, new[:, None, :] & w.pairs
    w.kappa = w.kappa * np.where(knows, d.knowledge_kept, 1) * np.where(known, d.knowledge_of_newcomer, 1)
    w.tau = np.where(knows, w.tau_0 + d.trust_kept * (w.tau - w.tau_0), w.tau)


def meet(p, s, w, t, luck):  # 7.12
    m, levers = p.meeting, p.levers
    dated = bool(s.meetings) and t <= max(s.meetings)
    w.days = s.meetings.get(t, 0) if dated else 1
    w.chance = float(w.days > 0) if dated else levers.meeting_rate
    drive = w.p * (m.motivation_base + (1 - m.motivation_base) * column(w.E))
    attends = share(w.chance * m.attendance_boost * (m.attendance_floor + (1 - m.attendance_floor) * drive))
    w.present = w.seat & (luck.attendance < attends)
    learned = w.days * m.know * (m.formal_contact + levers.informal) * (m.unaided + (1 - m.unaided) * w.G)
    liked = w.days * m.affection * levers.informal
    w.met = w.present[:, :, None] & w.present[:, None, :] & w.pairs
    learns = np.where(w.met, learned[:, None, None] * (1 - w.kappa), -m.forget * w.kappa)
    w.kappa = np.where(w.pairs, share(w.kappa + learns), w.kappa)
    w.tau = np.where(w.met, share(w.tau + liked * (1 - w.tau)), w.tau)


# ---- 7.17 to 7.24: mission, conflict, élan, anchoring, method, beacons ----------------------------------

def shape_mission(p, s, w):  # 7.17
    m = p.mission
    stubborn = share(m.stubbornness_floor + m.stubbornness_span * (1 - w.G))[:, None, None]
    weights = np.where(w.met, w.tau, 0)
    T = weights.sum(-1, keepdims=True)
    heard = weights @ w.e / np.maximum(T, TINY)
    moved = stubborn * w.a + (1 - stubborn) * (m.own_weight * w.e + (1 - m.own_weight) * heard)
    w.e = np.where(T > 0, moved, w.e)
    middle = np.where(w.seat[:, :, None], w.e, 0).sum(1) / np.maximum(w.seat.sum(1), 1)[:, None]
    w.mission = np.where(column(w.alive), middle, w.mission)
    voiced = w.a + m.voiced * (w.e - w.a)
    A = share(1 - 0.5 * np.abs(voiced - w.mission[:, None, :]).sum(-1))
    w.A = np.where(w.seat, A, w.A)
    w.estranged = np.where(w.seat, m.estrangement * 0.5 * np.abs(w.e - w.a).sum(-1), w.estranged)
    gain = column(m.ownership_gain * w.G * np.where(w.operates, m.operating_ownership, 1))
    o = np.where(w.present, w.o + gain * w.A * (1 - w.o), w.o - m.ownership_loss * w.o)
    w.o = np.where(w.seat, share(o), w.o)


def face_conflict(p, s, w, luck):  # 7.19
    c = p.conflict
    least = np.where(w.seat, w.A, np.inf).min(-1, initial=1)
    arises = w.alive & (luck.conflict < c.rate * (1 - least))
    handled = luck.handled < np.sqrt(w.G * p.levers.safety)
    good, bad = arises & handled, arises & ~handled
    w.kappa = np.where(w.met & good[:, None, None], share(w.kappa + c.lesson), w.kappa)
    w.o = np.where(w.present & column(good), share(w.o + c.lesson), w.o)
    w.tau = np.where(w.met & bad[:, None, None], w.tau * (1 - c.damage), w.tau)
    w.E = np.where(bad, w.E * (1 - c.damage), w.E)


def keep_elan(p, s, w):  # 7.20
    e = p.elan
    leak = e.leak * w.E * np.where(w.operates, e.operating_leak, 1)
    w.E = np.where(w.alive, share(w.E + (e.puller * w.f + e.informal * p.levers.informal) * (1 - w.E) - leak), w.E)


def anchor_at_home(p, s, w):  # 7.21
    a = p.anchoring
    fed = (a.puller * column(w.f) + a.delegate * w.o * w.p) * (1 - w.l) * (1 - w.estranged)
    w.l = np.where(w.seat, share(w.l + fed - a.fade * w.l), w.l)


def reflect(p, s, w):  # 7.22
    r, v = p.reflection, p.levers.reflection
    there = mean(w.present, w.seat)
    gain = r.gain * v / (v + r.half_gain_at) * (1 - w.G) * there
    wear = r.wear * w.G * (1 - r.puller_care * np.minimum(1, w.f))
    w.G = np.where(w.alive, share(w.G + gain - wear), w.G)
    news = np.maximum(0, mean_of_pairs(w, w.kappa) - w.plan)
    w.plan = np.where(operating(w), w.plan + r.plan_update * v * news, w.plan)


def confirm_beacons(p, s, w):  # 7.24
    b = p.beacons
    thresholds = np.array([0, 0, b.aspirations, b.mission, b.goals, np.inf])  # of none, 1, 2, 3, 4 and more
    carried = lambda theta: mean(w.o * w.A > column(theta), w.seat)
    following, standing = thresholds[w.B.astype(int) + 1], thresholds[w.B.astype(int)]
    gained = np.where(w.B == 0, mean_of_pairs(w, w.kappa) > b.knowledge, carried(following) >= p.levers.quorum)
    gained &= w.alive & (w.B < 4) & ((w.B != 3) | (mean(w.l, w.seat) > b.home))
    lost = w.alive & ~gained & (w.B >= 2) & (carried(b.falls_below * standing) < b.falls_share)
    w.E = np.where(gained, share(w.E + b.joy * p.levers.celebrate), w.E)
    w.B = w.B + gained - lost


def start_operating(p, s, w, t):  # 7.24
    starts = w.alive & ~w.operates & (w.B >= p.levers.operate_after)
    w.operates = w.operates | starts
    w.plan = np.where(starts, mean_of_pairs(w, w.kappa), w.plan)
    w.since = np.where(starts, t, w.since)


# ---- 7.28: output, value, decision ----------------------------------------------------------------------

def output(p, s, mix, supplies):
    """F of supplies per k€ of effort; the last axes are goals and capabilities."""
    epsilon = s.epsilon[:, None]
    if np.all(epsilon == epsilon[0]):
        epsilon = epsilon[0, 0]
    supplies = np.maximum(supplies, p.output.least_supply)
    return np.einsum("...c,...c->...", mix ** (1 - epsilon), supplies**epsilon) ** (1 / s.epsilon)


def output_alone(p, s, w):
    """F_solo of each organisation on each goal: the better of spread and concentrated."""
    q, mix = np.maximum(w.q, p.output.least_supply)[:, :, None, :], w.mix[:, None]
    strengths = mix * q**p.output.focus
    concentrated = strengths / strengths.sum(-1, keepdims=True)
    return np.maximum(output(p, s, mix, mix * q), output(p, s, mix, concentrated * q))


def output_of_team(p, s, mix, q, effort, inside, specialisation, sweeps):
    """F_team of variants of a team. Axes: replicate, who imagines, variant, goal, then member or capability.

    q: [replicate, who, member, capability]; effort and inside: [replicate, who, variant, member].
    """
    M = np.maximum(q, p.output.least_skill) ** specialisation[:, None, None, None]
    across, mix = np.ascontiguousarray(M.swapaxes(-1, -2)), mix[:, None, None]
    times = lambda x, y: (x.reshape(*x.shape[:2], -1, x.shape[-1]) @ y).reshape(*x.shape[:-1], y.shape[-1])
    total = effort.sum(-1, keepdims=True)
    wanted = (effort / np.maximum(total, TINY))[:, :, :, None]
    columns = mix / (inside.astype(float) @ M + 1e-60)[:, :, :, None]  # no row is scaled yet
    rows = wanted / (times(columns, across) + 1e-60)
    for _ in range(int(sweeps) - 1):
        columns = mix / (times(rows, M) + 1e-60)
        rows = wanted / (times(columns, across) + 1e-60)
    return total * output(p, s, mix, columns * times(rows, M * q))


def way_open(p, s, w):
    """open and room of each goal by its present progress."""
    open_k = np.ones_like(w.x)
    if s.chain:
        open_k[:, 1:] = np.where(w.x[:, :-1] >= 0.5, 1, 1 - p.output.order_binds * s.complexity[1:])
    return open_k, (w.x < 1).astype(float)


def shares_over_goals(w, open_k, room):  # 7.34
    weights = w.mission * room * np.where(column(w.B >= 3), open_k**3, 1)
    return weights / np.maximum(weights.sum(-1, keepdims=True), TINY)


def integration(p, w):  # 7.34
    o = p.output
    close = mean_of_pairs(w, np.sqrt(w.kappa * w.tau))
    return np.minimum(1, o.integration_reach * close) * (o.integration_floor + (1 - o.integration_floor) * w.B / 4)


def feel_change(p, s, w, t):
    """felt change cost and how concrete matters are."""
    d = p.decision
    w.felt = w.change_cost * (1 - w.omega) * (1 - d.joint_eases * p.levers.joint * w.o)
    w.concrete = np.where(operating(w), np.minimum(1, (t - w.since) / d.concrete_after), 0)


def value_together(p, s, w, value, open_k, room):
    d, g = p.decision, p.giving
    factor = 1 + g.match_belief * min(p.levers.match, g.match_ceiling)
    D, P = np.where(w.seat, w.D, 0), np.where(w.seat, w.P, 0)
    believed = np.maximum(P, d.partner_effort * D)[:, None, :] * w.tau
    me = np.eye(w.n, dtype=bool)
    effort = np.where(w.seat[:, :, None] & w.seat[:, None, :], factor * np.where(me, D[:, None, :], believed), 0)
    middle = np.where(w.seat[:, :, None], w.q, 0).sum((1, 2)) / np.maximum(w.seat.sum(1) * s.n_C, 1)
    kappa = w.kappa[:, :, :, None]
    guess = kappa * w.q[:, None] + (1 - kappa) * d.stranger_discount * middle[:, None, None, None]
    q = np.where(me[:, :, None], w.q[:, None], guess)
    specialisation = p.output.specialisation * mean_of_pairs(w, w.kappa)
    inside = np.broadcast_to(w.seat[:, None, :], effort.shape)
    made = output_of_team(p, s, w.mix, q, np.stack([effort, np.where(me, 0, effort)], 2),
                          np.stack([inside, inside & ~me], 2), specialisation, p.output.imagined_sweeps)
    added = np.maximum(0, made[:, :, 0] - made[:, :, 1])
    hoped = np.minimum(1, d.integration_hope + w.I)[:, None, None]
    beside = factor * D[:, :, None] * w.F_solo
    part = shares_over_goals(w, open_k, room)
    raw = (value * (open_k * part / s.work)[:, None] * ((1 - hoped) * beside + hoped * added)).sum(-1)
    resistance = d.change_weight * w.felt * (d.change_floor + (1 - d.change_floor) * column(w.concrete))
    return np.where(w.seat, raw / np.maximum(w.D, d.least_budget) / (1 + resistance), 0)


def decide(p, s, w, t, luck):
    d = p.decision
    open_k, room = way_open(p, s, w)
    beta = w.b * s.relief * d.horizon
    own = (1 - w.omega)[:, :, None] * (w.bears * beta + s.revenue * d.horizon / w.n)
    whole = w.omega[:, :, None] * s.n_K * w.a * (beta / (1 + d.satiation * w.x))[:, None]
    value = own + whole
    if w.tables:
        w.F_solo = output_alone(p, s, w)
    weights = lambda u: np.where(u > 0, np.maximum(u, TINY) ** d.sharpness, 0)
    keep = d.keep**d.sharpness
    u_alone = np.zeros((w.R, w.n))
    if w.own_work:
        wish = w.a * room[:, None]
        worth = (value * open_k[:, None] * wish * w.F_solo / s.work).sum(-1)
        u_alone = worth / np.maximum(wish.sum(-1), TINY)
    alone, together = weights(u_alone), 0
    if w.tables:
        w.I = np.where(w.alive, integration(p, w), w.I)
        feel_change(p, s, w, t)
        w.u_together = value_together(p, s, w, value, open_k, room)
        together = np.where(w.seat & column(w.operates), weights(w.u_together), 0)
    total = keep + alone + together
    w.S = w.D * alone / total
    if w.tables:
        cap = np.where(luck.approval < w.l, 1, d.mandate_reach * w.mandate)
        crowded = 1 - p.giving.crowd_out * min(1, p.levers.match)
        w.P = w.D * together / total * cap * crowded
        w.total_pledge = np.where(w.alive, w.P.sum(-1), w.total_pledge)


# ---- 7.32, 7.34: delivery and work ----------------------------------------------------------------------

def deliver(p, s, w, t, luck):  # 7.32
    d = p.delivery
    feel_change(p, s, w, t)
    inclined = 1 / (1 + np.exp(-(
        d.base + d.ownership * w.o + d.elan * column(w.E) + d.motivation * (w.p - 0.5)
        - d.change_cost * w.felt * column(w.concrete))))
    richer = np.minimum(1, w.D[:, None, :] / np.maximum(w.D[:, :, None], TINY))
    believed = mean_over_others(w, w.tau * (1 - d.self_serving * (1 - richer)))
    matched = d.matching * believed + (1 - d.matching) * w.o
    raw = share((1 - w.phi) * inclined + w.phi * matched + d.noise * luck.delivery)
    w.d = np.where(w.seat & column(w.operates), raw, 0)


def produce(p, s, w, t):  # 7.34
    open_k, room = way_open(p, s, w)
    wish = w.a * room[:, None]
    wish = wish / np.maximum(wish.sum(-1, keepdims=True), TINY)
    made = ((w.discipline * w.S)[:, :, None] * wish * w.F_solo).sum(1)
    if w.tables:
        made = made + work_at_table(p, s, w, open_k, room)
    steps = np.floor(p.production.win_steps * w.x.sum(-1))
    w.x = np.minimum(1, w.x + open_k * made / s.work)
    if w.tables:
        wins = np.floor(p.production.win_steps * w.x.sum(-1)) - steps
        w.E = np.where(w.alive, share(w.E + p.production.win_elan * p.levers.celebrate * wins * (1 - w.E)), w.E)
        w.p = np.where(w.seat, share(w.p + p.production.win_motivation * column(wins) * (1 - w.p)), w.p)


def work_at_table(p, s, w, open_k, room):  # 7.34
    r, levers = p.production, p.levers
    w.effort = w.P * w.d
    w.own = w.effort.sum(-1)
    w.matched = np.minimum(levers.match * w.own, levers.match_cap)
    n = w.seat.sum(-1)
    hub = np.minimum(1, r.hub_per_puller * w.f)
    hours = ((1 - hub) * r.pair_overhead * n * (n - 1) / 2 + hub * r.hub_overhead * n) * (1 - r.method_saves * w.G)
    full = 1 if r.full_effort == 0 else np.minimum(1, (w.own + w.matched) / np.maximum(n * r.full_effort, TINY))
    trusting = 1 - r.trust_saves * mean_of_pairs(w, w.tau)
    overhead = np.minimum(p.budget.fte_cost * hours * full * trusting, w.own + w.matched)
    wage = np.where(w.alive, p.budget.fte_cost * w.f, 0)
    left = w.own + w.matched - overhead
    w.wage = np.minimum(levers.seed_money, wage) if w.seed_flows else np.minimum(wage, left)
    w.overhead = overhead
    pool = left if w.seed_flows else left - w.wage
    work = pool * (1 - levers.reflection)
    y = w.discipline * w.effort * column(work / np.maximum(w.own, TINY))
    w.I = np.where(w.own > 0, integration(p, w), w.I)
    beside = (y[:, :, None] * w.F_solo).sum(1)
    team = output_of_team(p, s, w.mix, w.q[:, None], y[:, None, None], w.seat[:, None, None],
                          p.output.specialisation * w.plan, p.output.planned_sweeps)[:, 0, 0]
    return shares_over_goals(w, open_k, room) * ((1 - column(w.I)) * beside + column(w.I) * team)


# ---- 7.34.1, 7.35: prices and ledger --------------------------------------------------------------------

def pay_prices(p, s, w):  # 7.34.1
    r, levers = p.prices, p.levers
    there = w.present.sum(-1)
    time = r.head * there * w.days
    paid = {
        "meeting_time": time, "informal_time": time * r.informal_days * levers.informal,
        "reflection_time": np.where(w.operates, 0, r.head * there * r.reflection_days * levers.reflection),
        "facilitation": w.alive * r.facilitation * max(0, levers.method - 0.2) / 0.8 * w.chance * w.days,
        "accountability_cost": r.accountability * max(levers.measure, levers.accountability) * (w.own + w.matched)}
    for name, amount in paid.items():
        w.books[name] += amount
    w.running = sum(paid.values())


def account(p, s, w, t):  # 7.35
    at_table = w.own if w.tables else 0
    match, running = (w.matched, w.running) if w.tables else (0, 0)
    seed = p.levers.seed_money * w.alive if w.tables and w.seed_flows else 0
    w.delivered_alone += w.S
    own = w.S.sum(-1) + at_table
    spared = w.bears * (w.b * s.relief * w.x)[:, None]
    avoided, revenue = (w.b * s.relief * w.x).sum(-1), (s.revenue * w.x).sum(-1)
    net = avoided + revenue - own - match - seed - running
    inside = (w.bears * w.b).sum((1, 2))
    for name, amount in dict(
            own_effort=own, matched_money=match, seed_money=seed, avoided_cost=avoided, extra_revenue=revenue,
            net_value=net * (1 + p.ledger.discount_rate) ** (-t / 12),
            burden_of_organisations=inside - spared.sum((1, 2)),
            burden_of_society=w.b.sum() - inside - (avoided - spared.sum((1, 2)))).items():
        w.books[name] += amount
    if not w.tables:
        return
    w.books["coordination"] += w.overhead + w.wage
    w.delivered_at_table += w.effort
    if w.seed_flows:
        return
    at_table, all_of_it = w.delivered_at_table.sum(-1), w.delivered_at_table.sum(-1) + w.delivered_alone.sum(-1)
    back = revenue + np.where(w.seat, spared.sum(-1), 0).sum(-1)
    income = w.alive * back * at_table / np.maximum(all_of_it, TINY)
    cost = w.alive * (np.maximum(w.own, w.overhead + w.wage) + running)
    w.books["income_after_seed"] += income
    w.books["cost_after_seed"] += cost
    pays = np.where(np.isnan(w.turns_since), t, w.turns_since)
    w.turns_since = np.where(cost > 0, np.where(income <= cost, np.nan, pays), w.turns_since)


# ---- 7.36 to 7.38: trust, learning, leaving -------------------------------------------------------------

def revise_trust(p, s, w):  # 7.36
    loss = p.trust.loss * (1 - p.trust.safety_softens * p.levers.safety * w.B / 4)
    surprise = w.d[:, None, :] - w.tau
    revised = share(w.tau + np.where(surprise > 0, p.trust.gain, loss[:, None, None]) * surprise)
    w.tau = np.where(w.pairs & operating(w)[:, None, None] & (w.P > 0)[:, None, :], revised, w.tau)


def learn(p, s, w):  # 7.37
    works = w.seat & column(w.operates)
    best = np.where(works[:, :, None], w.q, 0).max(1, keepdims=True)
    rate = np.where(works, w.culture * p.learning.rate * column(w.I), 0)
    w.q = w.q + rate[:, :, None] * np.maximum(0, best - w.q)
    w.p = np.where(works & (w.cut < 1), w.p * (1 - p.learning.strain), w.p)


def stay_or_leave(p, s, w, t, luck):  # 7.38
    v, levers = p.leaving, p.levers
    value = w.u_together / (w.u_together + p.decision.keep)
    satisfied = (1 - w.estranged) * 0.25 * (w.o + column(w.E) + mean_over_others(w, w.tau) + value)
    if t == 0:
        w.first = (1 - v.own_expectation) * v.neutral + v.own_expectation * satisfied
    due = 1 - np.exp(-t / v.results_due)
    expected = w.first + v.hope * due
    restless = (1 - v.quiet_start * (1 - due)) * np.exp(-v.sensitivity * (satisfied - expected))
    leaves = w.seat & (luck.leaving < levers.exit * share(v.hazard / 12 * restless))
    w.member = w.member & ~leaves
    w.P, w.u_together = np.where(leaves, 0, w.P), np.where(leaves, 0, w.u_together)
    w.present &= ~leaves
    seats(w)

    reached = (w.x >= 1).all(-1)
    few = w.seat.sum(-1) < v.least_members
    gives_up = luck.stopping < levers.exit * share(v.giving_up / 12 * mean(restless, w.seat))
    w.fading = np.where(w.E < v.faded_below, w.fading + 1, 0)
    faded = (w.fading >= v.faded_months) & (levers.exit > 0)
    unpaid = w.operates & (w.f < v.paid_share * levers.puller) & (not w.seed_flows)
    w.unpaid = np.where(unpaid, w.unpaid + 1, 0)
    ends = w.alive & (reached | few | gives_up | faded | (w.unpaid >= v.unpaid_months))
    if ends.any():
        w.done |= ends & reached
        w.alive = w.alive & ~ends
        w.total_pledge = np.where(ends, 0, w.total_pledge)
        for name in ("P", "u_together", "present"):
            setattr(w, name, np.where(column(ends), 0, getattr(w, name)).astype(getattr(w, name).dtype))
        seats(w)


# ---- Section 3: the months, in the order of the schedule ------------------------------------------------

def luck_of(rng, R, n):
    """The draws of a month, the same in all arms."""
    uniform, normal = (lambda *axes: rng.random((R, *axes))), (lambda *axes: rng.standard_normal((R, *axes)))
    return SimpleNamespace(
        cut=uniform(n), moving_on=uniform(n), new_motivation=normal(n), attendance=uniform(n), conflict=uniform(),
        handled=uniform(), approval=uniform(n), delivery=normal(n), leaving=uniform(n), stopping=uniform())


def run_block(p, s, arm, size, seed, block, months=()):
    """The outcomes of `size` replicates of an arm, and what was asked of some months."""
    rng = np.random.Generator(np.random.Philox(key=np.array([seed, block], np.uint64)))
    w = initialise(p, s, arm, size, rng)
    seen = []
    for t in range(s.months):
        luck = luck_of(rng, size, w.n)
        if t in s.periods:
            open_policy_period(p, s, w)
        set_budget(p, s, w, t, luck)
        if w.tables:
            delegates_move_on(p, s, w, luck)
            meet(p, s, w, t, luck)
            shape_mission(p, s, w)
            face_conflict(p, s, w, luck)
            keep_elan(p, s, w)
            anchor_at_home(p, s, w)
            reflect(p, s, w)
            confirm_beacons(p, s, w)
            start_operating(p, s, w, t)
        if t % s.boards == 0:
            decide(p, s, w, t, luck)
        if w.tables:
            deliver(p, s, w, t, luck)
        produce(p, s, w, t)
        if w.tables:
            pay_prices(p, s, w)
        account(p, s, w, t)
        if w.tables:
            revise_trust(p, s, w)
            learn(p, s, w)
            stay_or_leave(p, s, w, t, luck)
        if t in months:
            seen.append((t, observe(w)))
    return outcomes(w), seen


# ---- Appendix B: outcomes, and some series --------------------------------------------------------------

def outcomes(w):
    b = w.books
    none = np.full(w.R, np.nan)
    running = sum(b[name] for name in (
        "meeting_time", "informal_time", "reflection_time", "facilitation", "accountability_cost"))
    invested = b["own_effort"] + b["matched_money"] + b["seed_money"]
    effort = w.delivered_alone + w.delivered_at_table
    unequal = np.abs(effort[:, :, None] - effort[:, None, :]).sum((1, 2))
    quotient = lambda over, under: np.where(under > 0, over / np.where(under > 0, under, 1), np.nan)
    sums = {name: sum_ for name, sum_ in b.items() if not name.endswith("_after_seed")}
    turned = np.where(w.alive | w.done, w.turns_since, np.nan)
    return sums | dict(
        mean_progress=w.x.mean(-1), goals_reached=(w.x >= 1).sum(-1).astype(float),
        members=w.member.sum(-1).astype(float) if w.tables else none,
        tables_standing=(w.alive | w.done).astype(float) if w.tables else none,
        invested=invested, running_costs=running,
        value_per_keuro=quotient(b["avoided_cost"] + b["extra_revenue"], invested + running),
        self_financing=quotient(b["income_after_seed"], b["cost_after_seed"]) if w.tables else none,
        self_financing_since=turned, effort_gini=quotient(unequal, 2 * w.n * effort.sum(-1)))


def observe(w):
    seen = dict(progress=w.x.mean(-1), open_budget=w.D.mean(-1), white_space=w.white.mean(-1))
    if w.tables:
        over = lambda x: np.where(w.alive, mean(x, w.seat), np.nan)
        pairs = lambda x: np.where(w.alive, mean_of_pairs(w, x), np.nan)
        lives = lambda x: np.where(w.alive, x, np.nan)
        seen |= dict(
            alive=w.alive.astype(float), members_at_table=w.seat.sum(-1).astype(float), elan=lives(w.E),
            method=lives(w.G), integration=lives(w.I), beacons=lives(w.B), puller=lives(w.f),
            mean_ownership=over(w.o), mean_alignment=over(w.A), mean_anchoring=over(w.l), mean_trust=pairs(w.tau),
            mean_knowledge=pairs(w.kappa), pledged=w.total_pledge, delivered=w.own, matched=w.matched,
            overhead=w.overhead, wage=w.wage, attendance=over(w.present), running=w.running)
    return seen


# ---- The command ----------------------------------------------------------------------------------------

def moments(values):
    """Mean, standard deviation and number of what is not n/a."""
    values = np.asarray(values, float)
    values = values[~np.isnan(values)]
    return (values.mean(), values.std(ddof=1), len(values)) if len(values) > 1 else (np.nan, np.nan, len(values))


def z_value(ours, theirs):
    """Difference of two means in standard errors from the pooled variance."""
    (m1, sd1, n1), (m2, sd2, n2) = ours, theirs
    if min(n1, n2) < 2:
        return np.nan
    variance = ((n1 - 1) * sd1**2 + (n2 - 1) * sd2**2) / (n1 + n2 - 2) * (1 / n1 + 1 / n2)
    width = np.hypot(np.sqrt(variance), 1e-6 * m2)  # the engine's single precision
    return (m1 - m2) / width if width > 0 else 0


def join(parts):
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def read_runs(path):
    """Outcomes by arm of the table of runs that samen export writes."""
    runs = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            if row["status"] == "ok":
                runs.setdefault(row["arm"], []).append(row)
    return runs


def main():
    options = argparse.ArgumentParser(description="The core of the model in NumPy, from ODD.md alone.")
    options.add_argument("--replicates", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--arms", nargs="+", default=list(ARMS), choices=ARMS)
    options.add_argument("--scenario", type=Path, default=ROOT / "scenarios/hefboom8.toml")
    options.add_argument("--set", nargs="+", default=[], metavar="SECTION.KEY=VALUE")
    options.add_argument("--against", metavar="RUNS.csv", help="what samen export wrote of the engine's runs")
    options.add_argument("--months", nargs="+", type=int, default=[], help="months of which series are shown")
    asked = options.parse_args()
    p, s = setting(read_scenario(asked.scenario), asked.set)
    others = read_runs(asked.against) if asked.against else {}

    write = csv.writer(sys.stdout, lineterminator="\n")
    write.writerow(["arm", "outcome", "mean", "standard_error", "n"] +
                   ["engine", "engine_standard_error", "engine_n", "z"] * bool(asked.against))
    spent = 0
    for arm in asked.arms:
        start = time.process_time()
        parts, seen = [], {}
        for block, first in enumerate(range(0, asked.replicates, BLOCK)):
            size = min(BLOCK, asked.replicates - first)
            part, series = run_block(p, s, arm, size, asked.seed, block, asked.months)
            parts.append(part)
            for t, values in series:
                seen.setdefault(t, []).append(values)
        spent += time.process_time() - start
        shown = list(join(parts).items())
        shown += [(f"{name} in month {t}", series) for t in seen for name, series in join(seen[t]).items()]
        for name, values in shown:
            ours = moments(values)
            row = [arm, name, f"{ours[0]:.6g}", f"{ours[1] / np.sqrt(max(ours[2], 1)):.3g}", ours[2]]
            if asked.against and name in next(iter(others.values()))[0]:
                theirs = moments([float(run[name] or "nan") for run in others.get(arm, [])])
                row += [f"{theirs[0]:.6g}", f"{theirs[1] / np.sqrt(max(theirs[2], 1)):.3g}", theirs[2],
                        f"{z_value(ours, theirs):.2f}"]
            if ours[2]:
                write.writerow(row)
    print(f"# {len(asked.arms) * asked.replicates / spent:.0f} runs a second of one core")


if __name__ == "__main__":
    main()
