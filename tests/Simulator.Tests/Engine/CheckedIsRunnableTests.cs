using Simulator.Engine.Cpu;
using System.Globalization;
using Simulator.Distributions;
using Simulator.Engine;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Engine;

/// <summary>A run can draw everything that the reader accepts, for all parameters of distributions and all keys.</summary>
public sealed class CheckedIsRunnableTests : IDisposable
{
    // Parameters as multiples of a typical value x of the key, in its unit. Many are refused; none may get past reading and then fail.
    private static readonly string[] Forms =
    [
        "{1}", "{0.5} to {1}", "{1e-6} to {1e6}", "{1e-9} to {1e9}", "{0.9999999} to {1}", "uniform({0}, {1})", "uniform({-1}, {1})", "uniform({1}, {1.0000001})",
        "loguniform({1e-30}, {1})", "normal({1}, {1e-9})", "normal({1}, {10})", "normal({-5}, {1})", "lognormal(mean={1}, sd={100})", "lognormal(mean={1}, sd={1e9})",
        "lognormal(median={1}, gsd=1e5)", "lognormal(median={1}, gsd=1.0000001)", "lognormal(median={1}, gsd=440000)", "triangular({0}, {0}, {1})",
        "triangular({0}, {1}, {1})", "pert({0}, {0}, {1})", "pert({0}, {1}, {1})", "pert({1}, {1.0000001}, {1.5})", "beta(0.000001, 0.000001, min={0}, max={1})",
        "beta(0.0001, 0.9999, min={0}, max={1})", "beta(0.000001, 1e6, min={0}, max={1})", "beta(1e6, 1e6, min={0}, max={1})", "beta(1e6, 0.05, min={0}, max={1})",
        "beta(0.049, 0.051, min={0.5}, max={2})", "beta(1e-7, 1, min={0}, max={1})", "gamma(shape=0.000001, scale={1})", "gamma(shape=0.0001, scale={1})",
        "gamma(shape=0.03, scale={100})", "gamma(shape=1e6, scale={1e-6})", "gamma(shape=1e9, scale={1})", "gamma(mean={1}, sd={900})", "gamma(mean={1}, sd={1e-5})",
        "exponential(mean={1})", "exponential(mean={1e-9})", "{1} + gamma(shape=0.001, scale={1})", "mix({0.5} to {1} @ 0.0001%, {1} to {2} @ 99.9999%)",
        "mix({1} @ 50%, beta(0.001, 0.001, min={0}, max={1}) @ 50%)", "mix(normal({-9}, {1}) @ 50%, {1} @ 50%)", "choice({0.5} @ 1e-12, {1} @ 1)", "choice({1}, {1})",
        "truncate(normal({1}, {1}), {0.999}, {1.001})", "truncate(normal({0}, {1}), {5.9}, {6})", "truncate(gamma(shape=0.001, scale={1}), {0.5}, {2})",
        "truncate(beta(0.001, 0.001, min={0}, max={2}), {0.1}, {1.9})", "truncate({0.1} to {1}, low={0.9})", "empirical(data.csv)U",
    ];

    private static readonly string[] Few =
    [
        "{1}", "{0.9} to {1}", "{1e-6} to {1e6}", "normal({1}, {10})", "gamma(shape=0.0001, scale={1})", "beta(0.000001, 0.000001, min={0}, max={1})", "mix({0.5} @ 50%, {1} @ 50%)",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runnable");

    public void Dispose() => _folder.Delete(recursive: true);

    public static TheoryData<string> Representative { get; } = ["hardware.tdp", "facility.pue", "grid.losses", "grid.electricity_price", "phase.utilization", "phase.accelerators"];

    public static TheoryData<string> Every { get; } = [.. KeyTable.All.Where(key => key.Section != "grid.mix" && key.Name != "start").Select(key => key.ToString())];

    [Theory]
    [MemberData(nameof(Representative))]
    public void Every_distribution_that_is_read_is_drawn(string key) => Assert.True(Run(key, Forms) >= 20);

    [Theory]
    [MemberData(nameof(Every))]
    public void Every_key_that_is_read_is_drawn(string key) => Assert.True(Run(key, Few) >= 2, key);

    [Theory]
    [InlineData("location: france", true)]
    [InlineData("location: us", true)]
    [InlineData("location: norway", true)]
    [InlineData("location: sweden", true)]
    [InlineData("mix: {coal: 99.9%, wind: 0.1%}", true)]
    [InlineData("mix: {coal: 50%, wind: 50%}", true)]
    [InlineData("mix: {coal: 99.9999999%, wind: 0.0000001%}", false)]
    public void Every_concentration_that_is_read_is_drawn(string mix, bool isSmallFine)
    {
        foreach (var concentration in new[] { "1e-9", "0.05", "1", "10", "60", "1e6", "1.1e6", "1e9" })
        {
            var isRead = Try($"name: x\nhardware: {{tdp: 700 W}}\ngrid: {{{mix}, mix_concentration: {concentration}}}\ntraining: [{{accelerators: 8, duration: 1 h}}]\n", "grid.mix_concentration");
            Assert.Equal(concentration switch { "1e-9" or "1.1e6" or "1e9" => false, "0.05" or "1" => isSmallFine, _ => isRead }, isRead);
        }
    }

    [Theory]
    [InlineData("choice(1 @ 1e-9, 2 @ 1)", "1 to 2")]
    [InlineData("choice(1 @ 0.1%, 2 @ 99.9%)", "choice(1 @ 99.9%, 2 @ 0.1%)")]
    [InlineData("choice(1, 2)", "mix(1 @ 50%, 1 to 2 @ 50%)")]
    [InlineData("mix(1 @ 50%, 2 @ 50%)", "1 + gamma(shape=0.0001, scale=1)")]
    [InlineData("mix(1 @ 50%, beta(0.001, 0.001, min=1, max=2) @ 50%)", "mix(1 to 1.00001 @ 0.001%, 1 to 1e6 @ 99.999%)")]
    [InlineData("empirical(data.csv)", "mix(empirical(data.csv) @ 50%, normal(3, 9) @ 50%)")]
    [InlineData("1 to 2", "truncate(normal(1, 1), 1, 1.0001)")]
    public void Every_correlation_that_is_read_is_drawn(string first, string second)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "data.csv"), "x\n1\n2\n2\n5\n");
        foreach (var correlation in new[] { "spearman: 0.999", "spearman: -0.9", "kendall: 0.5", "kendall: -0.999", "spearman: 0" })
        {
            Assert.True(Try(
                $"name: x\nhardware: {{tdp: 700 W, overhead: \"{first}\"}}\nfacility: {{pue: \"{second}\"}}\ntraining: [{{accelerators: 8, duration: 1 h}}]\n"
                + $"correlations: [{{between: [hardware.overhead, facility.pue], {correlation}}}]\n", "facility.pue"));
        }
    }

    private int Run(string key, IEnumerable<string> forms)
    {
        var spec = KeyTable.All.Single(other => other.ToString() == key);
        var typical = spec == Keys.Peak || spec == Keys.Compute ? 1e20 : spec.Maximum <= 1 ? 0.5 : 1.2;
        File.WriteAllText(Path.Combine(_folder.FullName, "data.csv"), FormattableString.Invariant($"x\n{typical}\n{0.5 * typical}\n"));
        return forms.Count(form =>
        {
            var text = string.Join("", form.Split('{').Select((part, i) =>
            {
                var end = part.IndexOf('}', StringComparison.Ordinal);
                return i == 0 ? part : FormattableString.Invariant($"{double.Parse(part[..end], CultureInfo.InvariantCulture) * typical:R} {spec.ModelUnit}").TrimEnd() + part[(end + 1)..];
            })).Replace(")U", $") {spec.ModelUnit}", StringComparison.Ordinal);
            return Try(Scenario(spec, text.TrimEnd()), key);
        });
    }

    // Whether it was read; what was read has to run.
    private bool Try(string yaml, string key)
    {
        var path = Path.Combine(_folder.FullName, "scenario.yaml");
        File.WriteAllText(path, yaml);
        Scenario scenario;
        try
        {
            scenario = ScenarioReader.Read(path);
        }
        catch (ScenarioException refusal)
        {
            Assert.All(refusal.Errors, error => Assert.True(error.Line > 0 && error.Column > 0 && error.Path.Length > 0, $"{key}: {error}"));
            return false;
        }

        foreach (var sampler in Enum.GetValues<Sampler>())
        {
            var failure = Record.Exception(() => Assert.All(
                SimulationRunner.Run(scenario, new RunOptions { Samples = 1024, Sampler = sampler }).Notices, notice => Assert.DoesNotContain("NaN", notice, StringComparison.Ordinal)));
            Assert.True(failure is null, $"{yaml}\n{failure}");
        }

        if (scenario.Quantities.FirstOrDefault(quantity => quantity.Key.ToString() == key && !quantity.Distribution.IsConstant) is { } drawn)
        {
            CheckDraws(drawn.Distribution, yaml);
        }

        return true;
    }

    // The share of draws below a quantile is its probability, whatever the table that makes them: six binomial standard errors.
    private static void CheckDraws(Distribution distribution, string yaml)
    {
        const int Draws = 1 << 14;
        const double Rounding = 1e-5;
        const double SmallestCore = 1e-30; // of the scale: what a table's exponent cannot follow
        var plan = PlanBuilder.Build([("x", distribution)], inputs => [(new OutputSpec("x", "X", "", 1, ""), inputs[0])]);
        var values = FirstDraws.Of<Lane128, Wide128>(plan, [0], new SamplingRequest(Sampler.Random, 42, 1, 0, Draws, 1, 1024), Draws)[0];
        foreach (var probability in new[] { 0.01, 0.05, 0.3, 0.5, 0.7, 0.95, 0.99 })
        {
            var quantile = distribution.Quantile(probability);
            var margin = (Rounding * Math.Abs(quantile)) + (SmallestCore * Math.Abs(distribution.Quantile(1 - 1e-9)));
            var error = 6 * Math.Sqrt(probability * (1 - probability) / Draws);
            Assert.True(values.Count(value => value <= quantile + margin) >= (probability - error) * Draws, $"{yaml}: too few below the quantile at {probability}, {quantile}");
            Assert.True(values.Count(value => value < quantile - margin) <= (probability + error) * Draws, $"{yaml}: too many below the quantile at {probability}, {quantile}");
        }
    }

    private static string Scenario(KeySpec key, string text)
    {
        var value = $"\"{text}\"";
        var own = $"{key.Name}: {value}";
        var hardware = key.Section switch
        {
            "hardware" when key == Keys.Tdp => $"tdp: {value}, peak: 1 PFLOP/s",
            "hardware" when key == Keys.Rental => $"tdp: 700 W, peak: 1 PFLOP/s, {own}",
            "hardware" => string.Join(", ", new[] { "tdp: 700 W", "peak: 1 PFLOP/s", "price: 30k USD", "lifetime: 4 years", own }.Where(part => part == own || !part.StartsWith(key.Name + ":", StringComparison.Ordinal))),
            "hardware.components" when key == Keys.ComponentCost => $"tdp: 700 W, peak: 1 PFLOP/s, price: 30k USD, lifetime: 4 years, components: {{cpu: {{power: 10%, cost: {value}}}}}",
            "hardware.components" => $"tdp: 700 W, peak: 1 PFLOP/s, components: {{cpu: {value}}}",
            "hardware.server" => $"tdp: 700 W, peak: 1 PFLOP/s, server: {{{(key == Keys.ServerPower ? "accelerators: 8" : "power: 10 kW")}, {own}}}",
            _ => "tdp: 700 W, peak: 1 PFLOP/s",
        };
        string[] grid = ["carbon_intensity: 0.4 kg/kWh", "electricity_price: 0.08 USD/kWh"];
        var phase = key.Name switch
        {
            "accelerator_hours" => own,
            "energy" => $"{own}, measured_at: it",
            "duration" when key.Section == "phase" => $"accelerators: 8, {own}",
            "accelerators" when key.Section == "phase" => $"{own}, duration: 1 h",
            "parameters" when key.Section == "phase" => $"{own}, tokens: 1T, mfu: 40%, accelerators: 8",
            "tokens" => $"parameters: 1G, {own}, mfu: 40%, accelerators: 8",
            "compute" => $"{own}, mfu: 40%, accelerators: 8",
            "mfu" or "goodput" when key.Section == "phase" => $"compute: 1e24 FLOP, {(key.Name == "mfu" ? "" : "mfu: 40%, ")}accelerators: 8, {own}",
            _ when key.Section == "failures" || key == Keys.Peak => "compute: 1e24 FLOP, mfu: 40%, accelerators: 8",
            _ => $"accelerators: 8, duration: 100 h{(key.Section == "phase" ? $", {own}" : "")}",
        };
        string[] failures = ["mtbf_per_accelerator: 50k h", "checkpoint: 1 min"];
        string[] serving = key == Keys.EnergyPerRequest || key == Keys.EmbodiedPerRequest
            ? ["requests_per_day: 1M", "energy_per_request: 0.3 Wh", "duration: 1 year"]
            : ["requests_per_day: 1M", "parameters: 1G", "output_tokens: 500", "mfu: 10%", "idle_share: 10%", "idle_power: 20%", "duration: 1 year"];
        string Section(string name, string[] parts) => key.Section == name
            ? $"{name}: {{{string.Join(", ", parts.Where(part => !part.StartsWith(key.Name + ":", StringComparison.Ordinal)).Append(own))}}}\n" : "";
        return $"name: x\nhardware: {{{hardware}}}\n"
            + Section("facility", key == Keys.WaterPrice ? ["wue: 1 L/kWh"] : []) + Section("grid", grid) + Section("failures", failures) + Section("serving", serving)
            + $"training: [{{{phase}}}]\n";
    }
}
