#!/usr/bin/env bash
# Publishes the native program, runs scenarios with it and with the managed one, and compares every figure to the last bit.
# Usage: tests/native.sh [MANAGED]   MANAGED: Simulator.Cli.dll, built before; by default that of dotnet build -c Release.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
managed="${1:-artifacts/bin/Simulator.Cli/release/Simulator.Cli.dll}"
if ! command -v clang >/dev/null && ! command -v gcc >/dev/null; then
    echo "Native program: skipped, since this machine has neither clang nor gcc to link it."
    exit 0
fi

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# A folder of its own: the packages of this build differ from those of the managed one.
if ! dotnet publish src/Simulator.Cli -p:PublishAot=true -p:ArtifactsPath="$work/artifacts" -o "$work/native" --nologo \
    >"$work/publish.log" 2>&1 || grep -E "warning [A-Z]+[0-9]+" "$work/publish.log"; then
    tail -20 "$work/publish.log"
    echo "Native program: it could not be published without a warning."
    exit 1
fi

# Times, the widest lanes and the names of the runtimes of the two programs differ; nothing else may.
figures() { sed -E '/"(seconds|sensitivity_seconds|device|runtime)":/d' "$1"; }
scenario=scenarios/llama-3.1-405b.yaml
failed=0
compare() {
    local name="$1"
    shift
    rm -rf "$work/out"
    dotnet "$managed" "$@" >"$work/managed.txt" 2>"$work/managed.err"
    local expected=$?
    "$work/native/Simulator.Cli" "$@" >"$work/native.txt" 2>"$work/native.err"
    local code=$?
    if [ "$code" -ne "$expected" ] || ! [ -s "$work/native.txt" ] \
        || ! diff <(figures "$work/managed.txt") <(figures "$work/native.txt") >"$work/diff.txt"; then
        echo "Native program: '$name' differs from the managed one (exit code $code, expected $expected)."
        head -5 "$work/diff.txt" "$work/native.err"
        failed=1
    fi
}

for file in scenarios/*.yaml; do
    for sampler in sobol random; do
        compare "run $file, $sampler" run "$file" --samples 65536 --sampler "$sampler" --no-plots --device cpu --format json --out "$work/out"
    done
done
compare sweep sweep "$scenario" --vary facility.pue=1.1,1.2 --samples 65536 --no-plots --device cpu --format json --out "$work/out"
compare compare compare "$scenario" scenarios/gpt-4.yaml --samples 65536 --no-plots --device cpu --format json --out "$work/out"
compare sensitivity sensitivity "$scenario" --samples 65536 --no-plots --device cpu --format json --out "$work/out"
compare validate validate
compare check check "$scenario"
compare schema schema
compare help --help

for form in huggingface latex ai-act boamps ghg sci; do
    compare "export $form" export "$scenario" --as "$form" --samples 65536 --device cpu $([ "$form" = boamps ] && echo --date 2026-11-27)
done

# Samples go to CSV; for Parquet it names the managed program.
dotnet "$managed" run "$scenario" --samples 4096 --no-plots --device cpu --quiet --out "$work/out" --save-samples "$work/managed.csv" >/dev/null
"$work/native/Simulator.Cli" run "$scenario" --samples 4096 --no-plots --quiet --out "$work/out" --save-samples "$work/native.csv" >/dev/null
cmp "$work/managed.csv" "$work/native.csv" || { echo "Native program: the samples it saves differ."; failed=1; }
"$work/native/Simulator.Cli" run "$scenario" --samples 4096 --out "$work/out" --save-samples "$work/native.parquet" >/dev/null 2>"$work/parquet.err"
[ $? -eq 2 ] && grep -q "native program" "$work/parquet.err" || { echo "Native program: --save-samples as .parquet is not refused as it should be."; failed=1; }

# Graphics engines are not in it: it says so, with exit code 2.
"$work/native/Simulator.Cli" run "$scenario" --device ilgpu-cpu >/dev/null 2>"$work/device.err"
[ $? -eq 2 ] && grep -q "native program" "$work/device.err" || { echo "Native program: --device ilgpu-cpu is not refused as it should be."; failed=1; }

# Charts come from native libraries, which have to lie beside the program.
"$work/native/Simulator.Cli" run "$scenario" --samples 4096 --quiet --out "$work/charts" >/dev/null
ls "$work"/charts/*.png >/dev/null || { echo "Native program: no charts."; failed=1; }

[ "$failed" -eq 0 ] && echo "Native program: the same figures as the managed one."
exit "$failed"
