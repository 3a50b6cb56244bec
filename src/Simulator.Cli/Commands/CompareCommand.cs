using System.CommandLine;
using Simulator.Scenarios;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator compare</c>: several scenarios in the same states of the world.</summary>
internal static class CompareCommand
{
    public static readonly string[] Examples =
    [
        "simulator compare scenarios/llama-3.1-405b.yaml scenarios/deepseek-v3.yaml",
        "simulator compare scenarios --format markdown --out results/models",
    ];

    public static Command Build(Session session)
    {
        var files = Arguments.Files();
        var arguments = new StudyArguments("comparison.json, comparison.csv, summary.csv and charts", "results/<first name> and <second name>");
        var charts = ChartKinds();
        var command = new Command(
            "compare",
            "Computes scenarios from the same draws and prints their outputs, differences and ratios with intervals, and which is less how surely.")
        {
            files, charts,
        };
        foreach (var option in arguments.Options)
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            var (scenarios, errors) = ScenarioLoader.Load(parsed.GetValue(files)!, session.Input);
            if (errors.Count > 0)
            {
                throw new ScenarioException(errors);
            }

            if (scenarios.Count < 2)
            {
                throw new ExplainedException(
                    $"compare: found one scenario, {scenarios[0].File}; allowed: two or more. 'simulator run {scenarios[0].File}' runs one.", ExitCode.Wrong);
            }

            return new ComparisonRun(session, arguments.Read(parsed), parsed.GetValue(charts)!).Run(scenarios);
        });
        return command;
    }

    private static Option<string[]> ChartKinds() => new("--charts")
    {
        Description = $"Charts to write: {string.Join(", ", ComparisonCharts.Kinds)}. Default: all.",
        HelpName = "KIND,...",
        DefaultValueFactory = _ => ComparisonCharts.Kinds,
        CustomParser = result =>
        {
            var kinds = (result.Tokens.Count > 0 ? result.Tokens[0].Value : "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (Array.Find(kinds, kind => !ComparisonCharts.Kinds.Contains(kind)) is { } unknown)
            {
                result.AddError($"There is no chart '{unknown}'. There are: {string.Join(", ", ComparisonCharts.Kinds)}.");
            }

            return kinds;
        },
    };
}
