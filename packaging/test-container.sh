#!/usr/bin/env bash
# Builds packaging/Containerfile with both archives that packaging/build.sh has made, without a registry of images, and runs a
# scenario in each container. The base image is made of Debian packages.
# Usage: packaging/test-container.sh [DIR]   DIR: where the archives are; by default artifacts/installers.
# Needs root, buildah and mmdebstrap (apt-get install buildah mmdebstrap), and Debian's package registry.
set -uo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
built="$(cd "${1:-$root/artifacts/installers}" && pwd)" || exit 2
for tool in buildah mmdebstrap; do
    command -v "$tool" >/dev/null || { echo "Container: skipped, since this machine has no $tool."; exit 0; }
done
[ "$(id -u)" -eq 0 ] || { echo "Container: skipped, since building it this way takes root."; exit 0; }

work="$(mktemp -d)"
trap 'buildah --root "$work/images" --runroot "$work/run" --storage-driver vfs rm --all >/dev/null 2>&1; rm -rf "$work"' EXIT
# A store of our own, and programs that run in a changed root: neither namespaces nor overlays are needed.
container() { buildah --root "$work/images" --runroot "$work/run" --storage-driver vfs "$@"; }
failed=0
base="$(sed -n 's/^FROM //p' "$root/packaging/Containerfile")"
mmdebstrap --quiet --variant=minbase "${SUITE:-bookworm}" "$work/base.tar" || exit 1
from="$(container from scratch)" && container add --quiet "$from" "$work/base.tar" / >/dev/null && container commit --quiet "$from" "docker.io/library/$base" >/dev/null || exit 1
echo "base image: $(du -m "$work/base.tar" | cut -f1) MB unpacked, as $base"

version="$(sed -n 's/.*<Version>\(.*\)<\/Version>.*/\1/p' "$root/Directory.Build.props")"
for archive in "simulator-$version-linux-x64" "simulator-native-$version-linux-x64"; do
    if ! container bud --pull-never --isolation chroot --quiet -f "$root/packaging/Containerfile" --build-arg "ARCHIVE=$archive" -t simulator "$built" >"$work/log" 2>&1; then
        echo "FAILED   $archive: build"; tail -5 "$work/log"; failed=1; continue
    fi
    with="$(container from --pull-never simulator)"
    # What 'docker run' would start: the entry point, in the working folder, which is a folder of this machine.
    entry="$(container inspect --format '{{range .OCIv1.Config.Entrypoint}}{{.}} {{end}}' simulator)"
    mkdir -p "$work/data" && cp "$root/scenarios/gpt-3.yaml" "$work/data/my.yaml"
    if container run --isolation chroot -v "$work/data:/data" "$with" -- $entry run my.yaml --samples 16384 --quiet --out results >"$work/log" 2>&1 && ls "$work/data/results"/*.png >/dev/null; then
        echo "ok       $archive: $(container run --isolation chroot "$with" -- $entry --version), $(ls "$work/data/results" | wc -l) files of results"
    else
        echo "FAILED   $archive: run"; tail -5 "$work/log"; failed=1
    fi
    # The same figures as outside.
    if [ -x "$work/$archive/simulator" ] || tar -xzf "$built/$archive.tar.gz" -C "$work"; then
        (cd "$work/data" && "$work/$archive/simulator" run my.yaml --samples 16384 --quiet --no-plots --out outside >/dev/null)
        if diff "$work/data/results/summary.csv" "$work/data/outside/summary.csv" >"$work/log"; then echo "ok       $archive: the figures of the machine"; else echo "FAILED   $archive: other figures"; head -5 "$work/log"; failed=1; fi
    fi
    rm -rf "$work/data"
    container rm "$with" >/dev/null
done
exit "$failed"
