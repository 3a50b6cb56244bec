using System.Text.Json.Serialization;
using Simulator.Presentation;
using Simulator.Results;
using Simulator.Studies.Sweep;

namespace Simulator.Reporting.Json;

/// <summary>A sweep: every point with every output.</summary>
internal sealed record JsonSweep(
    JsonScenario Scenario, JsonRun? Run, double Interval, int PointsAsked, IReadOnlyList<JsonAxis> Axes, IReadOnlyList<JsonPoint> Points,
    IReadOnlyList<string> Notices) : VersionedDocument
{
    public static JsonSweep Of(SweepResult sweep, bool includeRun) => new(
        JsonScenario.Of(sweep.Scenario), includeRun ? JsonRun.Of(sweep.Run) : null, sweep.Level, sweep.Asked,
        [.. sweep.Axes.Select(axis => new JsonAxis(axis.Path, axis.IsFactor ? "factor" : "value", axis.Unit))],
        [.. sweep.Points.Select(point => new JsonPoint(
            [.. point.Values.Select(value => value.Text)], point.Outputs.ToNamed(output => output.Key, output => JsonPointOutput.Of(output.Value))))],
        sweep.Notices);
}

/// <summary>What is varied.</summary>
internal sealed record JsonAxis(string Path, string Kind, string Unit);

/// <summary>One point.</summary>
internal sealed record JsonPoint(IReadOnlyList<string> Values, OrderedDictionary<string, JsonPointOutput> Outputs);

/// <summary>One output at one point.</summary>
internal sealed record JsonPointOutput(
    string Unit, string Boundary, double Mean, double Median, double Low, double High,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool TooFewSamples,
    MonteCarloError McError)
{
    public static JsonPointOutput Of(SweepOutput output) => new(
        output.Unit, output.Boundary, output.Mean, output.Median, output.Low, output.High, output.HasTooFewBeyond, output.Error);
}
