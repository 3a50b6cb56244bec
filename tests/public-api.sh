#!/usr/bin/env bash
# Writes src/*/PublicAPI.Unshipped.txt anew: what is public of each library and not yet in its PublicAPI.Shipped.txt.
# The analyzer names what the files lack (RS0016); with the files emptied, that is everything.
set -euo pipefail
cd "$(dirname "$0")/.."
for file in src/*/PublicAPI.Unshipped.txt; do
    printf '#nullable enable\n' > "$file"
done

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Not an error here, so that a library is built although the one below it lacks entries.
dotnet build src/Simulator.Cli -c Release -p:RunAnalyzers=true -p:TreatWarningsAsErrors=false --no-incremental --nologo -v q > "$log" \
    || { grep " error " "$log" | sort -u; exit 1; }
for file in src/*/PublicAPI.Unshipped.txt; do
    project=$(dirname "$file")
    grep -F "/$project/" "$log" | sed -nE "s/.*warning RS0016: Symbol '(.*)' is not part of the declared.*/\\1/p" | LC_ALL=C sort -u >> "$file" || true
    echo "$file: $(($(wc -l < "$file") - 1)) members"
done

# What stands in a shipped file and is gone from the source has to be marked by hand: a break that a user will notice.
if grep RS0017 "$log"; then exit 1; fi
