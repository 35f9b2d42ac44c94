"""rows.py N: the CSV of N invented complaints that both sides get; the same N gives the same bytes.

A case has five acts (registered, accepted, assigned, replied, closed). One in twenty was received long ago and never replied
to: overdue. One in ten was received last week: open. "refund" stands in the findings of every other case that was replied to.
"""

import csv
import datetime
import random
import sys

N = int(sys.argv[1])
TODAY = datetime.date(2026, 11, 23)
CHANNELS = ["phone", "phone", "phone", "web", "visit", "letter", "media", "superior"]
CATEGORIES = ["error", "attitude", "management", "product", "access"]
UNITS = ["beijing", "taiyuan", "jinan", "xian", "wuhan", "suzhou", "dalian", "hefei"]
THINGS = ["transfer", "card", "loan", "counter", "app", "cash machine", "statement", "deposit"]
TROUBLES = ["not credited after over an hour", "declined without a reason", "charged twice", "closed in the morning"]

draw = random.Random(N)
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow("key title channel category received amount unit clerk replied closed findings name phone statement".split())
for i in range(N):
    thing, trouble = draw.choice(THINGS), draw.choice(TROUBLES)
    kind = i % 20
    if kind in (7, 13):  # open, in time: received on the last working day
        received = TODAY - datetime.timedelta(days=3)
    else:
        received = TODAY - datetime.timedelta(days=30 + draw.randrange(330))
    is_open = kind in (1, 7, 13)
    replied = "" if is_open else received + datetime.timedelta(days=1 + draw.randrange(6))
    closed = "" if is_open else replied + datetime.timedelta(days=1)
    word = "a refund was offered" if i % 2 == 0 else "an apology was offered"
    findings = "" if is_open else f"Vouchers and system logs were compared, and {word} to the customer for the {thing}."
    unit = draw.choice(UNITS)
    out.writerow([
        f"C{i}", f"A {thing} {trouble}", draw.choice(CHANNELS), draw.choice(CATEGORIES), received,
        draw.randrange(1, 90000), unit, f"clerk.{draw.randrange(40)}", replied, closed, findings,
        f"Customer Number {i}", f"1380{i:07d}", f"My {thing} was {trouble}, and nobody would say why.",
    ])
