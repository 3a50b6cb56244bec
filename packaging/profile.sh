#!/usr/bin/env bash
# Renews packaging/start.mibc, the profile of the self-contained program: with ahead-of-time code switched off, the runtime lists
# every method that some commands need. Needed when the framework or much of the program has changed.
# Usage: packaging/profile.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
dotnet publish src/Simulator.Cli -c Release -v quiet -r linux-x64 --self-contained -p:PublishReadyToRun=false -p:PublishReadyToRunComposite=false -p:ArtifactsPath="$work/artifacts" -o "$work/program"

needed() { DOTNET_ReadyToRun=0 DOTNET_TieredPGO=0 DOTNET_JitDisasmSummary=1 DOTNET_JitStdOutFile="$work/methods.txt" "$work/program/Simulator.Cli" "$@" >"$work/output.txt"; }
needed --help
needed check scenarios/bloom.yaml
needed run scenarios/bloom.yaml --samples 65536 --no-plots --out "$work/results"
needed run scenarios/bloom.yaml --samples 65536 --out "$work/results"

dotnet run packaging/profile.cs -- "$work/program" packaging/start.mibc "$work/methods.txt"
