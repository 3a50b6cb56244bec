#!/usr/bin/env bash
# One task of a Slurm job array: draws one part of the study. scenarios/cluster/slurm.sh submits it.
#SBATCH --job-name=simulator
#SBATCH --cpus-per-task=1
#SBATCH --time=01:00:00
#SBATCH --output=%x-%A-%a.log
#SBATCH --requeue
set -euo pipefail
read -ra study <<< "${STUDY:-run}"
simulator "${study[@]}" "$SCENARIO" --samples "$SAMPLES" --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --out "$PARTS" \
    --device cpu --threads "${SLURM_CPUS_PER_TASK:-1}" --quiet
