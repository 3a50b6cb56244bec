#!/usr/bin/env bash
# Saves the samples of a scenario as CSV and as Parquet, reads both with pandas, and compares rows, types, units, seed and statistics
# with summary.json. Needs a Python with pandas; Parquet also needs one of pandas' engines, pyarrow or fastparquet:
#   apt-get install python3-pandas && tests/pandas.sh                  (Debian has no engine: CSV alone)
#   pip install pandas pyarrow && PYTHON=python3 tests/pandas.sh       (both)
# Usage: tests/pandas.sh [PROGRAM]   PROGRAM: Simulator.Cli.dll, built before; by default that of dotnet build -c Release.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
program="$(realpath "${1:-artifacts/bin/Simulator.Cli/release/Simulator.Cli.dll}")"
python=""
for candidate in ${PYTHON:-python3 /usr/bin/python3}; do
    if "$candidate" -c 'import pandas' 2>/dev/null; then python="$candidate"; break; fi
done
[ -n "$python" ] || { echo "pandas: skipped, since no Python here has pandas; PYTHON=... names another one."; exit 0; }

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
for kind in csv parquet; do
    dotnet "$program" run scenarios/llama-3.1-405b.yaml --samples 10k --seed 18446744073709551615 --no-plots --quiet \
        --out "$work/results" --save-samples "$work/samples.$kind" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
done

"$python" - "$work" <<'PYTHON'
import json
import math
import sys
from urllib.parse import unquote

import pandas

folder = sys.argv[1]
with open(f"{folder}/results/summary.json") as file:
    summary = json.load(file)
with open(f"{folder}/samples.csv-metadata.json") as file:
    metadata = json.load(file)
columns = metadata["tableSchema"]["columns"]
checks = 0


def check(holds, what):
    global checks
    checks += 1
    if not holds:
        sys.exit(f"pandas: FAILED: {what}")


def compare(frame, source):
    """Rows, names, types, and the statistics of summary.json within what rounding of a sum of doubles may leave."""
    check(len(frame) == summary["run"]["samples"], f"{source}: rows")
    check(list(frame.columns) == [column["titles"] for column in columns], f"{source}: names")
    check(frame["sample"].tolist() == list(range(len(frame))), f"{source}: numbers of the samples")
    for name, type_ in frame.dtypes.items():
        # A column without a fraction in any row is one of whole numbers in a CSV file, which has no types.
        whole = source == "CSV" and (frame[name] == frame[name].round()).all()
        check(str(type_) == ("int64" if name == "sample" or whole else "float64"), f"{source}: {name} is {type_}")
    for name, output in summary["outputs"].items():
        values = frame[name]
        for statistic, ours, theirs in [("mean", output["mean"], values.mean()), ("min", output["min"], values.min()), ("max", output["max"], values.max())]:
            check(math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-300), f"{source}: {statistic} of {name}: {theirs}, and {ours} in summary.json")
        # Between the order statistics on both sides of the rank.
        for probability in ["0.05", "0.5", "0.95"]:
            low, high = (values.quantile(float(probability), interpolation=side) for side in ["lower", "higher"])
            check(low * (1 - 1e-6) <= output["quantiles"][probability] <= high * (1 + 1e-6), f"{source}: {probability} of {name}")
        check(next(column for column in columns if column["titles"] == name)["schema:unitText"] == output["unit"], f"unit of {name}")


frame = pandas.read_csv(f"{folder}/samples.csv", float_precision="round_trip")
compare(frame, "CSV")
check(unquote(metadata["url"]) == "samples.csv", "name of the CSV file in its metadata")
check(metadata["notes"][0]["seed"] == 18446744073709551615, "seed of the CSV file")
print(f"pandas {pandas.__version__} reads samples.csv: {len(frame):,} rows, {len(frame.columns)} columns; {checks} checks hold.")

try:
    parquet = pandas.read_parquet(f"{folder}/samples.parquet")
except ImportError:
    print("pandas: Parquet skipped, since this Python has neither pyarrow nor fastparquet.")
    sys.exit()

compare(parquet, "Parquet")
check((parquet == frame).all().all(), "the bits of Parquet and CSV")
try:
    import pyarrow.parquet
except ImportError:
    print("pandas reads samples.parquet; its metadata skipped, since this Python has no pyarrow.")
    sys.exit()

facts = pyarrow.parquet.read_schema(f"{folder}/samples.parquet").metadata
check(facts[b"simulator.seed"] == b"18446744073709551615", "seed of the Parquet file")
units = {column["name"]: column["unit"] for column in json.loads(facts[b"simulator.columns"])}
check(all(units[name] == output["unit"] for name, output in summary["outputs"].items()), "units of the Parquet file")
print(f"pandas {pandas.__version__} reads samples.parquet; {checks} checks hold.")
PYTHON
