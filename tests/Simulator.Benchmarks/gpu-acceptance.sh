#!/usr/bin/env bash
# What can only be measured on a machine with a graphics card, in under four minutes, as one JSON file: the devices;
# whether pick-freeze sampling, comparisons and outputs counted in turns agree with the CPU engine; whether every count and
# quantile of every scenario is that of the CPU engine, with both samplers; the figures, kernels and time of a sweep of 20
# points, a schedule and a sensitivity analysis (alone: --only studies, about a minute); what happens when the card is full
# or gets lost; samples a second, with compilation apart, and the share of what the card's arithmetic could do.
#
#   tests/Simulator.Benchmarks/gpu-acceptance.sh publish [DIR]
#       On a machine with the .NET SDK: writes DIR (default artifacts/gpu-acceptance), which holds the program with its
#       runtime, the scenarios and this script, and DIR.tar.gz, which is below 60 MiB.
#
#   DIR/gpu-acceptance.sh run [--out FILE] [--device cuda:0] [--seconds 220] [--samples 4194304]
#                             [--speeds 1000000000,10000000000] [--scenarios FOLDER|FILE,FILE] [--workers N]
#                             [--only abilities,agreement,studies,failures,algorithms,speed]
#       On a Linux machine with a card; needs neither SDK nor network. Ends with 0 if everything is as it should be.
#       A rehearsal without a card:
#       DIR/gpu-acceptance.sh run --device ilgpu-cpu --samples 16384 --speeds 65536 --scenarios DIR/scenarios/gpt-3.yaml
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

publish() {
    local root folder most=$((60 * 1024 * 1024)) size
    root="$(cd "$here/../.." && pwd)"
    folder="$(realpath -m "${1:-$root/artifacts/gpu-acceptance}")"
    # Only a folder that this script has made is replaced.
    if [ -e "$folder" ] && [ ! -e "$folder/gpu-acceptance.sh" ]; then
        echo "$folder is there and is not a folder of an earlier run; name another one." >&2
        exit 2
    fi

    rm -rf "$folder"
    dotnet publish "$here" -c Release -r linux-x64 --self-contained -o "$folder" -v quiet -nologo \
        -p:DebugType=none -p:PublishDocumentationFiles=false
    cp "${BASH_SOURCE[0]}" "$folder/"
    (cd "$root" && find scenarios -name '*.yaml' -o -name '*.csv' -path 'scenarios/*') | tar -C "$root" -cf - -T - | tar -C "$folder" -xf -
    tar -C "$(dirname "$folder")" -czf "$folder.tar.gz" "$(basename "$folder")"
    size="$(stat -c %s "$folder.tar.gz")"
    echo "$folder.tar.gz: $((size / 1024 / 1024)) MiB"
    if [ "$size" -ge "$most" ]; then
        echo "That is not below 60 MiB." >&2
        exit 1
    fi
}

case "${1:-}" in
    publish) publish "${2:-}" ;;
    run) shift && exec "$here/Simulator.Benchmarks" gpu-acceptance "$@" ;;
    *) sed -n '2,/^set/p' "${BASH_SOURCE[0]}" | sed '$d; s/^# \{0,1\}//'; exit 2 ;;
esac
