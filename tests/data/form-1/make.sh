#!/bin/sh
# How this fixture was made: `make.sh PATH/TO/redress DIR`, with the last version that wrote form 1 of the log (6a786cc).
# DIR then holds a project with each kind of event, and each thing that later versions read otherwise. Kept for the
# record: the fixture itself is never made again, for its version is gone.
set -eu
R=$1; D=$2
export HOME=/nonexistent REDRESS_CONFIG=/nonexistent/c.toml REDRESS_LANG=en REDRESS_USER=li.na
unset REDRESS_DIR NO_COLOR || true
N=2026-03-02T09:00
at() { N=$1; }                                    # the clock of what follows
r() { REDRESS_NOW=$N "$R" -C "$D" "$@"; }
q() { r "$@" -q >/dev/null; }

REDRESS_NOW=$N "$R" init "$D" --profile bank --desk HQ --simulated -q
cat >> "$D/directory.toml" <<'P'
[[unit]]
code = "ho"
en = "Head office"
zh = "总行"
level = "head-office"
functions = ["union", "customer-service"]
[[unit]]
code = "taiyuan"
en = "Taiyuan branch"
zh = "太原分行"
level = "branch-1"
parent = "ho"
[[unit]]
code = "datong"
en = "Datong branch"
zh = "大同分行"
level = "branch-1"
parent = "ho"
[[unit]]
code = "yingze"
en = "Yingze outlet"
zh = "迎泽支行"
level = "outlet"
parent = "taiyuan"
[[person]]
code = "li.na"
name = "Li Na"
unit = "ho"
roles = ["union", "supervisor", "customer-service"]
[[person]]
code = "boss"
name = "Bo Shu"
unit = "ho"
roles = ["leader", "union", "supervisor", "customer-service"]
[[person]]
code = "zhang.wei"
name = "Zhang Wei"
unit = "taiyuan"
phone = "0351-202"
[[person]]
code = "ren.jing"
name = "Ren Jing"
unit = "datong"
phone = "0352-303"
P
cat >> "$D/redress.toml" <<'P'
[[field]]
code = "product"
kind = "choice"
en = "product"
zh = "产品"
choices = [{ code = "card", en = "card", zh = "银行卡" }, { code = "loan", en = "loan", zh = "贷款" }]
[[field]]
code = "claimed"
kind = "money"
en = "claimed"
zh = "索赔金额"
[[limit]]
code = "own-apology"
en = "apology within two working days"
zh = "两个工作日内致歉"
limit = "apology"
from = "received"
until = "apology"
within = "2wd"
when = { category = "attitude", channel = "web" }
[[source]]
code = "regulator"
en = "Regulator"
zh = "监管部门"
[[extension]]
code = "expert"
limit = "reply"
within = "5wd"
approval = "backdate"
P
say="--findings found --staff-action talked --lessons trained --explanation told --satisfaction satisfied --handler zhang.wei --phone 0351-202"

# 1: a whole life, with private data, a file, a note, contacts, steps, a reply of ours, a call-back, an improvement, a closing.
q intake --title "Rude at the counter" --category attitude --channel book --accept --name "Wang Xiaoming" --phone 13800138000 --statement "He shouted at me." --demand "An apology" --received-by taiyuan --against taiyuan --amount 120.50 --tag counter --set product=card
echo "a letter" > "$D/../letter.txt"; q attach 1 "$D/../letter.txt"; rm "$D/../letter.txt"
q note 1 "the counter is number three"
q assign 1 --unit taiyuan --person zhang.wei --form transfer
q contact 1 --kind ack --via phone
at 2026-03-03T10:00; q contact 1 --kind explain --via phone; q step 1 apology --note "by phone"
at 2026-03-04T10:00; q classify 1 --set compensation_basis="house rules"; q reply 1 --responsibility ours $say --outcome resolved --compensation 20
at 2026-03-05T10:00; q callback 1 --resolved yes --satisfied satisfied
q close 1
# 2: declined. 3: referred. 4: voided. 5: withdrawn of free wish. 6: coerced.
at 2026-03-06T09:00; q intake --title "Weather too bad" --category general --channel phone; q decline 2 --reason "not ours" --told phone
q intake --title "Another bank's card" --category general --channel phone; q refer 3 --to "the other bank" --reason "their card" --told phone
q intake --title "A test" --category general; q void 4 --kind test --reason "a test"
q intake --title "Queue" --category general --channel phone --accept; q assign 5 --unit datong
q withdraw 5 --requested --reason "solved"; q withdraw 5 --unverified --reason "no answer" --checked-by boss; q withdraw 5 --voluntary --reason "solved" --checked-by boss
q intake --title "Pressed" --category general --channel phone --accept --against taiyuan; q assign 6 --unit datong; q withdraw 6 --coerced --reason "told to" --checked-by boss
# 7: paused, resumed, extended, delayed, escalated, supervised, overridden, approved, returned, reworked, partial replies, reopened.
at 2026-03-09T09:00; q intake --title "Fund sold as deposit" --category product --channel book --accept --amount 8000 --cause disclosure --set compensation_basis="house rules"
n=$(r list --fields id --sort id | tail -1); c=${n#HQ-2026-}
q assign $n --unit taiyuan --person zhang.wei --assist datong
at 2026-03-10T09:00; q return $n --reason "not our product"; q assign $n --unit datong --person ren.jing --assist taiyuan
q pause $n --ground evidence; at 2026-03-12T09:00; q resume $n
q supervise $n --reason "a large sum"; q approve $n backdate --note "papers came late"
at 2026-03-20T09:00; q extend $n --until +2wd --reason "an expert was asked"
q delay $n --reason "expert" --told phone --expected 2026-04-10
q escalate $n --to head-office --reason "late" 
at 2026-03-26T09:00; q contact $n --kind ack --via phone; q reply $n --partial --from taiyuan --findings "our part" --compensation 5
q reply $n --responsibility ours $say --outcome resolved --compensation 100 --override "the step is on paper"
q rework $n --reason "sum is wrong"; q reply $n --responsibility ours $say --outcome resolved --compensation 100 --override "the step is on paper"   # row: compensation after rework
q close $n; at 2026-04-02T09:00; q reopen $n --reason "our error"
# 8: a reply to the desk only, then nothing (row: answers).   9: the same of an anonymous complainant.
at 2026-03-16T09:00
q intake --title "Form came back only" --category general --channel book --accept --name "Zhao Liu" --phone 13912345678; a8=$(r list --fields id --sort id | tail -1)
q assign $a8 --unit taiyuan --person zhang.wei; q contact $a8 --kind ack --via phone; q reply $a8 --to desk --responsibility none $say --outcome explained
q intake --title "Nobody to answer" --category general --channel book --accept --anonymous; a9=$(r list --fields id --sort id | tail -1)
q assign $a9 --unit taiyuan --person zhang.wei; q reply $a9 --to desk --responsibility none $say --outcome explained
# 10: a source with a date of its own, reopened (row: source limit in round 2).
q intake --title "From the regulator" --category general --channel phone --accept --source regulator --source-ref R-77 --source-due 2026-03-20 
b=$(r list --fields id --sort id | tail -1); q assign $b --unit taiyuan; q contact $b --kind ack --via phone; q reply $b --responsibility none $say --outcome explained; q close $b
at 2026-03-24T09:00; q reopen $b --reason "our error"
# 11: a reply by a unit without part (row).
q intake --title "Answered by a stranger" --category general --channel book --accept; s=$(r list --fields id --sort id | tail -1)
q assign $s --unit taiyuan --person zhang.wei; q contact $s --kind ack --via phone; q reply $s --from datong --responsibility none $say --outcome explained
# 12, 13: duplicates of each other (row). 14, 15: a duplicate of a void case (row).
q intake --title "Twice A" --category general --channel phone; d1=$(r list --fields id --sort id | tail -1)
q intake --title "Twice B" --category general --channel phone; d2=$(r list --fields id --sort id | tail -1)
q link $d1 $d2 --kind duplicate; q close $d1 --outcome duplicate; q link $d2 $d1 --kind duplicate; q close $d2 --outcome duplicate
q intake --title "Main, void later" --category general --channel phone; d3=$(r list --fields id --sort id | tail -1)
q intake --title "Its duplicate" --category general --channel phone; d4=$(r list --fields id --sort id | tail -1)
q link $d4 $d3 --kind duplicate; q close $d4 --outcome duplicate; q void $d3 --kind mistake --reason "not a case"
# 16: a limit of one's own until a step (row). 17: a pause after a met limit (row).
q intake --title "Until a step" --category attitude --channel web --accept; e=$(r list --fields id --sort id | tail -1); at 2026-03-24T11:00; q step $e apology
q intake --title "Met, then paused" --category attitude --channel book --accept; f=$(r list --fields id --sort id | tail -1)
q assign $f --unit taiyuan; at 2026-03-25T09:00; q pause $f --ground evidence; at 2026-03-30T09:00; q resume $f
# 18: replied in time, recorded late, an unrelated revocation between (row). 19: an act revoked later (row).
at 2026-03-16T10:00; q intake --title "Recorded late" --category attitude --channel book --accept; g=$(r list --fields id --sort id | tail -1)
q assign $g --unit taiyuan --person zhang.wei; q contact $g --kind ack --via phone; q note $g "a note"
at 2026-03-23T10:00; v=$(r log $g --kind noted | cut -f1); q revoke $v --reason "another case"; q reply $g --on 2026-03-18T10:00 --responsibility none $say --outcome explained
# 20: acts out of order by the day they happened (row): a closing before its reply.
q intake --title "Closed before its reply" --category general --channel book --received 2026-03-12 --accept --override "the letter lay"; h=$(r list --fields id --sort id | tail -1)
q assign $h --unit taiyuan; q contact $h --kind ack --via phone; q reply $h --responsibility none $say --outcome explained; q close $h --on 2026-03-18
# 21: an amount beyond what the reader takes (row).
q intake --title "Beyond range" --category general --amount 90071992547409.91 || true
# 22: corrections, classification, parties, links, restricted, duty, improvements, enquiry, settled on the spot.
at 2026-03-27T09:00; q intake --title "Facts put right" --channel phone --source-ref 13812345678 2>/dev/null || q intake --title "Facts put right" --channel phone; k=$(r list --fields id --sort id | tail -1)   # row: personal data in a reference
q classify $k --category access; q accept $k; q correct $k --set channel=web --reason "it was the web"
q party add $k --role representative --name "Zhao Liu" --phone 13912345670; q party add $k --role respondent --person zhang.wei; q party drop $k --role representative --reason "mandate ended"
q link $k 1 --kind related; q unlink $k 1 --reason "not related"; q link $k 2 --kind repeat
q intake --title "Secret" --category general --restricted --name "Qian Qi" --statement "hush"
q intake --title "Opening hours" --nature enquiry
q intake --title "On the spot" --category general --channel phone --solved "changed the note" || true
q duty done box --unit yingze --nil
q improve add --title "Two counters at noon" --unit taiyuan --due 2026-05-01 --case 1; i=$(r improve list --fields event 2>/dev/null | head -1 || true); i=$(r improve list | tail -1 | cut -f1); q improve done $i --note "since Monday"
# private data seen and erased
r show 1 --private --purpose "a call" >/dev/null; q erase 1 --reason "asked for" -y
# an import: a key with a telephone number (row), rows that do not tell an assignment (row).
cat > "$D/../m.toml" <<'M'
name = 'old'
key = 'no'
[case]
title = 'title'
received = 'received'
source_ref = 'no'
channel = { const = 'web' }
category = { const = 'general' }
[private]
name = 'name'
[accepted]
[replied]
on = 'answered'
findings = { const = 'told' }
[closed]
on = 'answered'
outcome = { const = 'explained' }
M
printf 'no,title,received,answered,name\n13912345671,Old queue,2026-02-02,2026-02-03,Sun Ba\nB-2,Old card,2026-02-02,2026-02-25,Zhou Jiu\n' > "$D/../old.csv"
r import "$D/../old.csv" --map "$D/../m.toml" >/dev/null; rm "$D/../m.toml" "$D/../old.csv"
# a calendar's year that was added: open cases are computed again by the next write
at 2026-12-30T09:00; q intake --title "Next year's calendar" --category product --channel phone --accept
mkdir -p "$D/calendars"; printf '{"year":2027,"days":[{"name":"New Year","date":"2027-01-01","isOffDay":true},{"name":"New Year","date":"2027-01-04","isOffDay":true}]}\n' > "$D/calendars/2027.json"
at 2026-12-31T09:00; q note 1 "the year ends"
# another desk's segment: an assignment that clashes with ours
at 2026-12-31T10:00
cp -r "$D" "$D.sx"; REDRESS_NOW=$N "$R" -C "$D.sx" desk new SX -q
REDRESS_NOW=$N "$R" -C "$D.sx" assign $k --unit datong -q >/dev/null; q assign $k --unit taiyuan
cp -r "$D.sx"/log/SX-* "$D/log/"; cp -n "$D.sx"/policies/* "$D/policies/" || true; rm -rf "$D.sx"
at 2026-12-31T11:00; q note 1 "seen"
for kind in opened accepted declined referred classified assigned returned reworked contacted stepped approved noted attached delayed extended paused resumed escalated supervised replied called_back withdrawal_requested withdrawal_unverified withdrawal_coerced withdrawn reopened closed linked unlinked corrected revoked voided overridden party_added party_dropped duty_done improvement_added improvement_done recomputed policy revealed erased; do
  grep -qh "\"$kind\":{" "$D"/log/*/*.jsonl || echo "no event: $kind"; done
