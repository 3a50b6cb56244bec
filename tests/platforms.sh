#!/usr/bin/env bash
# Publishes the program for other platforms, runs it on this linux-x64 machine under emulation, and compares every figure of
# every command with that of linux-x64, bit for bit. Needs Debian's packages for what is to be emulated, and takes 15 minutes:
#   dpkg --add-architecture arm64 && apt-get update
#   apt-get install --no-install-recommends qemu-user-static musl musl-dev gcc wine64 wine && tests/platforms.sh
# Usage: tests/platforms.sh [--quick] [software|linux-arm64|linux-musl-x64|win-x64]...   by default all of them
#   --quick: publish without compiling ahead of time, which takes some minutes for each platform
#   software: linux-x64 without vector instructions, and with a C library that has no fused multiply-add
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 WINEDEBUG=-all
[ "$(uname -sm)" = "Linux x86_64" ] || { echo "Platforms: skipped, since this is not Linux on x64."; exit 0; }
options=()
if [ "${1:-}" = --quick ]; then options=(-p:PublishReadyToRun=false); shift; fi
platforms=("$@")
[ $# -gt 0 ] || platforms=(software linux-arm64 linux-musl-x64 win-x64)
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
failed=0

publish() {
    dotnet publish src/Simulator.Cli -c Release -r "$1" --self-contained -p:ArtifactsPath="$work/artifacts" -p:DebugType=none "${options[@]}" \
        -o "$work/$1" --nologo -v quiet >"$work/publish.log" 2>&1 || { tail -20 "$work/publish.log"; echo "$1: it could not be published."; exit 1; }
}

# One command: what it prints, its exit code, and what it writes below out/.
run() {
    local name="$1"
    shift
    "${program[@]}" "$@" >"printed/$name.txt" 2>"printed/$name.err" </dev/null
    echo "exit code $?" >>"printed/$name.err"
}

# Every command with few samples. It runs in the same folder each time, since files name their scenarios.
commands() {
    local results="$1" form scenario=scenarios/llama-3.1-405b.yaml few=(--samples 4096 --device cpu --no-plots)
    shift
    local program=("$@")
    rm -rf "$work/here" "$results"
    mkdir -p "$work/here/printed"
    cp -r scenarios tests/platforms/*.yaml tests/platforms/*.csv "$work/here"
    pushd "$work/here" >/dev/null || exit 1
    run version --version
    run devices devices
    run check check scenarios distributions.yaml correlations.yaml --format json
    run sobol run scenarios scenarios/published distributions.yaml correlations.yaml "${few[@]}" --threads 1 --out out/sobol
    run random run scenarios scenarios/published distributions.yaml correlations.yaml "${few[@]}" --sampler random --threads 2 --out out/random
    run million run distributions.yaml correlations.yaml --samples 1M --device cpu --no-plots --sensitivity --threads 2 --out out/million
    run precision run "$scenario" --precision 1% --device cpu --no-plots --out out/precision
    run samples run distributions.yaml "${few[@]}" --save-samples out/samples.csv --out out/samples
    run part1 run distributions.yaml --samples 65536 --device cpu --threads 1 --shard 1/2 --out parts
    run part2 run distributions.yaml --samples 65536 --device cpu --threads 2 --shard 2/2 --out parts
    run merge merge parts --no-plots --out out/merged
    run whole run distributions.yaml --samples 65536 --device cpu --no-plots --out out/whole
    for form in sobol random; do
        run "sensitivity-$form" sensitivity "$scenario" distributions.yaml correlations.yaml "${few[@]}" --sampler "$form" --out "out/sensitivity-$form"
    done
    run schedule schedule scenarios/timed/when-to-run.yaml "${few[@]}" --horizon 14d --step 6h --out out/schedule
    run compare compare "$scenario" distributions.yaml scenarios/gpt-4.yaml "${few[@]}" --out out/compare
    run sweep sweep "$scenario" --vary facility.pue=1.05:1.6:7:log "${few[@]}" --out out/sweep
    run solve solve "$scenario" --output "p95 emissions" --equals "16.5 kt" --for facility.pue --samples 4096 --device cpu --format json
    run validate validate scenarios/published --samples 4096 --device cpu --format json
    run replay replay distributions.yaml --sample 7 --format json
    run fit fit prices.csv --format json --out out/fit
    for form in huggingface latex ai-act ghg sci; do run "export-$form" export "$scenario" --as "$form" --samples 4096 --device cpu; done
    run import import nvidia-smi scenarios/measured/logs/nvidia-smi.csv --out out/measured.yaml
    run list list accelerators --format json
    run schema schema
    run wrong run nothing.yaml
    run charts run "$scenario" --samples 4096 --device cpu --chart-svg --out out/charts
    popd >/dev/null || exit 1
    mv "$work/here" "$results"
}

# Times, commits, names of platforms and devices, and the spelling of paths may differ; nothing else may.
figures() {
    sed -E '/"(seconds|sensitivity_seconds|device|runtime|commit)":/d; s/commit [0-9a-f]{40}(\.modified)?//g; s/\r$//; s/[0-9.,]+ m?s\b( on [0-9]+ threads?)?//g; s/cpu-[a-z0-9]+//g;
        s/(linux|win)-[a-z0-9-]+//g; s/\\\\|\\/\//g; s/\bZ:\//\//g' "$1"
}

# The files of a folder that are compared, but for those that match a pattern. Parts hold the time that they took; they are
# merged instead. Images depend on how the platform's library rounds edges; on Windows the outlines of letters in SVG come from
# the system.
compared() {
    (cd "$1" && find printed out -type f ! -name '*.png' ! -name manifest.json ! -path printed/devices.txt | grep -vE "$2" | LC_ALL=C sort)
}

# Compares what a platform has written with what linux-x64 has.
compare() {
    local name="$1" results="$2" left_out="${3:-^$}" file files=0 different=0
    if ! diff <(compared "$work/expected" "$left_out") <(compared "$results" "$left_out"); then echo "$name: not the same files."; failed=1; fi
    while IFS= read -r file; do
        files=$((files + 1))
        if ! diff <(figures "$work/expected/$file") <(figures "$results/$file") >"$work/diff.txt" 2>&1; then
            different=$((different + 1))
            echo "$name: $file differs."
            head -6 "$work/diff.txt" | cut -c1-200
        fi
    done < <(compared "$work/expected" "$left_out")
    local count
    count="$(cd "$results" && compared . "$left_out" | tr '\n' '\0' | xargs -0 cat | grep -aoE '[0-9][0-9.]*([eE][-+]?[0-9]+)?' | wc -l)"
    # A part of this platform and one of linux-x64 give what one run gives.
    rm -rf "$work/mixed"
    mkdir -p "$work/mixed"
    cp "$work/expected/parts/1-of-2.part" "$results/parts/2-of-2.part" "$work/mixed"
    if ! (cd "$work/expected" && "$work/linux-x64/Simulator.Cli" merge "$work/mixed" --no-plots --quiet --out "$work/mixed/out" >/dev/null) \
        || ! diff <(figures "$work/expected/out/whole/summary.csv") <(figures "$work/mixed/out/summary.csv"); then
        echo "$name: a part of it and a part of linux-x64 do not merge to one run."
        failed=1
    fi

    local charts
    charts="$(find "$results/out/charts" -name '*.png' -size +10k | wc -l)"
    [ "$charts" -gt 10 ] || { echo "$name: $charts charts."; failed=1; }
    [ "$different" -eq 0 ] || failed=1
    echo "$name, $(sed -n 's/.*\(cpu-[a-z0-9]*\).* chosen.*/\1/p' "$results/printed/devices.txt"): $((files - different)) of $files files with $count figures are the same; $charts charts."
}

has() {
    local tool platform="$1"
    shift
    for tool in "$@"; do
        [ -e "$tool" ] || command -v "$tool" >/dev/null || { echo "$platform: skipped, since this machine has no $tool."; return 1; }
    done
}

publish linux-x64
commands "$work/expected" "$work/linux-x64/Simulator.Cli"

for platform in "${platforms[@]}"; do
    case "$platform" in
        software)
            DOTNET_EnableHWIntrinsic=0 commands "$work/results" "$work/linux-x64/Simulator.Cli"
            compare "linux-x64 without vector instructions" "$work/results"
            GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA,-AVX2_Usable,-FMA_Usable,-FMA4 commands "$work/results" "$work/linux-x64/Simulator.Cli"
            compare "linux-x64 with a C library without fused multiply-add" "$work/results"
            ;;
        linux-arm64)
            has "$platform" qemu-aarch64-static apt-get dpkg || continue
            mkdir -p "$work/arm64"
            if ! (cd "$work/arm64" && apt-get download libc6:arm64 libgcc-s1:arm64 libstdc++6:arm64 libssl3:arm64 zlib1g:arm64) >"$work/apt.log" 2>&1; then
                echo "$platform: skipped, since packages of arm64 cannot be had (dpkg --add-architecture arm64 && apt-get update)."
                continue
            fi
            for package in "$work"/arm64/*.deb; do dpkg -x "$package" "$work/arm64/root"; done
            publish "$platform"
            commands "$work/results" qemu-aarch64-static -L "$work/arm64/root" "$work/$platform/Simulator.Cli"
            compare "$platform" "$work/results"
            ;;
        linux-musl-x64)
            has "$platform" gcc /lib/ld-musl-x86_64.so.1 /usr/include/x86_64-linux-musl/stdio.h /usr/lib/x86_64-linux-gnu/libssl.so.3 || continue
            mkdir -p "$work/musl"
            gcc -shared -fPIC -O1 -nostdlib -nostdinc -fno-stack-protector -fno-builtin -isystem /usr/include/x86_64-linux-musl \
                tests/platforms/musl-bridge.c /lib/ld-musl-x86_64.so.1 -Wl,-soname,ld-linux-x86-64.so.2 -o "$work/musl/ld-linux-x86-64.so.2" || exit 1
            cp -L /usr/lib/x86_64-linux-gnu/lib{stdc++.so.6,ssl.so.3,crypto.so.3} "$(realpath /lib/x86_64-linux-gnu/libgcc_s.so.1)" "$work/musl"
            ln -s /lib/ld-musl-x86_64.so.1 "$work/musl/libc.musl-x86_64.so.1"
            publish "$platform"
            commands "$work/results" env LD_LIBRARY_PATH="$work/musl" "$work/$platform/Simulator.Cli"
            compare "$platform" "$work/results"
            ;;
        win-x64)
            has "$platform" wine || continue
            export WINEPREFIX="$work/wine"
            wine wineboot -i >/dev/null 2>&1
            publish "$platform"
            commands "$work/results" wine "$work/$platform/Simulator.Cli.exe"
            compare "$platform" "$work/results" '\.svg$|^out/charts/report.html$'
            wineserver -k 2>/dev/null
            ;;
        *) sed -n 2,8p "${BASH_SOURCE[0]}"; exit 2 ;;
    esac
done
exit "$failed"
