using Simulator.Model;
using Simulator.Scenarios.Format;

namespace Simulator.Tests.Scenarios;

/// <summary>The two readings of serving: what each needs, and what is refused.</summary>
public sealed class ServingFormatTests
{
    private const string Hardware = "hardware: {tdp: 700 W, peak: 989 TFLOP/s, overhead: 1.5}\n";
    private const string Training = "training: [{accelerator_hours: 1 h}]\n";
    private const string ByTokens = "requests_per_day: 1M, duration: 1 year, parameters: 100G, output_tokens: 500, mfu: 10%";
    private const string ByEnergy = "requests_per_day: 1M, duration: 1 year, energy_per_request: 0.3 Wh";

    [Fact]
    public void Serving_by_tokens_takes_the_hardware_of_the_file_and_its_own()
    {
        var serving = Yaml.Read($"name: x\n{Hardware}{Training}serving: {{{ByTokens}, hardware: {{tdp: 350 W}}}}").Phases[^1];
        Assert.Equal((HoursRoute.Requests, OverheadRoute.Factor), (serving.Hours, serving.Overhead));
        Assert.Equal("serving.hardware.tdp", serving[Keys.Tdp]!.Path);
        Assert.Equal("hardware.peak", serving[Keys.Peak]!.Path);
        Assert.Equal((0, 1, 0), (Default(Keys.InputTokens), Default(Keys.ServingUtilization), Default(Keys.ServingIdleShare)));
        Assert.Null(serving[Keys.InputMfu]);

        double Default(Simulator.Scenarios.Quantities.KeySpec key) => serving[key]!.Distribution.Mean;
    }

    [Fact]
    public void Serving_by_energy_has_no_hardware_and_no_defaults_of_tokens()
    {
        var serving = Yaml.Read($"name: x\n{Hardware}{Training}serving: {{{ByEnergy}, output_tokens: 500}}").Phases[^1];
        Assert.Equal(HoursRoute.None, serving.Hours);
        Assert.Equal(
            ["duration", "energy_per_request", "output_tokens", "requests_per_day"],
            serving.Inputs.Keys.Where(key => key.Section == "serving").Select(key => key.Name).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(serving.Inputs.Keys, key => key.Section == "hardware");
    }

    [Fact]
    public void Training_may_be_left_out_where_the_model_is_served()
    {
        var phase = Assert.Single(Yaml.Read($"name: x\n{Hardware}serving: {{{ByTokens}}}").Phases);
        Assert.True(phase.IsServing);
        Assert.True(Assert.Single(Yaml.Read($"name: x\nserving: {{{ByEnergy}}}").Phases).IsServing);
    }

    // Both energies are stated: 2 · 10¹¹ · 500 FLOP at 98.9 TFLOP/s and 1,050 W are 0.2949 Wh.
    [Theory]
    [InlineData("parameters: 100G, output_tokens: 500, mfu: 10%", "parameters", "energy_per_request (0.3 Wh of IT energy as stated, at the median) and parameters (0.2949 Wh from parameters, tokens and mfu)")]
    [InlineData("output_tokens: 500, mfu: 10%", "mfu", "energy_per_request (0.3 Wh of IT energy as stated, at the median) and mfu (energy from parameters, tokens and mfu)")]
    [InlineData("input_tokens: 500", "input_tokens", "two readings")]
    [InlineData("input_mfu: 50%", "input_mfu", "two readings")]
    [InlineData("utilization: 70%", "utilization", "two readings")]
    [InlineData("idle_share: 10%", "idle_share", "two readings")]
    [InlineData("idle_power: 10%", "idle_power", "two readings")]
    public void Two_readings_are_refused_with_both(string beside, string key, string found)
    {
        var error = Assert.Single(Yaml.Errors($"name: x\n{Hardware}{Training}serving:\n  {ByEnergy.Replace(", ", "\n  ", StringComparison.Ordinal)}\n  {beside.Replace(", ", "\n  ", StringComparison.Ordinal)}\n"));
        Assert.Equal($"serving.{key}", error.Path);
        Assert.Equal(8 + Array.IndexOf([.. beside.Split(", ").Select(part => part.Split(':')[0])], key), error.Line);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.Contains("one of them", error.Allowed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("components: {cpu: 10%}", "(energy from")]
    [InlineData("server: {accelerators: 8, power: 10.2 kW}", "(0.3581 Wh from")]
    public void The_second_reading_is_that_of_the_servers(string overhead, string found) => Assert.Contains(
        found,
        Assert.Single(Yaml.Errors($"name: x\n{Hardware.Replace("overhead: 1.5", overhead, StringComparison.Ordinal)}{Training}serving: {{{ByTokens}, energy_per_request: 0.3 Wh}}")).Found,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(ByEnergy, "hardware: {tdp: 350 W}", "serving.hardware", "does not depend on it")]
    [InlineData(ByTokens, "embodied_per_request: 0.01 g", "serving.embodied_per_request", "beside serving by tokens")]
    [InlineData("requests_per_day: 1M, duration: 1 year, parameters: 100G, output_tokens: 500", "", "serving.mfu", "nothing")]
    [InlineData("requests_per_day: 1M, duration: 1 year, parameters: 100G, mfu: 10%", "", "serving.output_tokens", "nothing")]
    [InlineData("requests_per_day: 1M, duration: 1 year", "", "serving.energy_per_request", "nothing")]
    [InlineData("requests_per_day: 1M, duration: 1 year, mfu: 10%, output_tokens: 500", "", "serving.energy_per_request", "nothing")]
    [InlineData("duration: 1 year, energy_per_request: 1 Wh", "", "serving.requests_per_day", "nothing")]
    [InlineData("requests_per_day: 1M, energy_per_request: 1 Wh", "", "serving.duration", "nothing")]
    [InlineData(ByTokens, "utilization: 160%", "serving.utilization", "1.6")]
    [InlineData(ByTokens, "idle_power: 101%", "serving.idle_power", "1.01")]
    [InlineData(ByTokens, "input_mfu: 0", "serving.input_mfu", "0")]
    [InlineData(ByTokens, "input_tokens: -1", "serving.input_tokens", "-1")]
    [InlineData(ByTokens, "runs: 2", "serving.runs", "unknown key")]
    public void Mistakes_are_named(string serving, string beside, string path, string found)
    {
        var error = Assert.Single(Yaml.Errors($"name: x\n{Hardware}{Training}serving: {{{serving}{(beside.Length > 0 ? ", " : "")}{beside}}}"));
        Assert.Equal(path, error.Path);
        Assert.Equal(4, error.Line);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Serving_by_tokens_needs_a_peak_and_a_rating()
    {
        Assert.Equal("hardware.peak", Assert.Single(Yaml.Errors($"name: x\nhardware: {{tdp: 700 W}}\n{Training}serving: {{{ByTokens}}}")).Path);
        Assert.Equal("hardware.tdp", Assert.Single(Yaml.Errors($"name: x\nhardware: {{peak: 1 PFLOP/s}}\nserving: {{{ByTokens}}}")).Path);
    }

    [Theory]
    [InlineData("hardware: {tdp: 700 W}", "hardware")]
    [InlineData("failures: {mtbf_per_accelerator: 50k h, checkpoint: 1 min}", "failures")]
    public void What_nothing_depends_on_is_refused(string section, string path) =>
        Assert.Equal(path, Assert.Single(Yaml.Errors($"name: x\n{section}\nserving: {{{ByEnergy}}}")).Path);

    [Theory]
    [InlineData("mfu: 10%", "mfu: 70%", "serving.mfu", "65%")]
    [InlineData("mfu: 10%", "mfu: 10%, input_mfu: 80%", "serving.input_mfu", "65%")]
    [InlineData("mfu: 10%", "mfu: 10%, idle_share: 20%", "serving.idle_share", "switched off")]
    public void What_is_unusual_is_warned_of(string from, string to, string path, string allowed)
    {
        var warning = Assert.Single(Yaml.Read($"name: x\n{Hardware}serving: {{{ByTokens.Replace(from, to, StringComparison.Ordinal)}}}").Warnings);
        Assert.Equal(path, warning.Path);
        Assert.Contains(allowed, warning.Allowed, StringComparison.Ordinal);
    }
}
