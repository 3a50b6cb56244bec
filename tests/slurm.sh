#!/usr/bin/env bash
# Starts a Slurm of one node on this machine, submits scenarios/cluster/slurm.sh to it, and compares the merged figures with those
# of one run, bit for bit. Needs root and Debian's packages slurm-wlm and munge:
#   apt-get install slurm-wlm munge && tests/slurm.sh
# Usage: tests/slurm.sh [PROGRAM]   PROGRAM: Simulator.Cli.dll, built before; by default that of dotnet build -c Release.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
program="$(realpath "${1:-artifacts/bin/Simulator.Cli/release/Simulator.Cli.dll}")"
for tool in slurmctld slurmd munged sbatch; do
    PATH="$PATH:/usr/sbin" command -v "$tool" >/dev/null || { echo "Slurm: skipped, since this machine has no $tool."; exit 0; }
done
[ "$(id -u)" -eq 0 ] || { echo "Slurm: skipped, since starting it takes root."; exit 0; }
export PATH="$PATH:/usr/sbin"

work="$(mktemp -d)"
started=()
stop() {
    # slurmd starts a process for each job, which ends with it.
    for process in "${started[@]}"; do kill "$process" 2>/dev/null; done
    wait 2>/dev/null
    rm -rf "$work"
}
trap stop EXIT
chmod 755 "$work"
mkdir -p "$work"/{munge,state,spool,bin,slurm}

# A key and a socket of our own: a munge that this machine may have is left alone.
dd if=/dev/urandom of="$work/munge/key" bs=1 count=1024 2>/dev/null
chmod 400 "$work/munge/key"
chmod 755 "$work/munge"
munged --foreground --force --key-file="$work/munge/key" --socket="$work/munge/socket" --pid-file="$work/munge/pid" \
    --log-file="$work/munge/log" --seed-file="$work/munge/seed" >"$work/munge.out" 2>&1 &
started+=($!)

port=$((20000 + RANDOM % 20000))
node="$(hostname -s)"
cat >"$work/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$node(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CredType=cred/munge
SlurmctldPort=$port
SlurmdPort=$((port + 1))
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1
ReturnToService=2
MpiDefault=none
NodeName=$node NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=1000 State=UNKNOWN
PartitionName=test Nodes=$node Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$work/slurm.conf"
for _ in $(seq 50); do [ -S "$work/munge/socket" ] && break; sleep 0.1; done
slurmctld -D -f "$SLURM_CONF" >"$work/slurmctld.out" 2>&1 &
started+=($!)
slurmd -D -f "$SLURM_CONF" -N "$node" >"$work/slurmd.out" 2>&1 &
started+=($!)
for _ in $(seq 100); do sinfo -h -o %T 2>/dev/null | grep -q idle && break; sleep 0.2; done
if ! sinfo -h -o %T 2>/dev/null | grep -q idle; then
    echo "Slurm: it did not start."
    tail -5 "$work"/*.log "$work"/*.out
    exit 1
fi

printf '#!/bin/sh\nexec dotnet "%s" "$@"\n' "$program" >"$work/bin/simulator"
chmod 755 "$work/bin/simulator"
export PATH="$work/bin:$PATH"
scenario=scenarios/llama-3.1-405b.yaml
failed=0
state() { scontrol show job "$1" 2>/dev/null | sed -n 's/.*JobState=\([A-Z_]*\).*/\1/p' | sort -u | tr '\n' ' '; }
finish() {
    for _ in $(seq 600); do
        case "$(state "$1")" in *PENDING* | *RUNNING* | *COMPLETING* | *CONFIGURING*) sleep 0.5 ;; *) break ;; esac
    done
}
figures() { sed -E '/"(version|commit|runtime|seconds|device|threads)":/d; /"Device: /d' "$1" | sed -E ':a;N;$!ba;s/,\n( *\])/\n\1/g'; }

# Parts that do not divide the samples evenly, and more parts than blocks of a replicate.
for case in "1M 7" "16M 5"; do
    read -r samples parts <<<"$case"
    folder="$work/run-$samples-$parts"
    printed="$(scenarios/cluster/slurm.sh "$scenario" "$samples" "$parts" "$folder")"
    merge="$(sed -n 's/.*Merge: job \([0-9]*\)\./\1/p' <<<"$printed")"
    finish "$merge"
    # The path is part of the figures: Slurm has the full one.
    simulator run "$(realpath "$scenario")" --samples "$samples" --device cpu --quiet --no-plots --out "$work/one" >/dev/null
    if [ "$(state "$merge")" = "COMPLETED " ] && diff <(figures "$work/one/summary.json") <(figures "$folder/results/summary.json") >"$work/diff.txt"; then
        echo "Slurm: $samples samples in $parts parts, merged to the bits of one run. $printed"
    else
        echo "Slurm: $samples samples in $parts parts: merge $(state "$merge")"
        head -20 "$work/diff.txt" "$folder"/*.log
        failed=1
    fi
done

# A part that fails keeps the merge from starting.
printed="$(scenarios/cluster/slurm.sh "$scenario" none 2 "$work/wrong")"
merge="$(sed -n 's/.*Merge: job \([0-9]*\)\./\1/p' <<<"$printed")"
finish "$merge"
case "$(state "$merge")" in
    CANCELLED*) echo "Slurm: a merge whose parts have failed is cancelled." ;;
    *) echo "Slurm: a merge whose parts have failed: $(state "$merge")"; failed=1 ;;
esac
exit "$failed"
