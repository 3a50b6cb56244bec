#!/usr/bin/env bash
# Installs what packaging/build.sh has built, in a fresh folder with a fresh home, and runs a scenario with each way of installing.
# Usage: packaging/test-install.sh [DIR]   DIR: where the packages and archives are; by default artifacts/installers.
set -uo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
built="$(cd "${1:-$root/artifacts/installers}" && pwd)" || exit 2
scenario="$root/scenarios/gpt-3.yaml"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0

# Says what a step is, runs it, and shows what it printed only where it fails.
step() {
    local what="$1"
    shift
    if "$@" >"$work/step.log" 2>&1; then
        echo "ok       $what"
    else
        echo "FAILED   $what"
        tail -15 "$work/step.log" | sed 's/^/         /'
        failed=1
    fi
}

# Figures of a run with a program, without what differs between two runs: times and the device.
figures() { "$@" run "$scenario" --samples 16384 --device cpu --no-plots --quiet --format json --out "$work/out" | sed -E '/"(seconds|device|commit|runtime|version)":/d'; }
same_figures() {
    figures "$@" >"$work/figures.json" && [ -s "$work/figures.json" ] || return 1
    [ -e "$work/expected.json" ] || cp "$work/figures.json" "$work/expected.json"
    diff "$work/expected.json" "$work/figures.json"
}
# A graphics engine adds up in another order: means may differ in the last digits, quantiles may not.
quantiles() {
    local device="$1"
    shift
    "$@" run "$scenario" --device "$device" --samples 16384 --no-plots --quiet --format json --out "$work/out" |
        grep -E '"(low|high|min|max|0\.5)":'
}
same_quantiles_on_ilgpu() {
    quantiles cpu "$@" >"$work/quantiles.txt"
    [ -s "$work/quantiles.txt" ] && diff "$work/quantiles.txt" <(quantiles ilgpu-cpu "$@")
}
draws_charts() { "$@" run "$scenario" --samples 4096 --quiet --out "$work/charts" >/dev/null && ls "$work"/charts/*.png && rm -rf "$work/charts"; }
names_commit() { "$@" --version | grep -E "^simulator [0-9.]+, commit [0-9a-f]{40}(\.modified)?, \.NET "; }
says_it_has_no_devices() {
    "$@" run "$scenario" --device ilgpu-cpu --samples 4096 --quiet 2>"$work/said.txt"
    [ $? -eq 2 ] && grep "native program" "$work/said.txt"
}

has_metadata() {
    local package
    for package in "$built"/Simulator*."$version".nupkg; do
        echo "$package"
        unzip -p "$package" '*.nuspec' >"$work/nuspec" && unzip -l "$package" | grep README.md || return 1
        for wanted in '<license type="expression">MIT' '<readme>README.md' '<description>' '<tags>' 'commit="[0-9a-f]{40}'; do
            grep -Eq "$wanted" "$work/nuspec" || { echo "no $wanted in the nuspec of $package"; return 1; }
        done
    done
}
has_symbols() {
    local library
    for library in Simulator Simulator.Reporting Simulator.Charts Simulator.Ilgpu; do
        unzip -l "$built/$library.$version.snupkg" | grep "$library.pdb" || return 1
    done
}

checksums() { (cd "$built" && sha256sum --check --strict --quiet SHA256SUMS); }
step "checksums" checksums

version="$(sed -n 's/.*<Version>\(.*\)<\/Version>.*/\1/p' "$root/Directory.Build.props")"
platform=linux-x64
[ "$(uname -m)" = aarch64 ] && platform=linux-arm64
[ "$(uname -s)" = Darwin ] && platform=osx-arm64

# An archive has to do without an SDK, a runtime, a home and anything on the path.
bare() { env -i "$@"; }
if [ -e "$built/simulator-$version-$platform.tar.gz" ]; then
    step "archive: unpack" tar -xzf "$built/simulator-$version-$platform.tar.gz"
    program="$work/simulator-$version-$platform/simulator"
    step "archive: --version" names_commit bare "$program"
    step "archive: run" same_figures bare "$program"
    step "archive: run on a graphics engine" same_quantiles_on_ilgpu bare "$program"
    step "archive: charts" draws_charts bare "$program"
fi

if [ -e "$built/simulator-native-$version-$platform.tar.gz" ]; then
    step "native archive: unpack" tar -xzf "$built/simulator-native-$version-$platform.tar.gz"
    program="$work/simulator-native-$version-$platform/simulator"
    step "native archive: --version" names_commit bare "$program"
    step "native archive: run" same_figures bare "$program"
    step "native archive: charts" draws_charts bare "$program"
    step "native archive: no graphics engines" says_it_has_no_devices bare "$program"
fi

if command -v dotnet >/dev/null; then
    # Nothing but the folder is a source, and nothing is cached: what is installed is what was built.
    export DOTNET_CLI_HOME="$work/home" NUGET_PACKAGES="$work/home/packages" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
    cat >tool.config <<XML
<configuration><packageSources><clear /><add key="built" value="$built" /></packageSources></configuration>
XML
    step "tool: install" dotnet tool install Simulator.Cli --tool-path "$work/tools" --configfile tool.config
    step "tool: --version" names_commit "$work/tools/simulator"
    step "tool: run" same_figures "$work/tools/simulator"
    step "tool: run on a graphics engine" same_quantiles_on_ilgpu "$work/tools/simulator"
    step "tool: charts" draws_charts "$work/tools/simulator"
    step "tool: uninstall" dotnet tool uninstall Simulator.Cli --tool-path "$work/tools"

    # The libraries need packages of others, which come from the sources of this machine.
    mkdir program
    cat >program/program.csproj <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <RestoreAdditionalProjectSources>$built</RestoreAdditionalProjectSources>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Simulator" Version="$version" />
    <PackageReference Include="Simulator.Charts" Version="$version" />
    <PackageReference Include="Simulator.Reporting" Version="$version" />
    <PackageReference Include="Simulator.Ilgpu" Version="$version" />
  </ItemGroup>
</Project>
XML
    cat >program/Program.cs <<'CODE'
using Simulator.Charts;
using Simulator.Reporting.Json;
using Simulator.Runs;
using Simulator.Scenarios.Reading;

var result = SimulationRunner.Run(ScenarioReader.Read(args[0]), new RunOptions { Samples = 1 << 14 });
SummaryJson.Write(result, Console.Out);
return ChartSet.Plots(result, new ChartOptions { Kinds = [ChartKind.Histogram] })[0].ToPng().Length > 10_000 ? 0 : 1;
CODE
    step "libraries: a program of one's own" dotnet run --project program -- "$scenario"
fi
if command -v unzip >/dev/null; then
    step "packages: licence, readme, description, tags and commit" has_metadata
    step "packages: symbols" has_symbols
fi

[ "$failed" -eq 0 ] && echo "Everything that was built installs and runs."
exit "$failed"
