#!/usr/bin/env pwsh
# Mutates some files of the library and says which changes no test notices. See docs/mutation.md.
#   ./tests/mutation/mutate.ps1 Model
#   ./tests/mutation/mutate.ps1 Statistics -Tests 'FullyQualifiedName~Tests.Statistics'
param(
    # A folder or file under src/Simulator; wildcards are allowed.
    [Parameter(Mandatory)] [string] $Files,
    # Which tests are run, as `dotnet test --filter` takes it; by default those in the folder of the same name.
    [string] $Tests = "FullyQualifiedName~Tests.$(($Files -split '/')[0])",
    [string] $Report = 'artifacts/mutation'
)
$ErrorActionPreference = 'Stop'
$root = (Resolve-Path "$PSScriptRoot/../..").Path
$reports = [IO.Path]::GetFullPath($Report, $root)
$copy = Join-Path ([IO.Path]::GetTempPath()) "mutation-$PID"

# Stryker mutates a whole project and filters afterwards: 20,000 mutants, of which a folder has a few hundred. In a copy of the
# sources, a comment in every other file keeps it to the folder.
try {
    New-Item -ItemType Directory $copy | Out-Null
    Get-ChildItem -Force $root | Where-Object Name -notin 'artifacts', '.git', 'results' | Copy-Item -Recurse -Destination $copy
    Set-Content "$copy/Directory.Build.rsp" '-p:RunAnalyzers=false'
    $library = "$copy/src/Simulator"
    foreach ($file in Get-ChildItem $library -Recurse -Filter *.cs) {
        $name = [IO.Path]::GetRelativePath($library, $file.FullName).Replace('\', '/')
        if ($name -notlike "$Files*") {
            Set-Content $file.FullName ("// Stryker disable all`n" + (Get-Content -Raw $file.FullName)) -NoNewline
        }
    }

    Push-Location "$copy/tests/Simulator.Tests"
    try {
        dotnet tool restore
        dotnet stryker --config-file ../mutation/stryker-config.json --test-case-filter $Tests --output $reports --skip-version-check
    } finally {
        Pop-Location
    }
} finally {
    Remove-Item -Recurse -Force $copy
}
