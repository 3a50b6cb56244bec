#!/usr/bin/env pwsh

<#
.SYNOPSIS
Builds the simulator where needed and runs scenario files, or every scenario file in a folder.
.DESCRIPTION
Does what 'simulator run' does. Options that are not listed here are passed on to it, in its own spelling (--no-plots)
or as PowerShell writes them (-NoPlots). 'simulator run --help' lists all of them. Examples:

    ./run.ps1 scenarios/llama-3.1-405b.yaml
    ./run.ps1 scenarios -Samples 10M -Out results/all
    ./run.ps1 scenarios/deepseek-v3.yaml -Device cuda -Precision 0.1% -NoPlots
    ./run.ps1 scenarios/gpt-4o.yaml --limit "p95 emissions < 12 kt" --format json

Exit codes: 0 fine; 1 failed unexpectedly; 2 the scenario or the command line is wrong; 3 a limit does not hold;
130 interrupted.
.PARAMETER Scenario
Scenario files or folders. Default: the folder scenarios beside this script.
.PARAMETER Samples
Samples to draw, e.g. 1M or 1e9.
.PARAMETER Device
What to compute on: auto, cpu, cuda, opencl; 'simulator devices' lists all.
.PARAMETER Out
Folder for the results. Default: results/<scenario name> in the current folder.
.PARAMETER NoBuild
Runs the program as it was built last, which saves the seconds that a check of all sources takes.
.PARAMETER Rest
More scenario files, and all other options of 'simulator run'.
.EXAMPLE
./run.ps1 scenarios/llama-3.1-405b.yaml
.EXAMPLE
./run.ps1 scenarios -Samples 10M -Out results/all
.EXAMPLE
./run.ps1 scenarios/deepseek-v3.yaml -Device cuda -Precision 0.1% -NoPlots
.EXAMPLE
./run.ps1 scenarios/gpt-4o.yaml --limit "p95 emissions < 12 kt" --format json
#>
[CmdletBinding(PositionalBinding = $false)]
param(
    [Parameter(Position = 0)] [string[]] $Scenario = @(),
    [Alias('n')] [string] $Samples,
    [string] $Device,
    [Alias('o')] [string] $Out,
    [switch] $NoBuild,
    [Parameter(ValueFromRemainingArguments)] [object[]] $Rest = @()
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false # its exit code is ours

# -NoPlots is --no-plots; a list such as histogram,tornado and a number such as 1e9 have become objects on the way here.
function ConvertTo-Argument($value) {
    $text = @($value | ForEach-Object { [Convert]::ToString($_, [Globalization.CultureInfo]::InvariantCulture) }) -join ','
    if ($text -cmatch '^-([A-Za-z][A-Za-z-]+):?$') {
        '--' + ($Matches[1] -creplace '(?<=[a-z])(?=[A-Z])', '-').ToLowerInvariant()
    }
    else {
        $text
    }
}

# Whether the arguments name a scenario: what is there, and is not the folder for the results.
function Test-NamesScenario([string[]] $arguments) {
    for ($i = 0; $i -lt $arguments.Count; $i++) {
        if ($arguments[$i] -ceq '--out') { $i++ }
        elseif ($arguments[$i] -eq '-' -or ($arguments[$i] -notlike '-*' -and (Test-Path -LiteralPath $arguments[$i]))) { return $true }
    }

    $false
}

$arguments = @($Rest | ForEach-Object { ConvertTo-Argument $_ })
if ($Scenario -and $Scenario[0] -like '-?*') {
    # An option of the simulator's own came first and took the place of the file.
    $arguments = @(ConvertTo-Argument $Scenario) + $arguments
    $Scenario = @()
}

if (-not $Scenario -and -not (Test-NamesScenario $arguments)) { $Scenario = @(Join-Path $PSScriptRoot 'scenarios') }
if ($Samples) { $arguments += @('--samples', $Samples) }
if ($Device) { $arguments += @('--device', $Device) }
if ($Out) { $arguments += @('--out', $Out) }

$program = Join-Path $PSScriptRoot 'artifacts/bin/Simulator.Cli/release/Simulator.Cli.dll'
if (-not $NoBuild) {
    if (-not (Test-Path -LiteralPath $program)) { [Console]::Error.WriteLine('Building the simulator; the first time takes a minute or two.') }

    # From its own folder, where global.json says which SDK to take.
    Push-Location -LiteralPath $PSScriptRoot
    try { $log = & dotnet build src/Simulator.Cli -c Release -v quiet -nologo 2>&1 }
    finally { Pop-Location }
    if ($LASTEXITCODE -ne 0) {
        $log | ForEach-Object { [Console]::Error.WriteLine($_) }
        exit 1
    }
}

& dotnet $program run @Scenario @arguments
exit $LASTEXITCODE
