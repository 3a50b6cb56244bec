#!/usr/bin/env bash
# Builds everything that can be installed, and SHA256SUMS over it: the .NET tool for each platform, the libraries, self-contained
# archives, and the native program for the platform of this machine.
# Usage: packaging/build.sh [--out DIR] [--only tool|libraries|archives|native] [PLATFORM...]
#   PLATFORM: platforms of the archives, e.g. linux-x64; by default all that the tool has.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 CI=true

out=artifacts/installers
only=""
platforms=()
while [ $# -gt 0 ]; do
    case "$1" in
        --out) out="$2"; shift 2 ;;
        --only) only="$2"; shift 2 ;;
        -*) sed -n 2,5p "${BASH_SOURCE[0]}"; exit 2 ;;
        *) platforms+=("$1"); shift ;;
    esac
done
if [ ${#platforms[@]} -eq 0 ]; then
    IFS=';' read -ra platforms <<<"$(sed -n "s/.*_IsPacking)' == 'true'\">\(.*\)<\/RuntimeIdentifiers>/\1/p" src/Simulator.Cli/Simulator.Cli.csproj)"
fi

version="$(sed -n 's/.*<Version>\(.*\)<\/Version>.*/\1/p' Directory.Build.props)"
# A program that was built from changed files must not claim to be its commit.
commit="$(git rev-parse HEAD)"
[ -z "$(git status --porcelain)" ] || commit="$commit.modified"
# Archives hold the time of the commit, so that building them again gives the same bytes.
time="$(git log -1 --format=%ct)"
common=(-c Release --nologo -v quiet "-p:SourceRevisionId=$commit")
mkdir -p "$out"
out="$(cd "$out" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

wanted() { [ -z "$only" ] || [ "$only" = "$1" ]; }

# Publishes the command line into a folder that is named like the archive, and packs it.
archive() {
    local name="$1" platform="$2"
    shift 2
    # Published in a folder of its own: packages of one platform differ from those of the build.
    dotnet publish src/Simulator.Cli "${common[@]}" -r "$platform" -p:ArtifactsPath="$work/artifacts" -p:DebugType=none -o "$work/$name" "$@"
    # Documentation of the interfaces and symbols are for developers, who have the packages.
    find "$work/$name" \( -name '*.xml' -o -name '*.pdb' -o -name '*.dbg' \) -delete
    local program="$work/$name/Simulator.Cli"
    if [ -e "$program.exe" ]; then mv "$program.exe" "$work/$name/simulator.exe"; else mv "$program" "$work/$name/simulator"; fi
    cp README.md LICENSE THIRD-PARTY-NOTICES.md "$work/$name"
    tar --sort=name --mtime="@$time" --owner=0 --group=0 --numeric-owner -C "$work" -c "$name" | gzip -9n >"$out/$name.tar.gz"
    rm -rf "${work:?}/$name"
}

if wanted tool; then
    rm -f "$out"/Simulator.Cli.*.nupkg
    dotnet pack src/Simulator.Cli "${common[@]}" -p:ArtifactsPath="$work/tool" -o "$out"
fi

if wanted libraries; then
    for library in Simulator Simulator.Reporting Simulator.Charts Simulator.Ilgpu; do
        dotnet pack "src/$library" "${common[@]}" -p:ArtifactsPath="$work/libraries" -o "$out"
    done
fi

if wanted archives; then
    for platform in "${platforms[@]}"; do
        archive "simulator-$version-$platform" "$platform" --self-contained
    done
fi

if wanted native; then
    # The linker of another platform would be needed to make its program.
    platform="$(dotnet --info | sed -n 's/^ *RID: *//p')"
    if command -v clang >/dev/null || command -v gcc >/dev/null; then
        archive "simulator-native-$version-$platform" "$platform" -p:PublishAot=true
    else
        echo "Native program: left out, since this machine has neither clang nor gcc to link it."
    fi
fi

cd "$out"
find . -maxdepth 1 -type f ! -name SHA256SUMS -printf '%f\n' | LC_ALL=C sort | xargs sha256sum >SHA256SUMS
echo "| file | MB |"
echo "|---|---|"
while read -r _ file; do
    echo "| \`$file\` | $(awk -v bytes="$(stat -c %s "$file")" 'BEGIN { printf "%.1f", bytes / 1e6 }') |"
done <SHA256SUMS
echo "In $out"
