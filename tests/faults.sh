#!/usr/bin/env bash
# What can go wrong around the program: kills, simultaneous runs, signals, full disks, closed streams, few files, little memory.
# Prints one line a fault, and ends with 1 if one of them ended otherwise than docs/faults.md says.
#
#   tests/faults.sh [KILLS]     KILLS of a run at random moments, and as many while it replaces files (default 200; some 20 minutes)
#
# Replacing files takes some milliseconds, which kills seldom hit. Where strace is installed, a second round of kills makes each
# renaming and each deletion of a file wait for 30 ms, so that every kill falls between two of them. The full disk takes root.
# Memory is limited in four ways; a container's limit takes root and control groups.
# Build first: dotnet build src/Simulator.Cli -c Release. SIMULATOR names another program, e.g. the native one.
set -u
here=$(cd "$(dirname "$0")/.." && pwd)
simulator=${SIMULATOR:-$here/artifacts/bin/Simulator.Cli/release/Simulator.Cli}
kills=${1:-200}
work=$(mktemp -d) && cd "$work" && chmod 755 . && trap 'cd / && rm -rf "$work"' EXIT
failed=0
unset SIMULATOR_DEBUG

cat > small.yaml <<'Y'
name: small
hardware: {tdp: 700 W}
facility: {pue: 1.1 to 1.3}
training: [{accelerators: 8, duration: 30 to 40 days}]
Y
sed 's/1.1 to 1.3/1.2 to 1.5/' small.yaml > other.yaml

say() { printf '%-62s %s\n' "$1" "$2"; }
fail() { say "$1" "FAILED: $2"; failed=1; }

# $1: what is tried; $2: the exit code that is right; $3: a pattern that standard error has to contain; then the command.
expect() {
    local name=$1 code=$2 pattern=$3; shift 3
    timeout 60 bash -c "$*" > out 2> err < /dev/null
    local got=$?
    if [ $got != "$code" ]; then fail "$name" "exit $got, not $code: $(head -c 300 err)"
    elif grep -q 'Unhandled\|^   at ' err; then fail "$name" "a stack trace: $(head -c 300 err)"
    elif [ -n "$pattern" ] && ! grep -q -- "$pattern" err; then fail "$name" "'$pattern' is not in: $(head -c 300 err)"
    else say "$name" "exit $got"; fi
}

# Every file that a manifest names is as it says, all belong to one run, and no other is there. $1: folder; $2: whole or cut.
check_set() {
    local manifest=$1/manifest.json
    [ -f "$manifest" ] || { [ "$2" = cut ] && [ -z "$(ls "$1")" ]; return; }
    awk -v folder="$1" -v state="$2" '
        /"files": \{/ { in_set = "files" } /"earlier": \{/ { in_set = "earlier" } /^  \}/ { in_set = "" }
        in_set != "" && match($0, /"[^"]+": "[0-9a-f]{64}"/) { split(substr($0, RSTART, RLENGTH), part, "\""); hash[in_set, part[2]] = part[4]; name[part[2]]; runs[in_set] }
        END {
            for (file in name) {
                path = folder "/" file
                if ((getline found < ("/dev/null")) < 0) exit 1
                command = "sha256sum \"" path "\" 2>/dev/null"
                found = ""; command | getline found; close(command); found = substr(found, 1, 64)
                if (found == "") { missing["files"] += (("files", file) in hash); continue }
                new = found == hash["files", file]; old = found == hash["earlier", file]
                if (!new && !old) { print file " is not whole"; exit 1 }
                if (new && !old) one_new = file; if (old && !new) one_old = file
            }
            if (one_new != "" && one_old != "") { print one_new " and " one_old " are of two runs"; exit 1 }
            if (state == "whole" && ("earlier" in runs || missing["files"] > 0)) { print "the set is not complete"; exit 1 }
        }' "$manifest"
}

leftovers() { find "$1" -name '.*' -o -name '*.kept*' | grep -v "^$1\$" | head -3; }

# --- kills ------------------------------------------------------------------------------------------------------------
run_into() { "$simulator" run small.yaml --samples 4096 --charts histogram --out "$1" --quiet "${@:2}" > /dev/null 2> err; }
run_into set || fail "a run" "$(cat err)"
start=$(date +%s%N); run_into set --seed 1; whole=$(( ($(date +%s%N) - start) / 1000000 ))
cut=0; within=0; wrong=""
for ((kill = 1; kill <= kills; kill++)); do
    "$simulator" run small.yaml --samples 4096 --charts histogram --out set --quiet --seed $kill > /dev/null 2> err &
    pid=$!
    if (( kill % 3 == 0 )); then
        # A third while the files of the older run are replaced, which takes some milliseconds.
        while ! [ -e set/.simulator.lock ] && kill -0 $pid; do :; done
        for ((pause = RANDOM % 1000; pause > 0; pause--)); do :; done
    elif (( kill % 3 == 1 )); then
        sleep "$(awk -v most=$whole -v seed=$RANDOM$kill 'BEGIN { srand(seed); print rand() * most / 1000 }')"
    else
        # A third from the moment at which the first file of the new run is written.
        while ! compgen -G 'set/.*.tmp' > /dev/null && kill -0 $pid 2> /dev/null; do :; done
        sleep "$(awk -v most=$whole -v seed=$RANDOM$kill 'BEGIN { srand(seed); print rand() * most / 3000 }')"
    fi
    kill -9 $pid 2> /dev/null && cut=$((cut + 1))
    wait $pid 2> /dev/null
    [ -f set/manifest.json ] && grep -q '"earlier": {' set/manifest.json && within=$((within + 1))
    state=$(check_set set cut) || wrong="kill $kill: $state"
    if (( kill % 20 == 0 || kill == kills )); then
        run_into set --seed 0$kill || wrong="the run after kill $kill: $(cat err)"
        state=$(check_set set whole) || wrong="after kill $kill and another run: $state"
        [ -z "$(leftovers set)" ] || wrong="left over after kill $kill and another run: $(leftovers set)"
    fi
    [ -z "$wrong" ] || break
done 2> /dev/null # the shell's own messages about what was killed
if [ -n "$wrong" ]; then fail "kill -9 at $kills moments" "$wrong"; else say "kill -9 at $kills moments ($cut runs cut, $within while files were replaced)" "every file whole, one run, no leftovers"; fi

# --- kills while files are replaced -----------------------------------------------------------------------------------
if strace -o /dev/null true 2> /dev/null; then
    moves=rename,renameat,renameat2,unlink,unlinkat
    run_into replaced || fail "a run" "$(cat err)"
    within=0; wrong=""; places=""
    for ((kill = 1; kill <= kills; kill++)); do
        # -D: the program stays our child, not that of strace.
        DOTNET_EnableDiagnostics=0 strace -D -f -q --seccomp-bpf -o moves -e trace=$moves -e inject=$moves:delay_enter=30000 \
            "$simulator" run small.yaml --samples 4096 --charts histogram --out replaced --quiet --seed $kill > /dev/null 2> err &
        pid=$!
        # From when the manifest of both runs is moved into its place.
        while ! grep -q 'both.json' moves 2> /dev/null && kill -0 $pid 2> /dev/null; do sleep 0.005; done
        sleep "$(awk -v seed=$RANDOM$kill 'BEGIN { srand(seed); print 0.04 + rand() * 0.34 }')"
        kill -9 $pid 2> /dev/null
        wait $pid 2> /dev/null
        if grep -q '"earlier": {' replaced/manifest.json 2> /dev/null; then within=$((within + 1)); places="$places $(ls replaced | wc -l)"; fi
        state=$(check_set replaced cut) || wrong="kill $kill: $state"
        if (( kill % 5 == 0 || kill == kills )); then
            run_into replaced --seed 0$kill || wrong="the run after kill $kill: $(cat err)"
            state=$(check_set replaced whole) || wrong="after kill $kill and another run: $state"
            [ -z "$(leftovers replaced)" ] || wrong="left over after kill $kill and another run: $(leftovers replaced)"
        fi
        rm -f moves
        [ -z "$wrong" ] || break
    done 2> /dev/null
    if [ -n "$wrong" ]; then fail "kill -9 at $kills moments of replacing files" "$wrong"
    elif (( within * 2 < kills )); then fail "kill -9 at $kills moments of replacing files" "only $within fell into it"
    else
        say "kill -9 at $kills moments of replacing files ($within left both runs)" "every file whole, one run, no leftovers"
        say "  files in the folder then (times files)" "$(tr ' ' '\n' <<< "$places" | grep . | sort -n | uniq -c | awk '{ printf "%s%d times %d", sep, $1, $2; sep = ", " }')"
    fi
else
    say "kills while files are replaced" "skipped: no strace, or no right to trace"
fi

# --- simultaneous runs ------------------------------------------------------------------------------------------------
wrong=""
rounds=$(( (kills + 9) / 10 ))
for ((round = 1; round <= rounds; round++)); do
    pids=()
    for seed in 1 2 3 4; do
        file=small.yaml; [ $seed = 4 ] && file=other.yaml
        "$simulator" run $file --samples 4096 --charts "$([ $((seed % 2)) = 0 ] && echo histogram || echo exceedance)" --out four --quiet --seed $seed > /dev/null 2> err.$seed &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do wait "$pid" || wrong="exit $?: $(cat err.*)"; done
    state=$(check_set four whole) || wrong="round $round: $state"
    [ -z "$(leftovers four)" ] || wrong="left over in round $round: $(leftovers four)"
done
if [ -n "$wrong" ]; then fail "4 simultaneous runs, $rounds times" "$wrong"; else say "4 simultaneous runs into one folder, $rounds times" "one is there whole"; fi

# --- signals ----------------------------------------------------------------------------------------------------------
# Every command of the program stands here; a test compares this list with that of the commands.
signal() {
    local name=$1 code; shift
    for delay in 0.05 0.1 0.2 0.5 1; do
        "$@" > /dev/null 2> err < small.yaml &
        local pid=$! began
        sleep $delay
        began=$(date +%s%N)
        kill -TERM $pid 2> /dev/null
        wait $pid; code=$?
        local took=$(( ($(date +%s%N) - began) / 1000000 ))
        # 143: the runtime had not started; 0 and 3: it was done before.
        case $code in 130 | 143 | 0 | 3) ;; *) fail "SIGTERM after $delay s: $name" "exit $code: $(head -c 200 err)"; return ;; esac
        if [ $took -gt 5000 ]; then fail "SIGTERM after $delay s: $name" "took $took ms"; return; fi
        if grep -q 'Unhandled\|^   at ' err; then fail "SIGTERM: $name" "$(head -c 300 err)"; return; fi
    done
    say "SIGTERM at several moments: $name" "exit $code"
}
signal run "$simulator" run small.yaml --samples 1e11 --out signal
signal "run with charts" "$simulator" run small.yaml --samples 1M --sensitivity --chart-svg --out signal
signal "run --shard" "$simulator" run small.yaml --samples 1e11 --shard 1/2 --out signal
signal compare "$simulator" compare small.yaml other.yaml --samples 1e11 --out signal
signal sweep "$simulator" sweep small.yaml --vary facility.pue=1.1:1.6:40 --samples 1e10 --out signal
signal sensitivity "$simulator" sensitivity small.yaml --samples 1e10 --out signal
signal solve "$simulator" solve small.yaml --output energy --equals "5 MWh" --for hardware.tdp --samples 1e10
signal validate "$simulator" validate "$here/scenarios/published" --samples 1e10
signal check "$simulator" check "$here/scenarios"
"$simulator" run small.yaml --samples 4M --shard 1/2 --out parts --quiet > /dev/null && "$simulator" run small.yaml --samples 4M --shard 2/2 --out parts --quiet > /dev/null
signal merge "$simulator" merge parts --out signal
signal schedule "$simulator" schedule "$here/scenarios/timed/when-to-run.yaml" --horizon 30d --step 1h --samples 1e9 --out signal
signal replay "$simulator" replay small.yaml --sample 77777
signal export "$simulator" export small.yaml --as latex --samples 1e10 --out signal/export
awk 'BEGIN { srand(1); print "price"; for (i = 0; i < 900000; i++) print 50 + 9 * rand() }' > prices.csv
signal fit "$simulator" fit prices.csv --unit USD/MWh --out signal
awk 'BEGIN { print "t,w"; for (i = 0; i < 900000; i++) printf "%d,%d\n", 1767225600 + 15 * i, 300 + i % 7 }' > power.csv
signal import "$simulator" import power-csv power.csv --time t --power w --at it --accuracy 1% --out signal/m.yaml
signal new "$simulator" new --accelerator h100-sxm --out signal/new.yaml --force
signal explain "$simulator" explain facility.pue
signal list "$simulator" list locations
signal devices "$simulator" devices
signal schema "$simulator" schema
signal completion "$simulator" completion bash
[ -z "$(leftovers signal)" ] || fail "SIGTERM" "left over: $(leftovers signal)"

# The file is there, with a temporary name, and not complete: it waits for the disk for half a second.
if command -v strace > /dev/null; then
    rm -rf signal; mkdir signal
    strace -f -qq -o /dev/null -e trace=fsync -e inject=fsync:delay_enter=500000 "$simulator" new --accelerator h100-sxm --out signal/new.yaml > /dev/null 2> err &
    tracer=$!
    until ls -A signal | grep -q tmp || ! kill -0 $tracer 2> /dev/null; do sleep 0.01; done
    kill -TERM "$(pgrep -P $tracer)"; wait $tracer; code=$?
    if [ $code = 0 ] && [ "$(ls -A signal)" = new.yaml ] && "$simulator" check signal/new.yaml --quiet > /dev/null 2>&1; then say "SIGTERM while a file is written" "the file is whole, exit $code"
    else fail "SIGTERM while a file is written" "exit $code: $(ls -A signal)"; fi
else
    say "SIGTERM while a file is written" "not tried: needs strace"
fi

# --- disks and folders ------------------------------------------------------------------------------------------------
run="$simulator run small.yaml --samples 4096"
mkdir full
if mount -t tmpfs -o size=192k tmpfs full 2> /dev/null; then
    expect "a disk with room for tables only, a first run" 1 'No space left' "$run --out full"
    [ -z "$(ls -A full)" ] || fail "a full disk" "left over: $(ls -A full)"
    expect "the same without charts" 0 '' "$run --out full --no-plots"
    head -c 10M /dev/zero > full/fill 2> /dev/null
    expect "a full disk with an older result" 1 'No space left' "$run --out full --seed 7"
    check_set full whole || fail "a full disk" "the older result is damaged"
    [ -z "$(leftovers full)" ] || fail "a full disk" "left over: $(leftovers full)"
    expect "a full disk, import" 1 'No space left' "printf 't,w\n2026-01-01T00:00Z,5\n2026-01-01T01:00Z,5\n' > log.csv; $simulator import power-csv log.csv --time t --power w --at it --accuracy 1% --out full/m.yaml"
    umount full
else
    say "a full disk" "skipped: no right to mount one"
fi
echo text > file
expect "a folder that is a file" 2 'is a file' "$run --out file"
expect "a folder below a file" 2 'is a file' "$run --out file/below"
expect "the same for a sweep" 2 'is a file' "$simulator sweep small.yaml --vary facility.pue=1.1,1.2 --samples 1024 --out file"
if [ "$(id -u)" = 0 ] && command -v setpriv > /dev/null; then
    mkdir -m 555 locked
    nobody="setpriv --reuid 65534 --regid 65534 --clear-groups"
    expect "a folder without the right to write" 1 'denied' "$nobody $run --out locked"
    expect "a current folder without the right to write" 0 'Results are not saved' "cd locked; $nobody ${run/small.yaml/../small.yaml} --no-plots"
fi
expect "no HOME, no TMPDIR, no PATH" 0 '' "env -i $run --out env"
expect "a HOME and a TMPDIR that are not there" 0 '' "HOME=/nowhere TMPDIR=/nowhere $run --out env"

# --- streams ----------------------------------------------------------------------------------------------------------
expect "standard output closed" 1 'standard output' "$run --no-plots --out streams >&-"
expect "standard output full" 1 'No space left' "$run --no-plots --out streams > /dev/full"
expect "standard input closed" 0 '' "$run --no-plots --out streams <&-"
expect "standard input closed and to be read" 2 'Standard input' "timeout -s KILL 10 $simulator check - <&-"
expect "all three closed" 1 '' "$run --no-plots --out streams <&- >&- 2>&-"
expect "standard error closed" 0 '' "$run --no-plots --out streams 2>&-"
expect "standard error full, a wrong command line" 2 '' "$simulator run --nonsense 2> /dev/full"
expect "both closed" 1 '' "$run --no-plots --out streams >&- 2>&-"
expect "a reader that leaves" 0 '' "$simulator list locations | head -1"

# --- descriptors and memory -------------------------------------------------------------------------------------------
for most in 48 64 96 128; do
    timeout 60 bash -c "ulimit -n $most; exec $run --out few" > /dev/null 2> err
    code=$?
    (( most < 128 || code == 0 )) || fail "at most $most open files" "exit $code"
    if [ $code = 0 ] || { [ $code = 1 ] && grep -q 'ulimit -n' err; }; then say "at most $most open files" "exit $code"
    else fail "at most $most open files" "exit $code: $(head -c 300 err)"; fi
done
expect "many threads and replicates in 40 MB" 0 '' "DOTNET_GCHeapHardLimit=0x2800000 $run --no-plots --replicates 1024 --threads 64 --out few"

# --- little memory ----------------------------------------------------------------------------------------------------
commands=(
    "check $here/scenarios"
    "run $here/scenarios/gpt-3.yaml --no-plots --quiet --out scarce"
    "run $here/scenarios/gpt-3.yaml --quiet --out scarce"
    "compare $here/scenarios/gpt-3.yaml $here/scenarios/gpt-4.yaml --quiet --out scarce"
    "sweep small.yaml --vary facility.pue=1.1,1.2 --quiet --out scarce"
    "schedule $here/scenarios/timed/when-to-run.yaml --quiet --out scarce"
    "sensitivity small.yaml --quiet --out scarce"
    "solve small.yaml --output energy --equals 5MWh --for hardware.tdp"
    "merge parts --quiet --out scarce"
    "import power-csv power.csv --time t --power w --at it --accuracy 1% --out scarce/m.yaml"
    "fit prices.csv --unit USD/MWh --out scarce"
)
tries=$(( (kills + 66) / 67 ))

# Each command works, or ends with exit 1 and a sentence, and leaves nothing. $1: what is limited; $2: how, for a shell; then the limits.
scarce() {
    local name=$1 how=$2 limit command try code works=0 sentences=0; shift 2
    for limit in "$@"; do for command in "${commands[@]}"; do for ((try = 0; try < tries; try++)); do
        rm -rf scarce
        timeout 100 bash -c "${how//LIMIT/$limit} exec '$simulator' $command" > /dev/null 2> err < /dev/null; code=$?
        if [ $code = 0 ]; then works=$((works + 1))
        elif [ $code = 1 ] && grep -q 'not enough memory\|too little memory' err && ! grep -q '^   at ' err; then sentences=$((sentences + 1))
        else fail "$name of $limit: ${command%% *}" "exit $code: $(head -c 300 err)"; fi
        [ ! -d scarce ] || [ -z "$(leftovers scarce)" ] || fail "$name of $limit: ${command%% *}" "left over: $(leftovers scarce)"
    done; done; done
    say "$name: ${#commands[@]} commands, $tries times each, with $*" "$works work, $sentences end with a sentence"
}
scarce "a heap of some MB" 'export DOTNET_GCHeapHardLimit=$(printf %x LIMIT000000);' 4 6 8 12 16 20 25 30 40 60
if [ -e "$(dirname "$simulator")/Simulator.Cli.dll" ]; then spaces='1800 2000 2300 2600 3000'; else spaces='300 350 400 600 900'; fi
scarce "an address space of some MB" 'ulimit -v LIMIT000;' $spaces
group=/sys/fs/cgroup/memory/simulator-faults; most=memory.limit_in_bytes
[ -d /sys/fs/cgroup/memory ] || { group=/sys/fs/cgroup/simulator-faults; most=memory.max; }
if mkdir $group 2> /dev/null && [ -w $group/$most ]; then
    scarce "a container of some MB" "echo \$((LIMIT << 20)) > $group/$most; echo \$\$ > $group/cgroup.procs;" 24 40 60 80 120
    rmdir $group
else
    say "a container's memory" "not tried: needs root and control groups"
fi

# A command that hangs, here because it is stopped, is ended ten seconds after a signal.
DOTNET_GCHeapHardLimit=0x20000000 "$simulator" run small.yaml --samples 1e11 --no-plots --out scarce > /dev/null 2> err &
supervisor=$!
sleep 2; command=$(pgrep -P $supervisor); kill -STOP "$command"; began=$(date +%s); kill -TERM $supervisor; wait $supervisor; code=$?
took=$(( $(date +%s) - began ))
if [ $code = 130 ] && [ $took -ge 9 ] && [ $took -le 20 ]; then say "SIGTERM to a command that hangs" "exit 130 after $took s"; else fail "SIGTERM to a command that hangs" "exit $code after $took s: $(head -c 300 err)"; fi
exit $failed
