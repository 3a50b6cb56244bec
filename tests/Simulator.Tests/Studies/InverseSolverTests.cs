using Simulator.Distributions;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Inverse;

namespace Simulator.Tests.Studies;

/// <summary>Inverse questions whose answers are known in closed form, and questions that have none.</summary>
public sealed class InverseSolverTests
{
    // Emissions: 1 M h · 700 W · k · PUE · c, and 10 t on top that no intensity changes.
    private const string Text = """
        name: x
        hardware: {tdp: 700 W, overhead: 1.2 to 1.8, embodied_carbon: 100 kg, embodied_accounting: full}
        facility: {pue: 1.1 to 1.4}
        grid: {carbon_intensity: 300 to 500 g/kWh, electricity_price: 80 USD/MWh}
        training: [{accelerators: 100, accelerator_hours: 1M h}]
        """;

    [Fact]
    public void The_answer_is_the_quotient_where_the_output_is_a_product()
    {
        var answer = Solve("grid.carbon_intensity", "emissions", "410 t");
        var (overhead, pue) = (Lognormal.FromInterval(1.2, 1.8), Lognormal.FromInterval(1.1, 1.4));

        // Both factors hardly reach 1, where they are cut: 0.2% and 0.05% of their probability; so their product is nearly
        // lognormal. 400 t over 700 MWh times its quantiles, lowest for the highest.
        var (log, spread) = (Math.Log(overhead.Quantile(0.5) * pue.Quantile(0.5)), Math.Sqrt(Square(1.2, 1.8) + Square(1.1, 1.4)));
        Assert.Equal(400 / 0.7 / Math.Exp(log), answer.Value, 0.003 * answer.Value);
        Assert.Equal(400 / 0.7 / Math.Exp(log + (1.6448536 * spread)), answer.Low!.Value.Value, 0.003 * answer.Value);
        Assert.Equal(400 / 0.7 / Math.Exp(log - (1.6448536 * spread)), answer.High!.Value.Value, 0.003 * answer.Value);
        Assert.InRange(answer.Low.Value.Error / answer.Low.Value.Value, 1e-7, 1e-2);
        Assert.True(answer.IsRising);
        Assert.Equal("g/kWh", answer.Unit);
        Assert.InRange(answer.Error / answer.Value, 1e-7, 1e-3);

        static double Square(double low, double high) => Math.Pow(Math.Log(high / low) / (2 * 1.6448536), 2);
    }

    [Fact]
    public void With_the_answer_put_in_the_median_is_the_target_and_the_ends_are_quantiles()
    {
        var answer = Solve("facility.pue", "emissions", "600 t");
        Assert.Equal(600, Emissions(answer.Value).Median, 600 * 1e-6);
        Assert.Equal(600, Emissions(answer.Low!.Value.Value).Interval.High, 600 * 1e-6);
        Assert.Equal(600, Emissions(answer.High!.Value.Value).Interval.Low, 600 * 1e-6);

        static OutputSummary Emissions(double pue) => SimulationRunner.Run(
            ScenarioReader.Read(Text, "x.yaml", [KeyValuePair.Create("facility.pue", FormattableString.Invariant($"{pue:R}"))]), Options)
            .Outputs.Single(output => output.Name == "emissions");
    }

    [Fact]
    public void A_falling_output_turns_the_interval_round()
    {
        var answer = Solve("training.training.mfu", "energy", "1 GWh", """
            name: x
            hardware: {tdp: 0.5 kW to 1 kW, peak: 1 PFLOP/s}
            training: [{compute: 1e24 FLOP, mfu: 40%}]
            """);
        Assert.False(answer.IsRising);

        // E = C/(F · MFU)/3600 · TDP, and the rated power alone is uncertain: 0.5 kW, its median, 1 kW.
        Assert.Equal(1e24 / 1e15 / 3600 * Math.Sqrt(0.5) / 1e6, answer.Value, 1e-5);
        Assert.Equal(1e24 / 1e15 / 3600 * 0.5 / 1e6, answer.Low!.Value.Value, 1e-3);
        Assert.Equal(1e24 / 1e15 / 3600 * 1 / 1e6, answer.High!.Value.Value, 1e-3);
    }

    [Fact]
    public void Plain_arithmetic_is_solved_to_the_last_digit()
    {
        var path = Path.Combine(Repository.Root, "scenarios", "published", "deepseek-v3-online-estimate.yaml");
        var answer = InverseSolver.Solve(
            InverseQuestion.Parse("facility.pue", "emissions", "885.948336 t"), ScenarioReader.Read(path), 0.9, scenario => SimulationRunner.Run(scenario, Options));
        Assert.Equal(1.3, answer.Value, 1e-9);
        Assert.Equal((0, answer.Value, answer.Value), (answer.Error, answer.Low!.Value.Value, answer.High!.Value.Value));
    }

    [Fact]
    public void What_is_missing_behind_gpt_4o_is_found()
    {
        // The write-up states 7,546 t and leaves the rest open: which overhead would make the assumption's median say so?
        var path = Path.Combine(Repository.Root, "scenarios", "gpt-4o.yaml");
        var answer = InverseSolver.Solve(
            InverseQuestion.Parse("hardware.overhead", "emissions", "7546 t"), ScenarioReader.Read(path), 0.9, scenario => SimulationRunner.Run(scenario, Options));
        Assert.InRange(answer.Value, 1, answer.Present);

        // Where the other inputs take more than the stated tonnes already, no overhead is small enough.
        Assert.Null(answer.Low);
        Assert.True(answer.High!.Value.Value > answer.Value);
    }

    [Theory]
    [InlineData("facility.peu", "emissions", "1 t", "did you mean facility.pue?")]
    [InlineData("facility.pue", "emission", "1 t", "did you mean emissions?")]
    [InlineData("facility.pue", "emissions", "1 MWh", "found 1 MWh (energy)")]
    [InlineData("facility.pue", "emissions", "1 to 2 t", "allowed: a constant")]
    [InlineData("facility.pue", "emissions", "100 t", "No value of facility.pue gives emissions a median of 100 t")]
    [InlineData("grid.carbon_intensity", "emissions", "9 t", "10 t at 0 g/kWh")]
    [InlineData("grid.electricity_price", "emissions", "100 t", "does not depend on")]
    [InlineData("facility.pue", "water", "100 m3", "do not determine water")]
    public void Questions_without_an_answer_are_explained(string input, string output, string target, string expected)
    {
        var exception = Assert.Throws<NoAnswerException>(() => Solve(input, output, target));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hardware.components.cpu.power", 0.25)] // 700 kWh · (1 + 0.25 + 0.05) = 910 kWh
    [InlineData("hardware.tdp", 758.3333333333)]
    [InlineData("grid.mix.coal.factor", 1.142)] // 840 kWh · (0.5 · 1.142 + 0.5 · 0.024) kg/kWh = 489.72 kg
    public void Every_kind_of_input_can_be_found(string input, double expected)
    {
        const string Parts = """
            name: x
            hardware: {tdp: 700 W, components: {cpu: 15%, memory: 5%}}
            grid: {mix: {coal: 50%, hydro: 50%}}
            training: [{phase: a, accelerator_hours: 400 h}, {phase: b, accelerator_hours: 600 h}]
            """;
        var answer = input.StartsWith("grid", StringComparison.Ordinal)
            ? Solve(input, "emissions", "489.72 kg", Parts)
            : Solve(input, "energy", "910 kWh", Parts);
        Assert.Equal(expected, answer.Unit == "gCO2e/kWh" ? answer.Value / 1000 : answer.Value, 1e-6 * expected);
    }

    [Theory]
    [InlineData("grid.losses", "grid_energy", "1400 kWh", 0.5)] // 700 kWh/(1 − l)
    [InlineData("grid.losses", "grid_energy", "70 MWh", 0.99)]
    [InlineData("facility.pue", "energy", "7 MWh", 10)]
    [InlineData("training.training.runs", "energy", "7 GWh", 10_000)]
    [InlineData("training.training.utilization", "energy", "0.7 Wh", 1e-6)]
    [InlineData("grid.carbon_price", "carbon_cost", "21 USD", 0.1)] // from 0 USD/kg on 210 kg
    public void Inputs_at_the_edge_of_what_is_possible_are_found(string input, string output, string target, double expected)
    {
        const string Plain = """
            name: x
            hardware: {tdp: 700 W}
            grid: {carbon_intensity: 0.3 kg/kWh, carbon_price: 0 USD/kg}
            training: [{accelerator_hours: 1000 h}]
            """;
        Assert.Equal(expected, Solve(input, output, target, Plain).Value, 1e-8 * expected);
    }

    [Fact]
    public void A_correlated_input_cannot_be_found()
    {
        var text = Text + "\ncorrelations: [{between: [facility.pue, grid.carbon_intensity], spearman: 0.3}]";
        Assert.Contains("Remove that correlation", Assert.Throws<NoAnswerException>(() => Solve("facility.pue", "emissions", "450 t", text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llama-3.1-405b", "facility.pue", "emissions", "12200 t")]
    [InlineData("gpt-4o", "hardware.overhead", "emissions", "7546 t")]
    [InlineData("gpt-3", "facility.pue", "energy", "1300 MWh")]
    [InlineData("published/deepseek-v3-online-estimate", "facility.pue", "emissions", "885.948336 t")]
    public void Runs_of_the_output_alone_give_the_answer_of_whole_runs(string name, string input, string output, string target)
    {
        var scenario = ScenarioReader.Read(Path.Combine(Repository.Root, "scenarios", name + ".yaml"));
        var question = InverseQuestion.Parse(input, output, target);
        Assert.Equal(
            InverseSolver.Solve(question, scenario, Options.Interval, held => SimulationRunner.Run(held, Options)),
            InverseSolver.Solve(question, scenario, Options, CancellationToken.None));
    }

    [Fact]
    public void A_search_that_is_stopped_has_no_answer() => Assert.Throws<OperationCanceledException>(() => InverseSolver.Solve(
        InverseQuestion.Parse("facility.pue", "energy", "1.6 GWh"), ScenarioReader.Read(Text, "x.yaml"), Options, new CancellationToken(canceled: true)));

    [Fact]
    public void An_output_that_turns_round_is_refused()
    {
        // The curve is folded by hand: it rises to a PUE of 1.5, falls to 1.7 and rises again.
        var exception = Assert.Throws<NoAnswerException>(() => InverseSolver.Solve(
            InverseQuestion.Parse("facility.pue", "energy", "1.6 GWh"), ScenarioReader.Read(Text, "x.yaml"), 0.9,
            scenario => SimulationRunner.Run(ScenarioReader.Read(Text, "x.yaml", [KeyValuePair.Create("facility.pue", Folded(scenario))]), Options)));
        Assert.Contains("all the way", exception.Message, StringComparison.Ordinal);

        static string Folded(Scenario scenario)
        {
            var pue = scenario.Phases[0][Keys.Pue]!.Distribution.Mean;
            return FormattableString.Invariant($"{(pue <= 1.5 ? pue : pue < 1.7 ? 3 - pue : pue - 0.4)}");
        }
    }

    private static RunOptions Options => new() { Samples = 1 << 14, Replicates = 8 };

    private static InverseAnswer Solve(string input, string output, string target, string text = Text) => InverseSolver.Solve(
        InverseQuestion.Parse(input, output, target), ScenarioReader.Read(text, "x.yaml"), 0.9, scenario => SimulationRunner.Run(scenario, Options));
}
