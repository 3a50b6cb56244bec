#!/usr/bin/env pwsh
<#
.SYNOPSIS
Runs a scenario file, or every scenario file in a folder.
.EXAMPLE
./run.ps1 scenarios/llama-3.1-405b.yaml
.EXAMPLE
./run.ps1 scenarios -Samples 10M -Out results/all
.EXAMPLE
./run.ps1 scenarios/deepseek-v3.yaml -Gpu -Device cuda
#>
param(
    [string] $Scenario = 'scenarios',   # scenario file or folder
    [string] $Samples,                  # e.g. 1M or 1e9
    [string] $Device,                   # see: simulator devices
    [string] $Out,                      # folder for summary.json and summary.csv
    [switch] $Gpu                       # build with the GPU engine
)

$ErrorActionPreference = 'Stop'

$build = @('run', '--project', (Join-Path $PSScriptRoot 'src/Simulator.Cli'), '-c', 'Release')
if ($Gpu) { $build += '-p:Gpu=true' }

$run = @('run', $Scenario)
if ($Samples) { $run += @('--samples', $Samples) }
if ($Device) { $run += @('--device', $Device) }
if ($Out) { $run += @('--out', $Out) }

& dotnet @build -- @run
exit $LASTEXITCODE
