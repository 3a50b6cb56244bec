using System.Text.Json;
using Simulator.Reporting.Json;
using Simulator.Results;

namespace Simulator.Tests.Reporting;

public class SummaryJsonTests
{
    private static readonly string[] QuantileKeys = ["0.01", "0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95", "0.99"];

    [Fact]
    public void Has_the_documented_keys_in_the_documented_order()
    {
        using var document = Parse(SampleResults.Result());
        var root = document.RootElement;
        AssertKeys(root, "format", "scenario", "run", "inputs", "outputs", "breakdown", "notices");
        AssertKeys(root.GetProperty("scenario"), "name", "file", "sha256");
        AssertKeys(root.GetProperty("run"), "version", "samples", "sampler", "replicates", "seed", "device", "threads", "seconds");
        AssertKeys(
            root.GetProperty("inputs").GetProperty("facility.pue"),
            "unit", "distribution", "mean", "p5", "median", "p95", "source", "uncertain", "origin", "note");
        AssertKeys(
            root.GetProperty("inputs").GetProperty("grid.electricity_price"),
            "unit", "distribution", "mean", "p5", "median", "p95", "source", "uncertain", "origin", "note", "truncated");
        var energy = root.GetProperty("outputs").GetProperty("energy");
        AssertKeys(energy, "unit", "mean", "sd", "min", "max", "interval", "quantiles", "mc_error", "tail_mean", "budget", "nan", "infinite");
        AssertKeys(energy.GetProperty("tail_mean"), "share", "value", "error");
        AssertKeys(energy.GetProperty("budget"), "0.8", "0.9", "0.95", "0.99");
        AssertKeys(energy.GetProperty("interval"), "level", "low", "high");
        AssertKeys(energy.GetProperty("quantiles"), QuantileKeys);
        AssertKeys(energy.GetProperty("mc_error"), "mean", "0.05", "0.5", "0.95");
        AssertKeys(root.GetProperty("breakdown"), "components", "phases");
        AssertKeys(root.GetProperty("breakdown").GetProperty("components").GetProperty("cpu"), "energy", "cost");
        AssertKeys(root.GetProperty("breakdown").GetProperty("phases").GetProperty("pre-training"), "energy", "emissions", "cost");
        Assert.Equal(2, root.GetProperty("notices").GetArrayLength());
    }

    [Fact]
    public void Units_are_those_of_the_result_whatever_a_table_would_choose()
    {
        using var document = Parse(SampleResults.Result());
        var outputs = document.RootElement.GetProperty("outputs");
        foreach (var output in SampleResults.Result().Outputs)
        {
            Assert.Equal(output.Unit, outputs.GetProperty(output.Name).GetProperty("unit").GetString());
            Assert.Equal(output.Mean, outputs.GetProperty(output.Name).GetProperty("mean").GetDouble());
        }

        Assert.True(outputs.TryGetProperty("cars", out _), "equivalents are outputs too");
    }

    [Fact]
    public void Numbers_read_back_bit_for_bit_and_nan_is_null()
    {
        var odd = SampleResults.Constant("energy", "Energy", "MWh", "", 0.1 + 0.2) with { Mean = double.NaN, StandardDeviation = double.PositiveInfinity };
        using var document = Parse(SampleResults.Result() with { Outputs = [odd] });
        var energy = document.RootElement.GetProperty("outputs").GetProperty("energy");
        Assert.Equal(0.1 + 0.2, energy.GetProperty("min").GetDouble());
        Assert.Equal(JsonValueKind.Null, energy.GetProperty("mean").ValueKind);
        Assert.Equal(JsonValueKind.Null, energy.GetProperty("sd").ValueKind);
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("breakdown").GetProperty("components").GetProperty("cooling").GetProperty("cost").ValueKind);
    }

    [Fact]
    public void Errors_of_the_interval_are_named_by_its_ends()
    {
        var output = SampleResults.Lognormal("energy", "Energy", "MWh", "", 1, 0.1, 0.01);
        using var document = Parse(SampleResults.Result() with { Outputs = [output with { Interval = new CentralInterval(0.8, 0.9, 1.1) }] });
        AssertKeys(document.RootElement.GetProperty("outputs").GetProperty("energy").GetProperty("mc_error"), "mean", "0.1", "0.5", "0.9");
    }

    [Fact]
    public void Without_the_run_two_runs_give_the_same_bytes()
    {
        var first = SampleResults.Result();
        var second = first with { Run = first.Run with { Seconds = 99, Threads = 7, Device = "cpu-scalar" } };
        Assert.Equal(Text(first, includeRun: false), Text(second, includeRun: false));
        Assert.NotEqual(Text(first, includeRun: true), Text(second, includeRun: true));
    }

    private static string Text(SimulationResult result, bool includeRun)
    {
        using var writer = new StringWriter();
        SummaryJson.Write(result, writer, includeRun);
        return writer.ToString();
    }

    private static JsonDocument Parse(SimulationResult result) => JsonDocument.Parse(Text(result, includeRun: true));

    private static void AssertKeys(JsonElement element, params string[] expected) =>
        Assert.Equal(expected, element.EnumerateObject().Select(property => property.Name));
}
