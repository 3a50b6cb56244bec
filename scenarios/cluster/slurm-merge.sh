#!/usr/bin/env bash
# Merges the parts of the job array, after all of them; its exit code is that of a run: 3 if a limit does not hold.
#SBATCH --job-name=simulator-merge
#SBATCH --time=01:00:00
#SBATCH --output=%x-%j.log
set -euo pipefail
simulator merge "$PARTS" --out "$RESULTS" --device cpu
