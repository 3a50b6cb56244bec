using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Inverse;
using Simulator.Tests.Cli;

namespace Simulator.Tests.Studies;

/// <summary>Inverse questions about other figures than the median, and about limits.</summary>
public sealed class InverseFigureTests
{
    private const string Text = """
        name: x
        hardware: {tdp: 700 W, overhead: 1.2 to 1.8}
        facility: {pue: 1.1 to 1.4}
        grid: {carbon_intensity: 300 to 500 g/kWh}
        training: [{accelerators: 100, accelerator_hours: 1M h}]
        """;

    private static readonly RunOptions Options = new() { Samples = 1 << 14 };

    [Theory]
    [InlineData("p95 emissions", "600 t")]
    [InlineData("p5 emissions", "400 t")]
    [InlineData("median emissions", "500 t")]
    [InlineData("mean emissions", "500 t")]
    [InlineData("worst 5% mean emissions", "700 t")]
    [InlineData("P(emissions > 500 t)", "20%")]
    [InlineData("P(emissions < 500 t)", "20%")]
    public void With_the_answer_put_in_the_figure_is_the_target(string figure, string target)
    {
        var answer = Solve(InverseQuestion.Parse("facility.pue", figure, target));
        var part = With(answer.Value, $"{figure} <= {target}");
        var step = part.IsProbability ? 2.0 / Options.Samples!.Value : 2e-6 * part.Bound;
        Assert.Equal(part.Bound, part.Value, step);
        Assert.True(answer.IsRising);
        Assert.Null(answer.HoldsBelow);
        Assert.InRange(answer.Error / answer.Value, 1e-9, 1e-2);
    }

    // Money is in the currency of the scenario wherever it is printed, and amounts are in the unit of their size.
    [Theory]
    [InlineData("--limit", "p95 cost < 3k EUR", "3,000 EUR")]
    [InlineData("--limit", "P(cost > 3k EUR) < 5%", "3,000 EUR")]
    [InlineData("--output", "cost", "3,000 EUR")]
    [InlineData("--limit", "p95 emissions < 900 kg", "900 kg CO2e")]
    [InlineData("--limit", "p95 energy < 3 MWh", "3 MWh")]
    public void The_target_is_in_the_unit_of_the_scenario_and_of_its_size(string option, string figure, string expected)
    {
        using var run = new CommandLineRun { Simulate = SimulationRunner.Run };
        var file = run.WriteFile("x.yaml", """
            name: x
            hardware: {tdp: 700 W, rental: 2 EUR/h, rental_includes: electricity}
            facility: {pue: 1.1 to 1.4}
            grid: {carbon_intensity: 400 g/kWh}
            training: [{accelerators: 8, duration: 10 to 20 days}]
            costs: {currency: EUR, exchange_rate: 1.1 USD/EUR}
            """);
        string[] target = option == "--output" ? ["--equals", "3000 EUR"] : [];
        Assert.Equal(0, run.Run(["solve", file, option, figure, .. target, "--for", figure.Contains("cost", StringComparison.Ordinal) ? "hardware.rental" : "hardware.tdp"]));
        Assert.Contains($"the samples would give {expected}", run.Output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("USD", run.Output.ToString(), StringComparison.Ordinal);
    }

    // One text for one probability, whichever command prints it.
    [Theory]
    [InlineData("P(emissions > 5000 t) < 5%")]
    [InlineData("P(emissions > 1 t) < 5%")]
    [InlineData("P(emissions > 500 t) < 5%")]
    public void The_present_probability_is_printed_as_a_run_prints_it(string limit)
    {
        using var run = new CommandLineRun { Simulate = SimulationRunner.Run };
        var file = run.WriteFile("x.yaml", Text);
        run.Run("solve", file, "--limit", limit, "--for", "hardware.tdp", "-n", "4096", "--format", "csv");
        var solved = run.Output.ToString().Trim().Split('\n')[^1].Split(',')[^1].Trim();
        using var other = new CommandLineRun { Simulate = SimulationRunner.Run };
        other.Run("run", other.WriteFile("x.yaml", Text), "--limit", limit, "-n", "4096", "--no-plots", "--out", Path.Combine(other.Folder, "out"));
        Assert.Contains(other.Output.ToString().Split('\n'), line => line.StartsWith(limit, StringComparison.Ordinal) && line.Contains($" {solved} ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_probability_that_no_sample_showed_is_not_called_0()
    {
        using var run = new CommandLineRun { Simulate = SimulationRunner.Run };
        Assert.Equal(0, run.Run("solve", run.WriteFile("x.yaml", Text), "--limit", "P(emissions > 5000 t) < 5%", "--for", "hardware.tdp", "-n", "4096"));
        Assert.Contains("<0.1%", run.Output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P(cost > 3k USD) < 5%")]
    [InlineData("p95 cost < 3k USD")]
    public void An_amount_in_another_currency_is_refused(string limit)
    {
        var scenario = ScenarioReader.Read("name: x\nhardware: {tdp: 700 W, rental: 2 to 3 EUR/h}\ntraining: [{accelerator_hours: 1k h}]\ncosts: {currency: EUR, exchange_rate: 1.1 USD/EUR}", "x.yaml");
        var error = Assert.Throws<NoAnswerException>(() => InverseSolver.Solve(InverseQuestion.ParseLimit("hardware.rental", limit), scenario, Options, CancellationToken.None));
        Assert.Contains("is in USD, but the costs of x are in EUR", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_median_is_what_a_bare_name_stands_for()
    {
        var (bare, named) = (Solve(InverseQuestion.Parse("facility.pue", "emissions", "600 t")), Solve(InverseQuestion.Parse("facility.pue", "median emissions", "600 t")));
        Assert.Equal(bare.Value, named.Value, 1e-9);
        Assert.Equal((bare.Low!.Value.Value, bare.High!.Value.Value), (named.Low!.Value.Value, named.High!.Value.Value));
        Assert.Equal(("median", "median"), (bare.Question.Figure, named.Question.Figure));
    }

    [Fact]
    public void The_p95_is_met_at_the_safe_end_of_the_interval()
    {
        var answer = Solve(InverseQuestion.Parse("facility.pue", "p95 emissions", "600 t"));
        Assert.Equal(answer.Low!.Value.Value, answer.Value, 1e-6 * answer.Value);
    }

    [Theory]
    [InlineData("P(emissions > 600 t) < 5%", true)]
    [InlineData("P(emissions < 600 t) > 95%", true)]
    [InlineData("p5 emissions > 400 t", false)]
    [InlineData("mean emissions <= 500 t", true)]
    public void A_limit_holds_on_one_side_of_the_answer_and_fails_on_the_other(string limit, bool holdsBelow)
    {
        var answer = Solve(InverseQuestion.ParseLimit("facility.pue", limit));
        Assert.Equal(holdsBelow, answer.HoldsBelow);
        Assert.Equal(holdsBelow ? LimitVerdict.Holds : LimitVerdict.Fails, With(0.95 * answer.Value, limit).Verdict);
        Assert.Equal(holdsBelow ? LimitVerdict.Fails : LimitVerdict.Holds, With(1.05 * answer.Value, limit).Verdict);
    }

    [Theory]
    [InlineData("p95 emisions", "5 t", "did you mean emissions?")]
    [InlineData("p95 emissions", "5 MWh", "allowed: ")]
    [InlineData("p95 emissions", "many", "allowed: an amount")]
    [InlineData("p99.99 emissions", "600 t", "Too few samples lie beyond p99.99 of emissions")]
    [InlineData("P(emissions > 500 t)", "120%", "a share from 0% to 100%")]
    [InlineData("P(emissions > 1 t)", "20%", "No value of facility.pue gives P(emissions > 1 t) a value of 0.2")]
    [InlineData("p95 emissions", "1 t", "No value of facility.pue gives emissions a p95 of 1 t")]
    [InlineData("p95", "1 t", "There is no output 'p95'")]
    [InlineData("p95 cost", "1 USD", "The inputs do not determine cost")]
    public void A_question_that_is_none_is_explained(string figure, string target, string expected) =>
        Assert.Contains(expected, Assert.Throws<NoAnswerException>(() => Solve(InverseQuestion.Parse("facility.pue", figure, target))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("mean emissions < 5 t and mean energy < 1 GWh", "found 2 statements; allowed: one")]
    [InlineData("emissions", "say which figure of emissions")]
    [InlineData("P(B/A emissions > 1.1) < 5%", "simulator compare")]
    public void A_limit_that_cannot_be_solved_for_is_explained(string limit, string expected) =>
        Assert.Contains(expected, Assert.Throws<NoAnswerException>(() => InverseQuestion.ParseLimit("facility.pue", limit)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("--output emissions", "found --output; allowed: --output with --equals, or --limit.")]
    [InlineData("--equals 5t", "found --equals;")]
    [InlineData("", "found none of them;")]
    [InlineData("--limit x --output energy", "found --output and --limit;")]
    public void The_command_takes_a_figure_or_a_limit(string options, string expected)
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run(["solve", line.Scenario(), "--for", "facility.pue", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));
        Assert.Contains(expected, line.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_prints_the_limit_and_where_it_holds()
    {
        using var line = new CommandLineRun();
        var path = line.WriteFile("x.yaml", Text);
        Assert.Equal(0, line.Run("solve", path, "--for", "facility.pue", "--limit", "p95 emissions < 600 t", "-n", "4k"));
        Assert.Contains("facility.pue for p95 emissions < 600 t", line.Output.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"The limit holds for values up to 1\.\d+\.", line.Output.ToString());
    }

    private static LimitPartOutcome With(double pue, string limit) => SimulationRunner.Run(
        ScenarioReader.Read(Text, "x.yaml", [KeyValuePair.Create("facility.pue", FormattableString.Invariant($"{pue:R}"))]), Options with { Limits = [Limit.Parse(limit)] }).Limits[0].Parts[0];

    private static InverseAnswer Solve(InverseQuestion question) => InverseSolver.Solve(question, ScenarioReader.Read(Text, "x.yaml"), Options, CancellationToken.None);
}
