using System.Text.Json.Serialization;
using Simulator.Presentation;
using Simulator.Results;

namespace Simulator.Reporting.Json;

/// <summary>Several runs.</summary>
internal sealed record JsonSummaries(IReadOnlyList<JsonSummary> Scenarios) : VersionedDocument;

/// <summary>One run: <c>summary.json</c>. What is null is left out.</summary>
internal sealed record JsonSummary(
    JsonScenario Scenario,
    JsonRun? Run,
    OrderedDictionary<string, JsonInput> Inputs,
    OrderedDictionary<string, JsonOutput> Outputs,
    JsonBreakdown Breakdown,
    IReadOnlyList<JsonLimit>? Limits,
    IReadOnlyList<CorrelationSummary>? Correlations,
    JsonSensitivityRun? SensitivityRun,
    OrderedDictionary<string, OrderedDictionary<string, JsonInputIndices>>? Sensitivity,
    OrderedDictionary<string, JsonWorstCases>? WorstCases,
    IReadOnlyList<string> Notices) : VersionedDocument
{
    public static JsonSummary Of(SimulationResult result, bool includeRun) => new(
        JsonScenario.Of(result.Scenario),
        includeRun ? JsonRun.Of(result.Run, result.Sensitivity?.Seconds) : null,
        result.Inputs.ToNamed(input => input.Path, JsonInput.Of),
        result.Outputs.ToNamed(output => output.Name, JsonOutput.Of),
        new(
            result.Components.ToNamed(component => component.Name, component => new JsonComponent(component.Energy, component.Cost)),
            result.Phases.ToNamed(phase => phase.Name, phase => new JsonPhase(phase.Energy, phase.Emissions, phase.Cost))),
        result.Limits.Select(JsonLimit.Of).ToList().OrNothing(),
        result.Correlations.Count > 0 ? result.Correlations : null,
        result.Sensitivity is { } analysis ? JsonSensitivityRun.Of(analysis) : null,
        result.Sensitivity?.Outputs.ToNamed(output => output.Output, output => output.Inputs.ToNamed(input => input.Name, JsonInputIndices.Of)),
        result.WorstCases.ToNamed(worst => worst.Output, JsonWorstCases.Of).OrNothing(),
        result.Notices);
}

/// <summary>Which file was run.</summary>
internal sealed record JsonScenario(string Name, string File, string Sha256)
{
    public static JsonScenario Of(ScenarioIdentity scenario) => new(scenario.Name, scenario.File, scenario.Sha256);
}

/// <summary>How it was run.</summary>
internal sealed record JsonRun(
    string Version, string? Commit, string? Runtime, long Samples, long? RequestedSamples,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Interrupted,
    string Sampler, int Replicates, ulong Seed, string Device, int Threads, double Seconds, double? SensitivitySeconds)
{
    public static JsonRun Of(RunFacts run, double? sensitivitySeconds = null) => new(
        run.Version, run.Commit, run.Runtime.Length > 0 ? run.Runtime : null, run.Samples, run.Interrupted ? run.RequestedSamples : null, run.Interrupted, run.Sampler, run.Replicates, run.Seed, run.Device,
        run.Threads, run.Seconds, sensitivitySeconds);
}

/// <summary>One resolved input.</summary>
internal sealed record JsonInput(
    string Unit, string Distribution, double Mean, double P5, double Median, double P95,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Source,
    bool Uncertain, string Origin, string? Place,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Note,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double Truncated)
{
    public static JsonInput Of(InputSummary input) => new(
        input.Unit, input.Distribution, input.Mean, input.P5, input.Median, input.P95, input.Source, input.IsUncertain, input.Origin,
        input.Place.Length > 0 ? input.Place : null, input.Note, input.TruncatedMass);
}

/// <summary>Means by component and by phase.</summary>
internal sealed record JsonBreakdown(OrderedDictionary<string, JsonComponent> Components, OrderedDictionary<string, JsonPhase> Phases);

/// <summary>Means of one component.</summary>
internal sealed record JsonComponent(double Energy, double Cost);

/// <summary>Means of one phase.</summary>
internal sealed record JsonPhase(double Energy, double Emissions, double Cost);
