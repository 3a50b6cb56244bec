using Simulator.Runs;
using Simulator.Results;
using System.CommandLine;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Planning;
using Simulator.Reporting.Gates;
using Simulator.Reporting.Json;
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
        "simulator check scenarios --strict --annotations github --quiet",
    ];

    public static Command Build(Session session)
    {
        var files = Arguments.Files();
        var format = Arguments.Format("table", "json");
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Only warnings and errors." };
        var gates = new GateArguments();
        var command = new Command("check", "Reads scenarios and prints each input with its distribution, source or default.") { files, format, quiet };
        foreach (var option in gates.Options)
        {
            command.Add(option);
        }

        command.SetAction(parsed => gates.Run(parsed, session, findings => Check(session, parsed.GetValue(files)!, parsed.GetValue(format)!, parsed.GetValue(quiet), findings)));
        return command;
    }

    private static int Check(Session session, IReadOnlyList<string> paths, string format, bool quiet, GateFindings findings)
    {
        var (scenarios, errors) = ScenarioLoader.LoadWithTotals(paths, session);
        List<JsonRemark> refusals = [];
        for (var index = 0; index < scenarios.Count; index++)
        {
            var scenario = scenarios[index];
            if (format == "table")
            {
                Print(session, scenario, isFirst: index == 0, quiet);
            }

            findings.Add(GateCases.Of(scenario));
            if (scenario.IsTotalOnly)
            {
                continue;
            }

            try
            {
                new RunSettings().For(scenario, session);
            }
            catch (ExplainedException refusal)
            {
                refusals.Add(JsonRemark.Of(refusal.Message, scenario.File));
                findings.Add([new(scenario.Name, "can be run", GateStatus.Error, refusal.Message, new(scenario.File))]);
            }
        }

        findings.Add(errors.Select(error => GateCases.Of(error)));
        refusals.InsertRange(0, errors.Select(JsonRemark.Of));
        if (format == "json")
        {
            JsonCheck.Write(new(refusals.Count == 0, [.. scenarios.Select(JsonCheckedScenario.Of)], refusals), session.Output);
            session.Output.Flush();
        }

        foreach (var refusal in refusals)
        {
            session.Error.WriteLine(refusal.Message);
        }

        return refusals.Count > 0 ? ExitCode.Wrong : ExitCode.Fine;
    }

    private static void Print(Session session, Scenario scenario, bool isFirst, bool quiet)
    {
        if (!quiet)
        {
            if (!isFirst)
            {
                session.Output.WriteLine();
            }

            TextTable.Write(
                scenario.IsTotalOnly
                    ? PublishedTable.Of($"{scenario.Name}  {scenario.File}", scenario.Published)
                    : InputsTable.Of($"{scenario.Name}  {scenario.File}", InputTable.Of(scenario), scenario.File, [.. scenario.Overruled.Select(Overruled)]),
                session.Output, session.Width, session.Styled);
            WriteCorrelations(session, scenario);
            WriteLimits(session, scenario);
            foreach (var notice in scenario.Notices)
            {
                TextTable.WriteItem(session.Output, notice, session.Width);
            }

            session.Output.Flush();
        }

        foreach (var warning in scenario.Warnings)
        {
            session.Error.WriteLine(warning);
        }

        foreach (var notice in quiet ? UnplacedWarnings.Of(scenario) : [])
        {
            session.Error.WriteLine($"{scenario.File}: {notice}");
        }
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
