#!/usr/bin/env bash
# Submits a run to Slurm as a job array, and a merge that starts when all parts are there.
# Usage: scenarios/cluster/slurm.sh SCENARIO SAMPLES PARTS_IN_ALL FOLDER [OPTION_OF_SBATCH...]
#   STUDY, a variable, is what is split: 'sweep --vary facility.pue=1.05:1.6:64', 'schedule --horizon 30d', 'sensitivity'. Default: run.
#   FOLDER, on a file system that all nodes share, gets parts/ and results/. 'simulator' has to be on the path of the nodes.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
[ $# -ge 4 ] || { sed -n 3,5p "${BASH_SOURCE[0]}" >&2; exit 2; }
scenario="$(realpath "$1")" samples="$2" count="$3" folder="$(realpath -m "$4")"
shift 4
mkdir -p "$folder/parts"
export STUDY="${STUDY:-run}" SCENARIO="$scenario" SAMPLES="$samples" PARTS="$folder/parts" RESULTS="$folder/results"
array="$(sbatch --parsable --export=ALL --chdir="$folder" --array="1-$count" "$@" "$here/slurm-part.sh")"
merge="$(sbatch --parsable --export=ALL --chdir="$folder" --dependency="afterok:$array" --kill-on-invalid-dep=yes "$@" "$here/slurm-merge.sh")"
echo "Parts: job $array. Merge: job $merge."
