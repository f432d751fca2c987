# What runs on the box, beside FRR: sh box.sh ROOT SPACE VERB ...
# ROOT is the folder of all state, SPACE the path space of FRR's -N, or "". Whatever changes the configuration runs
# detached, under a lock that the kernel frees when its holder dies, and leaves its end in result.TOKEN.
#
#   session    locked by who has loaded a candidate     turn       locked by who changes the configuration
#   owner      whose session that is, as an id          timer      locked by the timer while it waits
#   candidate  the text to come, one per session id     waiting    TOKEN BOOT DEADLINE of a commit to be confirmed
#   before     running text when a change began         inflight   a change has begun and not ended
#   previous   running text before the last commit      *.startup  frr.conf at the same moment
#   rules.v*   this family's packet filters are ours: a     *.ours     which families were ours at that moment
#              text without them has none
#
# A text is what FRR runs, then for each family with packet filters a line "!! rules.v4" (rules.v6) and all of the tables
# TABLES as iptables-save shows them, without counts of packets.
umask 077
LC_ALL=C.UTF-8
PATH=$PATH:/usr/sbin:/sbin
export LC_ALL PATH
SELF=$0
ROOT=$1
SPACE=$2
VERB=$3
shift 3
CONF=/etc/frr${SPACE:+/$SPACE}
HOLD=1800 # seconds a session may last
TURN=120  # seconds to wait for another change to end
END=6000  # twentieths of a second to wait for a result
FAMILIES="rules.v4 rules.v6"
TABLES="raw mangle filter"
MARK='^!! rules\.'

vty() { vtysh ${SPACE:+-N "$SPACE"} "$@"; }

running() { vty -c 'show running-config no-header' && filters bare; }

# conf TEXT: the part that FRR takes
conf() { sed "/$MARK/,\$d" "$1"; }

# rules FILE TEXT: the part that iptables takes, FILE being rules.v4 or rules.v6
rules() { awk -v mark="!! $1" '/^!! / { inside = ($0 == mark); next } inside' "$2"; }

# iptables FILE PROGRAM ...: of Debian's two back ends the elder where its tables are in use or the other can't run
iptables() {
    case $1 in rules.v6) name=ip6tables ;; *) name=iptables ;; esac
    program=$2
    shift 2
    if grep -q . "/proc/net/${name%tables}_tables_names" 2>/dev/null || ! "$name-save" >/dev/null 2>&1; then
        name=$name-legacy
    fi
    "$name-$program" "$@"
}

# filtering FILE: anything at all
filtering() { iptables "$1" save 2>/dev/null | grep -Eq '^(-A|:[^ ]+ (-|DROP))'; }

# tables FILE: all of TABLES, in this order, also where the kernel has none yet
tables() {
    for table in $TABLES; do
        case $table in
        raw) chains="PREROUTING OUTPUT" ;;
        mangle) chains="PREROUTING INPUT FORWARD OUTPUT POSTROUTING" ;;
        filter) chains="INPUT FORWARD OUTPUT" ;;
        esac
        iptables "$1" save -t "$table" 2>/dev/null | awk -v table="$table" -v chains="$chains" '
            /^[*:]/ { sub(/ \[[0-9]+:[0-9]+\]$/, " [0:0]") }
            /^[*]/ { seen = 1 }
            !/^#/ { print }
            END {
                if (!seen) {
                    count = split(chains, chain, " ")
                    print "*" table
                    for (i = 1; i <= count; i++) print ":" chain[i] " ACCEPT [0:0]"
                    print "COMMIT"
                }
            }
        '
    done
}

# filters bare|all: the packet filters of the text that runs; bare: only of families that filter something
filters() {
    for family in $FAMILIES; do
        if [ "$1" = all ] || filtering "$family"; then echo "!! $family" && tables "$family"; fi
    done
}

# emptied: of tables, what is left of them when all is let through
emptied() { awk '/^:/ && $2 == "-" { next } /^:/ { $2 = "ACCEPT" } !/^-A/'; }

# wanted FILE TEXT: what iptables-restore has to be given, if anything
wanted() {
    if grep -qx "!! $1" "$2"; then
        rules "$1" "$2"
    elif [ -f "$ROOT/$1" ]; then
        tables "$1" | emptied
    fi
}

# filter TEXT: its packet filters, each family at once
filter() {
    for family in $FAMILIES; do
        wanted "$family" "$1" >"$ROOT/wanted.$family" || return 1
        [ -s "$ROOT/wanted.$family" ] || continue
        touch "$ROOT/$family" && iptables "$family" restore --wait 60 <"$ROOT/wanted.$family" || return 1
    done
}

# filtered TEXT: its packet filters are those that run
filtered() {
    for family in $FAMILIES; do
        wanted "$family" "$1" >"$ROOT/wanted.$family"
        [ -s "$ROOT/wanted.$family" ] || continue
        tables "$family" | cmp -s - "$ROOT/wanted.$family" || return 1
    done
}

now() {
    read -r up _ </proc/uptime
    echo "${up%.*}"
}

boot() { cat /proc/sys/kernel/random/boot_id; }

# reload --test|--reload TEXT; frr.conf of the box stays: frr-reload.py only writes it when it isn't called DIR/frr.conf
reload() {
    work=$(mktemp -d "$ROOT/work.XXXXXX") || return 1
    mkdir -p "$work/$SPACE" && conf "$2" >"$work/frr.conf" || return 1
    cp "$CONF/vtysh.conf" "$work/$SPACE/" 2>/dev/null
    /usr/lib/frr/frr-reload.py ${SPACE:+-N "$SPACE"} --confdir "$work" --rundir "$work" --stdout "$1" "$work/frr.conf"
    code=$?
    rm -rf "$work"
    return $code
}

differs() { ! reload --test "$1" 2>/dev/null | cmp -s - /dev/null; }

# install TEXT: frr.conf is replaced in one step, with the owner it had
install() {
    conf "$1" >"$CONF/frr.conf.new" || return 1
    chown --reference="$CONF" "$CONF/frr.conf.new" && chmod 640 "$CONF/frr.conf.new" && mv "$CONF/frr.conf.new" "$CONF/frr.conf"
}

# persist: packet filters of ours are there after a boot, too, where iptables-persistent keeps them; a lab's switch has none
persist() {
    [ -z "$SPACE" ] && [ -d /etc/iptables ] || return 0
    for family in $FAMILIES; do
        [ -f "$ROOT/$family" ] || continue
        tables "$family" >"/etc/iptables/$family.new" && mv "/etc/iptables/$family.new" "/etc/iptables/$family" || return 1
    done
}

# ours: the families whose packet filters are
ours() { for family in $FAMILIES; do [ ! -f "$ROOT/$family" ] || echo "$family"; done; }

# owned NAME: as it was then
owned() { for family in $FAMILIES; do grep -qx "$family" "$ROOT/$1.ours" || rm -f "$ROOT/$family"; done; }

# snapshot NAME: what runs and what would start, as NAME and NAME.startup
snapshot() {
    running >"$ROOT/$1.new" && [ -s "$ROOT/$1.new" ] && ours >"$ROOT/$1.ours" || return 1
    rm -f "$ROOT/$1.startup"
    cp "$CONF/frr.conf" "$ROOT/$1.startup" 2>/dev/null
    mv "$ROOT/$1.new" "$ROOT/$1"
}

# spelled TEXT: with BFD's default times written out, since bfdd hides them and knows no "no" that would bring them back
# (FRR 8.4: bfdd/bfdd_cli.c; 3 times 300 ms: bfdd/bfd.h)
spelled() {
    awk '
        function fill(word) { if (!(word in given)) print "  " word, usual[word] }
        function leave() {
            if (inside) { fill("detect-multiplier"); fill("receive-interval"); fill("transmit-interval") }
            inside = 0
        }
        BEGIN { usual["detect-multiplier"] = 3; usual["receive-interval"] = usual["transmit-interval"] = 300 }
        /^[^ ]/ { leave(); bfd = ($0 == "bfd") }
        bfd && /^ [^ ]/ { leave(); if ($1 == "profile" || $1 == "peer") { inside = 1; split("", given) } }
        inside { given[$1] = 1 }
        { print }
        END { leave() }
    ' "$1"
}

# apply TEXT: exit status 0 only when all of it was taken; a refusal of FRR that left no difference is noise
apply() {
    spelled "$1" >"$ROOT/spelled" && reload --reload "$ROOT/spelled" >"$ROOT/log" 2>&1 || return 1
    ! grep -Eq '^(line [0-9]+:|%)' "$ROOT/log" || ! differs "$1" || return 1
    filter "$1" >>"$ROOT/log" 2>&1
}

# same TEXT: it runs, byte for byte; or line for line, where FRR lists neighbours in the order in which they came
same() { running | cmp -s - "$1" || { ! differs "$1" && filtered "$1"; }; }

# restore NAME: back to a snapshot; twice, since a first pass may stumble over what was half there
restore() {
    for _ in 1 2; do
        apply "$ROOT/$1"
        running | cmp -s - "$ROOT/$1" && break
    done
    if [ -f "$ROOT/$1.startup" ] && ! cmp -s "$ROOT/$1.startup" "$CONF/frr.conf"; then install "$ROOT/$1.startup"; fi
    same "$ROOT/$1" || return 1
    [ ! -f "$ROOT/$1.ours" ] || owned "$1"
}

# end TOKEN WORD [FILE]: the result of a change, in one step
end() {
    { echo "$2"; [ -z "$3" ] || cat "$3"; } >"$ROOT/result.new.$$" && mv "$ROOT/result.new.$$" "$ROOT/result.$1"
}

# waits for its turn, then mends what a change that was killed half way left
turn() {
    exec 8>>"$ROOT/turn"
    flock -w "$TURN" 8 || return 1
    [ -f "$ROOT/inflight" ] || return 0
    [ "$(cat "$ROOT/inflight")" != "$(boot)" ] || restore before
    rm -f "$ROOT/inflight" "$ROOT/waiting"
}

# mine ID: that session still holds its lock
mine() { [ "$(cat "$ROOT/owner")" = "$1" ] && ! flock -n "$ROOT/session" true; }

# sets $token and $deadline; fails when nothing waits, or when the box has started anew and runs its frr.conf
waiting() {
    token= booted= deadline=
    [ -f "$ROOT/waiting" ] && read -r token booted deadline <"$ROOT/waiting"
    [ -n "$deadline" ] && [ "$booted" = "$(boot)" ]
}

armed() { waiting && ! flock -n "$ROOT/timer" true; }

# wait_for TOKEN SECONDS: one more than asked, since the clock is read in whole seconds
wait_for() {
    echo "$1 $(boot) $(($(now) + $2 + 1))" >"$ROOT/waiting.new" && mv "$ROOT/waiting.new" "$ROOT/waiting"
}

# arm TOKEN SECONDS: the timer holds its lock before this returns
arm() {
    wait_for "$1" "$2" || return 1
    exec 7>>"$ROOT/timer"
    flock -w 5 7 || return 1
    setsid sh "$SELF" "$ROOT" "$SPACE" timer "$1" </dev/null >/dev/null 2>&1 8>&- &
    exec 7>&-
}

revert() {
    boot >"$ROOT/inflight"
    restore before && word=reverted || word=between
    rm -f "$ROOT/waiting" "$ROOT/inflight"
}

timer() {
    while waiting && [ "$token" = "$1" ]; do
        left=$((deadline - $(now)))
        if [ "$left" -le 0 ]; then
            turn && waiting && [ "$token" = "$1" ] && revert
            return
        fi
        sleep 1 7>&-
    done
}

# take TEXT TOKEN SECONDS: apply, then start the clock anew, or make it last
take() {
    apply "$1" || return 1
    if [ "$3" = 0 ]; then keep; else wait_for "$2" "$3"; fi
}

# commit TOKEN SECONDS SESSION
commit() {
    if ! mine "$3"; then end "$1" unlocked; return; fi
    if armed; then end "$1" waiting; return; fi
    rm -f "$ROOT/waiting"
    snapshot before || { end "$1" unread; return; }
    [ "$2" = 0 ] || arm "$1" "$2" || { rm -f "$ROOT/waiting"; end "$1" unarmed; return; }
    boot >"$ROOT/inflight"
    if take "$ROOT/candidate.$3" "$1" "$2"; then
        rm -f "$ROOT/inflight"
        remember
        end "$1" done
        return
    fi
    mv "$ROOT/log" "$ROOT/refused"
    revert
    end "$1" "$word" "$ROOT/refused"
}

# the text before a commit that went well is what a rollback goes back to
remember() {
    rm -f "$ROOT/previous.startup"
    for part in "" .startup .ours; do
        [ ! -f "$ROOT/before$part" ] || { cp "$ROOT/before$part" "$ROOT/new" && mv "$ROOT/new" "$ROOT/previous$part"; }
    done
}

keep() { { running >"$ROOT/kept" && [ -s "$ROOT/kept" ] && install "$ROOT/kept" && persist; } 2>>"$ROOT/log"; }

confirm() {
    if ! armed; then end "$1" nothing; return; fi
    if keep; then rm -f "$ROOT/waiting"; end "$1" done; else end "$1" unkept "$ROOT/log"; fi
}

rollback() {
    if waiting; then revert; end "$1" "$word" "$ROOT/log"; return; fi
    if [ ! -f "$ROOT/previous" ]; then end "$1" nothing; return; fi
    snapshot before || { end "$1" unread; return; }
    boot >"$ROOT/inflight"
    restore previous && word=reverted || word=between
    rm -f "$ROOT/inflight"
    end "$1" "$word" "$ROOT/log"
}

case $VERB in
settle) turn ;;
running) (turn) && running ;;
startup) cat "$CONF/frr.conf" ;;
vty) vty "$@" ;;
filters) (turn) && filters all && ours | sed 's/^/!! ours /' ;;
load)
    cat >"$ROOT/candidate.$1" && conf "$ROOT/candidate.$1" >"$ROOT/conf.$1" && vtysh -C -f "$ROOT/conf.$1" 2>&1 || exit
    for family in $FAMILIES; do
        rules "$family" "$ROOT/candidate.$1" >"$ROOT/given.$1"
        [ ! -s "$ROOT/given.$1" ] || iptables "$family" restore --test <"$ROOT/given.$1" 2>&1 || exit
    done
    ;;
compare) (turn) && reload --test "$ROOT/candidate.$1" ;;
discard) rm -f "$ROOT/candidate.$1" "$ROOT/conf.$1" "$ROOT/given.$1" ;;
waiting) if armed; then echo "$((deadline - $(now)))"; fi ;;
hold)
    exec 9>>"$ROOT/session"
    flock -n 9 || { echo taken; exit; }
    echo "$1" >"$ROOT/owner"
    (turn) || { echo busy; exit; }
    ! armed || { echo "waiting $((deadline - $(now)))"; exit; }
    find "$ROOT" -mindepth 1 -maxdepth 1 -name '*.*' -mmin +60 ! -name '*.startup' ! -name '*.ours' \
        ! -name 'rules.v*' ! -name box.sh -exec rm -rf {} +
    echo held
    exec timeout "$HOLD" cat >/dev/null
    ;;
start) setsid sh "$SELF" "$ROOT" "$SPACE" "$@" </dev/null >/dev/null 2>&1 & ;;
await)
    until [ -f "$ROOT/result.$1" ] || [ "$((END -= 1))" = 0 ]; do sleep 0.05; done
    cat "$ROOT/result.$1"
    ;;
commit | confirm | rollback) if turn; then "$VERB" "$@"; else end "$1" busy; fi ;;
timer) timer "$1" ;;
esac
