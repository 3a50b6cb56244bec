#!/usr/bin/env bash
# Draws the parts of a run with GNU parallel, and merges them.
# Usage: scenarios/cluster/parallel.sh SCENARIO SAMPLES PARTS_IN_ALL FOLDER [OPTION_OF_PARALLEL...]
#   STUDY, a variable, is what is split: 'sweep --vary facility.pue=1.05:1.6:64', 'schedule --horizon 30d', 'sensitivity'. Default: run.
#   Options of parallel choose the machines, e.g. --sshlogin node1,node2 --workdir . for a folder that all of them share.
#   Without options, all parts are drawn on this machine, one on each core.
set -euo pipefail
[ $# -ge 4 ] || { sed -n 3,6p "${BASH_SOURCE[0]}" >&2; exit 2; }
scenario="$1" samples="$2" count="$3" folder="$4"
shift 4
read -ra study <<< "${STUDY:-run}"
# Parts that an earlier call has drawn are not drawn again: the job log names them.
mkdir -p "$folder"
parallel "$@" --joblog "$folder/parallel.log" --resume-failed --retries 3 \
    simulator "${study[@]}" "$scenario" --samples "$samples" --shard "{}/$count" --out "$folder/parts" --device cpu --threads 1 --quiet ::: $(seq "$count")
simulator merge "$folder/parts" --out "$folder/results" --device cpu
