using Simulator.Runs;
using Simulator.Results;
using System.CommandLine;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Planning;
using Simulator.Reporting.Tables;
using Simulator.Scenarios;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator check</c>: reads scenarios and shows what every input resolves to; nothing is sampled.</summary>
internal static class CheckCommand
{
    public static readonly string[] Examples =
    [
        "simulator check scenarios/llama-3.1-405b.yaml",
        "simulator check scenarios",
        "simulator check - < my.yaml",
    ];

    public static Command Build(Session session)
    {
        var files = Arguments.Files();
        var command = new Command("check", "Reads scenarios and prints each input with its distribution, source or default.") { files };
        command.SetAction(parsed => Check(session, parsed.GetValue(files)!));
        return command;
    }

    private static int Check(Session session, IReadOnlyList<string> paths)
    {
        var (scenarios, errors) = ScenarioLoader.Load(paths, session);
        var refusals = new List<string>();
        for (var index = 0; index < scenarios.Count; index++)
        {
            var scenario = scenarios[index];
            if (index > 0)
            {
                session.Output.WriteLine();
            }

            TextTable.Write(
                InputsTable.Of($"{scenario.Name}  {scenario.File}", InputTable.Of(scenario), scenario.File, [.. scenario.Overruled.Select(Overruled)]), session.Output, session.Width, session.Styled);
            WriteCorrelations(session, scenario);
            WriteLimits(session, scenario);
            foreach (var notice in scenario.Notices)
            {
                TextTable.WriteItem(session.Output, notice, session.Width);
            }

            session.Output.Flush();
            foreach (var warning in scenario.Warnings)
            {
                session.Error.WriteLine(warning);
            }

            try
            {
                new RunSettings().For(scenario, session);
            }
            catch (ExplainedException refusal)
            {
                refusals.Add(refusal.Message);
            }
        }

        foreach (var line in errors.Select(error => error.ToString()).Concat(refusals))
        {
            session.Error.WriteLine(line);
        }

        return errors.Count + refusals.Count > 0 ? ExitCode.Wrong : ExitCode.Fine;
    }

    private static string Overruled(OverruledInput input) => $"{input.Path}: {input.Holds} is used, not {string.Join(", nor ", input.Others)}.";

    private static void WriteLimits(Session session, Scenario scenario)
    {
        if (scenario.Limits.Count > 0)
        {
            session.Output.WriteLine();
            TextTable.Write(LimitsTable.Of(scenario.Limits), session.Output, session.Width, session.Styled);
        }
    }

    private static void WriteCorrelations(Session session, Scenario scenario)
    {
        if (scenario.Correlations.Count > 0)
        {
            var plan = CorrelationPlan.Of(scenario);
            session.Output.WriteLine();
            TextTable.Write(CorrelationTable.Of([.. plan.Pairs.Select(pair => CorrelationSummary.Of(pair))], plan.Notices), session.Output, session.Width, session.Styled);
        }
    }
}
