#!/usr/bin/env bash
# Publishes the self-contained program, counts the methods that it still compiles at run time, and compares its figures with
# those of the managed program to the last bit. Ahead-of-time code is what makes it start quickly: without the profile
# (packaging/profile.sh), or with another framework than the profile's, the count grows tenfold and nothing else tells.
# Usage: tests/published.sh [MANAGED]   MANAGED: Simulator.Cli.dll, built before; by default that of dotnet build -c Release.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
managed="${1:-artifacts/bin/Simulator.Cli/release/Simulator.Cli.dll}"
most=150
if [ "$(dotnet --info | sed -n 's/^ *RID: *//p')" != linux-x64 ]; then
    echo "Published program: skipped, since the methods are counted on linux-x64."
    exit 0
fi

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
if ! dotnet publish src/Simulator.Cli -c Release -r linux-x64 --self-contained -p:ArtifactsPath="$work/artifacts" -o "$work/program" --nologo \
    >"$work/publish.log" 2>&1 || grep -E "warning [A-Z]+[0-9]+" "$work/publish.log"; then
    tail -20 "$work/publish.log"
    echo "Published program: it could not be published without a warning."
    exit 1
fi

failed=0
counts=()
count() {
    local name="$1" methods
    shift
    rm -f "$work/methods.txt"
    DOTNET_JitDisasmSummary=1 DOTNET_JitStdOutFile="$work/methods.txt" "$work/program/Simulator.Cli" "$@" >"$work/output.txt" 2>"$work/error.txt" || {
        echo "Published program: '$name' ended with $?."
        head -5 "$work/error.txt"
        failed=1
        return
    }
    # A method that is compiled again, since it is called often, is no method that somebody waits for.
    methods="$(grep -vc "Tier1" "$work/methods.txt")"
    counts+=("$name $methods")
    if [ "$methods" -ge "$most" ]; then
        echo "Published program: '$name' compiles $methods methods at run time, expected fewer than $most; packaging/profile.sh renews the profile."
        failed=1
    fi
}

scenario=scenarios/llama-3.1-405b.yaml
count help --help
count check check "$scenario"
count run run "$scenario" --samples 65536 --no-plots --out "$work/out"

figures() { sed -E '/"(seconds|device)":/d' "$1"; }
dotnet "$managed" run "$scenario" --samples 65536 --no-plots --device cpu --format json --out "$work/out" >"$work/managed.txt" 2>"$work/error.txt"
"$work/program/Simulator.Cli" run "$scenario" --samples 65536 --no-plots --device cpu --format json --out "$work/out" >"$work/published.txt" 2>>"$work/error.txt"
if ! [ -s "$work/published.txt" ] || ! diff <(figures "$work/managed.txt") <(figures "$work/published.txt") >"$work/diff.txt"; then
    echo "Published program: its figures differ from those of the managed one."
    head -5 "$work/diff.txt" "$work/error.txt"
    failed=1
fi

[ "$failed" -eq 0 ] && echo "Published program: the same figures as the managed one; methods compiled at run time: $(printf '%s\n' "${counts[@]}" | paste -sd, | sed 's/,/, /g')."
exit "$failed"
