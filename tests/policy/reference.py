#!/usr/bin/env python3
"""Rows of policy drawn at random, with what a second, slow reading of the published rules says of each.

    usage: reference.py SEED ROWS > rows.json        then: evenhand conformance policy rows.json

Nothing here is shared with the program: strikes are counted from the beginning for every question (policy.md 6),
locks are asked moment by moment (7.2, 7.3), exceptions are replayed up to each question (8), and clocks that stop
are walked hour by hour (7.5, 13).
"""

import calendar
import json
import random
import re
import sys
from collections import deque
from datetime import datetime, timedelta, timezone

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def read(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


def show(time):
    return None if time is None else time.strftime("%Y-%m-%dT%H:%M:%SZ")


START = read("2022-01-01T00:00:00Z")
FOREVER = read("2100-01-01T00:00:00Z")


def after(time, period):
    """Months by the calendar, clamped to the last day; days of 24 hours."""
    parts = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?)?", period).groups()
    years, months, days, hours = (int(part or 0) for part in parts)
    month = time.year * 12 + time.month - 1 + years * 12 + months
    year, month = month // 12, month % 12 + 1
    day = min(time.day, calendar.monthrange(year, month)[1])
    return time.replace(year=year, month=month, day=day) + timedelta(days=days, hours=hours)


# From mildest to harshest (3).
ACTIONS = ["none", "educate", "warn", "lock PT12H", "restrict P1D", "restrict P3D", "restrict P7D",
           "restrict P30D", "suspend P1D", "suspend P7D", "suspend permanent"]


def is_timed(action):
    return action.split()[0] in ("lock", "restrict", "suspend")


def ends(action, begins):
    length = action.split()[1]
    return None if length == "permanent" else after(begins, length)


# ---- S6: strikes and ladders


def strikes_of(row, events, void):
    """Every live strike and what each decision got, counted from the beginning without the void ones."""
    strikes, decided, counted = [], [], {}
    for event in events:
        if event["do"] == "notice":
            counted = {key: value for key, value in counted.items() if key[0] != event["batch"]}
        if event["do"] != "decide" or event["id"] in void:
            continue
        at, family, weight = read(event["at"]), event["family"], event["weight"]
        rules = row["families"][family]
        if rules["max_age"] and event.get("posted") and after(read(event["posted"]), rules["max_age"]) < at:
            weight = 0
        if weight > 0 and event.get("batch"):
            key = (event["batch"], family)
            before = counted.get(key, 0)
            counted[key] = max(before, weight)
            weight = max(0, weight - before)
        if weight > 0:
            strikes.append((family, weight, at, after(at, rules["expiry"]) if rules["expiry"] else None))
        ladder = next(one for one in row["ladders"] if family in one["families"])
        count = live(strikes, ladder["families"], at)
        decided.append((event["id"], count, rung(ladder, count) if weight > 0 else "none"))
    return strikes, decided


def live(strikes, families, at):
    return sum(weight for family, weight, begins, expires in strikes
               if family in families and begins <= at and (expires is None or at < expires))


def rung(ladder, count):
    reached = [(int(threshold), action) for threshold, action in ladder["rungs"].items() if int(threshold) <= count]
    return max(reached)[1] if reached else "none"


def answer_strikes(row, asked):
    events = row["events"]
    got, counts, now, begins, void, standings = {}, {}, {}, {}, set(), []

    def standing(at, known):
        strikes, _ = strikes_of(row, events[:known], void)
        running = []
        for decision, action in now.items():
            until = ends(action, begins[decision]) if is_timed(action) else at
            if until is None or at < until:
                running.append({"decision": decision, "action": action, "from": show(begins[decision]),
                                "until": show(until)})
        untils = [one["until"] for one in running]
        return {"at": show(at), "counts": {family: live(strikes, [family], at) for family in row["families"]},
                "running": running, "free_at": None if None in untils else max(untils, default=show(at)),
                "next": {"+".join(ladder["families"]):
                         {str(weight): rung(ladder, live(strikes, ladder["families"], at) + weight)
                          for weight in (1, 2)} for ladder in row["ladders"]}}

    for place, event in enumerate(events):
        while asked and asked[0] < read(event["at"]):
            standings.append(standing(asked.pop(0), place))
        if event["do"] == "decide":
            decision, count, action = strikes_of(row, events[:place + 1], void)[1][-1]
            got[decision] = now[decision] = action
            counts[decision], begins[decision] = count, read(event["at"])
        elif event["do"] == "void" and event["decision"] not in void:
            void.add(event["decision"])
            now[event["decision"]] = "none"
            later = list(got)[list(got).index(event["decision"]) + 1:]
            for decision, _, action in strikes_of(row, events[:place], void)[1]:
                if decision in later and ACTIONS.index(action) < ACTIONS.index(now[decision]):
                    now[decision] = action
    standings += [standing(at, len(events)) for at in asked]
    row.update(counts=list(counts.values()), actions=list(got.values()), standing=standings)
    if void:
        row["replay"] = {decision: action for decision, action in now.items() if decision not in void}


def draw_strikes(draw):
    names = ["f", "g", "h"][:draw.choice([1, 1, 2, 3])]
    families = {name: {"expiry": draw.choice([None, "P10D", "P30D", "P1M", "P3M", "P1Y"]),
                       "max_age": draw.choice([None, None, "P5D", "P90D"])} for name in names}
    ladders = []
    for group in [names] if draw.random() < 0.4 else [[name] for name in names]:
        thresholds = sorted(draw.sample(range(1, 9), draw.randint(1, 4)))
        actions = sorted(draw.sample(range(len(ACTIONS)), len(thresholds)))
        ladders.append({"families": group,
                        "rungs": {str(n): ACTIONS[action] for n, action in zip(thresholds, actions)}})
    at = draw.choice([START + DAY * draw.randint(0, 60), read("2022-01-31T12:00:00Z")])
    events, decided = [], []
    for number in range(draw.randint(2, 12)):
        at += draw.choice([0 * DAY, HOUR, DAY, 9 * DAY, 10 * DAY, 28 * DAY, 30 * DAY])
        event = {"at": show(at), "do": draw.choice(["decide"] * 6 + ["notice", "void"]) if decided else "decide"}
        if event["do"] == "notice":
            event["batch"] = draw.choice("ab")
        elif event["do"] == "void":
            event["decision"] = draw.choice(decided)
        else:
            event.update(id=f"d{number}", family=draw.choice(names), weight=draw.choice([0, 1, 1, 1, 2, 3]))
            if draw.random() < 0.5:
                event["posted"] = show(at - DAY * draw.choice([0, 1, 5, 6, 90, 91, 200]))
            if draw.random() < 0.4:
                event["batch"] = draw.choice("ab")
            decided.append(event["id"])
        events.append(event)
    row = {"families": families, "ladders": ladders, "events": events}
    answer_strikes(row, sorted({read(draw.choice(events)["at"]) + draw.choice([0 * DAY, 12 * HOUR, DAY, 7 * DAY, 30 * DAY])
                                for _ in range(3)}))
    return row


# ---- S7: a lock that waits for deletion


def answer_lock(row):
    first = {}
    for event in row["events"]:
        first.setdefault(event["do"], event)
    imposed, length = read(first["lock"]["at"]), after(START, first["lock"]["then"]) - START
    deleted = read(first["delete"]["at"]) if "delete" in first else FOREVER
    answered = read(first["answer"]["at"]) if "answer" in first else FOREVER
    is_overturned = first.get("answer", {}).get("answer") == "overturned"
    over = min(deleted + length if deleted < FOREVER else FOREVER, answered if is_overturned else FOREVER)
    late = FOREVER
    if "appeal" in first:
        late = read(first["appeal"]["at"]) + (24 * HOUR if length <= 12 * HOUR else 72 * HOUR)

    def phase(at):
        if at >= over:
            return "open"
        if late <= at < answered:
            return "lifted"
        return "timing" if at >= deleted else "waiting"

    phases = []
    for at in sorted(time for time in {imposed, deleted, answered, over, late} if imposed <= time < FOREVER):
        if not phases or phases[-1][0] != phase(at):
            if phases:
                phases[-1][2] = show(at)
            phases.append([phase(at), show(at), None])
    gives_back = is_overturned and (deleted == FOREVER or deleted < answered)
    row.update(phases=phases, item="shown" if gives_back else "deleted" if deleted < FOREVER else "hidden")


def draw_lock(draw):
    at = read("2022-05-01T00:00:00Z")
    events = [{"at": show(at), "do": "lock", "item": "i1", "then": draw.choice(["PT1H", "PT12H", "P1D", "P7D"])}]
    for what in draw.sample(["delete", "appeal", "outage"], draw.randint(0, 3)):
        at += HOUR * draw.choice([1, 6, 11, 12, 13, 24, 25, 72, 80])
        events.append({"at": show(at), "do": what, "from": show(at), "to": show(at + 2 * DAY)}
                      if what == "outage" else {"at": show(at), "do": what})
        if what == "appeal" and draw.random() < 0.6:
            at += HOUR * draw.choice([1, 23, 24, 25, 71, 72, 100])
            events.append({"at": show(at), "do": "answer", "answer": draw.choice(["upheld", "overturned"])})
    row = {"events": events}
    answer_lock(row)
    return row


# ---- S8: an exception with its budget


def replay_exception(row, until):
    rule, author, posts, items, actions = row["exception"], {}, {}, {}, []
    for event in row["events"]:
        at, item = read(event["at"]), event.get("item")
        if until is not None and at > until:
            break
        if event["do"] == "author":
            author.update({key: value for key, value in event.items() if key not in ("at", "do")})
        elif event["do"] == "post":
            posts[item] = dict(author), event["clause"]
        elif event["do"] == "no_violation" and item in items:
            items[item]["void"] = True
        elif event["do"] == "decide":
            then, clause = posts[item]
            if clause == "none":
                actions.append({"item": item, "action": "none", "strike": 0})
                continue
            approvers = event.get("approvers", ["p1", "p2"])
            used = sum(1 for one in items.values() if one["grant"] and not one["void"]
                       and one["at"] > at - DAY * rule["budget"]["window_days"])
            grant = (clause in rule["softens"] and clause not in rule["never"] and event.get("tests_met", True)
                     and then.get("office", "none") != "none" and then.get("verified") is True
                     and then.get("followers", 0) > 100_000 and len(set(approvers)) >= 2
                     and event.get("first_reviewer", "p0") not in approvers
                     and used < rule["budget"]["per_account"])
            items[item] = {"at": at, "grant": grant, "void": False}
            actions.append({"item": item, "action": "notice " + rule["profile"] if grant else DEFAULT, "strike": 1})
    return items, actions


DEFAULT = "hide, lock until deleted"


def answer_exception(row):
    row["after"] = []
    for ask in row["ask"]:
        items, _ = replay_exception(row, read(ask["at"]))
        one = items.get(ask["item"])
        action, state = "none", "none"
        if one and one["void"]:
            state = "void" if one["grant"] else "none"
        elif one and one["grant"] and read(ask["at"]) < one["at"] + DAY * row["exception"]["max_days"]:
            action, state = "notice " + row["exception"]["profile"], "in force"
        elif one:
            action, state = DEFAULT, "lapsed" if one["grant"] else "none"
        row["after"].append({**ask, "action": action, "exception": state,
                             "strikes": sum(1 for other in items.values() if not other["void"])})
    row["actions"] = replay_exception(row, None)[1]


def draw_exception(draw):
    rule = {"id": "E9", "eligible": "office != none and verified and followers > 100000",
            "softens": draw.choice([["hateful_conduct"], ["hateful_conduct", "glorification"]]),
            "never": ["direct_threat"], "max_days": draw.choice([5, 10, 30]), "profile": draw.choice(["N1", "N2", "N5"]),
            "budget": {"per_account": draw.choice([1, 2, 3]), "window_days": draw.choice([10, 20, 90])}}
    at = read("2022-05-01T00:00:00Z")
    events = [{"at": show(at), "do": "author", "office": draw.choice(["holder", "candidate", "none"]), "verified": True,
               "followers": draw.choice([100_000, 100_001, 200_000])}]
    decided = {}
    for number in range(draw.randint(1, 6)):
        at += draw.choice([0 * DAY, HOUR, DAY, 5 * DAY, 10 * DAY, 20 * DAY])
        if draw.random() < 0.25:
            events.append({"at": show(at), "do": "author",
                           **draw.choice([{"office": "none"}, {"office": "holder"}, {"verified": False},
                                          {"verified": True}, {"followers": 100_000}, {"followers": 500_000}])})
        clause = draw.choice(["hateful_conduct"] * 4 + ["glorification", "direct_threat", "none"])
        events.append({"at": show(at), "do": "post", "item": f"i{number}", "clause": clause})
        at += draw.choice([0 * DAY, 2 * HOUR])
        event = {"at": show(at), "do": "decide", "item": f"i{number}"}
        if draw.random() < 0.15:
            event["tests_met"] = False
        if draw.random() < 0.2:
            event.update(first_reviewer="r1",
                         approvers=draw.choice([["r2", "r3"], ["r1", "r2"], ["r2", "r2"], ["r2"]]))
        events.append(event)
        decided[f"i{number}"] = at
        if draw.random() < 0.2:
            at += DAY
            events.append({"at": show(at), "do": "no_violation", "item": draw.choice(list(decided))})
    asks = []
    for _ in range(3):
        item = draw.choice(list(decided))
        later = draw.choice([0 * DAY, 3 * DAY, DAY * rule["max_days"], DAY * rule["max_days"] - timedelta(seconds=1)])
        asks.append({"at": show(decided[item] + later), "item": item})
    row = {"exception": rule, "events": events, "ask": sorted(asks, key=lambda ask: ask["at"])}
    answer_exception(row)
    return row


# ---- S13: six months in which the clock stops


def answer_filing(row):
    notice, outages = read(row["notice"]), row["outages"]
    spans = [(read(one["from"]), read(one["to"]), one) for one in outages]
    left = (after(notice, "P6M") - notice) // HOUR
    at = min([notice] + [begins for begins, _, _ in spans])
    stated = deque()  # the stated hours that count, within 365 days
    while left > 0:
        cut_off = [one for begins, finishes, one in spans if begins <= at < finishes]
        stops = any(one["ground"] == "register" and one["place"] == row["declared_place"] for one in cut_off)
        if not stops and any(one["ground"] == "stated" for one in cut_off):
            while stated and stated[0] <= at - 365 * DAY:
                stated.popleft()
            stops = row["reviewed"] or len(stated) < 60 * 24
            stated.append(at) if stops else None
        if not stops and at >= notice:
            left -= 1
        at += HOUR
    row.update(period_ends=show(at), filed=[[show(at - timedelta(seconds=1)), True], [show(at), False]])


def draw_filing(draw):
    notice = read("2022-05-01T00:00:00Z") + DAY * draw.randint(0, 300)
    outages = []
    for _ in range(draw.randint(0, 4)):
        begins = notice + HOUR * draw.randint(-500, 24 * 300)
        finishes = begins + HOUR * draw.choice([1, 24, 240, 960, 1464, 2160, 3600])
        ground = draw.choice(["register", "stated", "stated"])
        outages.append({"from": show(begins), "to": show(finishes), "ground": ground,
                        **({"place": draw.choice(["S", "S", "X"])} if ground == "register" else {})})
    row = {"kind": "filing", "notice": show(notice), "declared_place": "S",
           "outages": sorted(outages, key=lambda one: one["from"]), "reviewed": draw.random() < 0.3}
    answer_filing(row)
    return row


def main():
    draw, count = random.Random(int(sys.argv[1])), int(sys.argv[2])
    policies = {}
    for key, drawn in (("S6", draw_strikes), ("S7", draw_lock), ("S8", draw_exception), ("S13", draw_filing)):
        # The hours of S13 are slow to walk.
        rows = [drawn(draw) for _ in range(count // 10 if key == "S13" else count)]
        policies[key] = {"name": "drawn", "cases": [{"id": f"{key}.{i}", **row} for i, row in enumerate(rows)]}
    json.dump({"version": 1, "note": "drawn at random", "policies": policies}, sys.stdout)


main()
