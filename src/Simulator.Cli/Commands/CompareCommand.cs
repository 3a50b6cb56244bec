using System.CommandLine;
using Simulator.Catalog;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Cli.Output;
using Simulator.Model;
using Simulator.Scenarios;
using Simulator.Scenarios.Text;
using Simulator.Studies.Sweep;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator compare</c>: several scenarios in the same states of the world.</summary>
internal static class CompareCommand
{
    // The draws and counts of all of them are in memory at the same time.
    private const int MostVariations = 24;

    public static readonly string[] Examples =
    [
        "simulator compare scenarios/llama-3.1-405b.yaml scenarios/deepseek-v3.yaml",
        "simulator compare scenarios/models --sort emissions --out results/models",
        "simulator compare base.yaml my.yaml --limit \"P(B/A emissions > 1.1) < 5%\"",
        "simulator compare scenarios/llama-3.1-405b.yaml scenarios/gpt-4.yaml --share grid.carbon_intensity",
        "simulator compare scenarios/llama-3.1-405b.yaml --vary grid.location=sweden,france",
    ];

    public static Command Build(Session session)
    {
        var files = Arguments.Files();
        var arguments = new StudyArguments("comparison.json, comparison.csv, summary.csv and charts", "results/<first name> and <second name>");
        var charts = ChartKinds();
        var variations = new VariationArguments();
        var share = new Option<string[]>("--share")
        {
            Description = "An uncertain input, or a section of inputs, that is the same in all scenarios, e.g. grid.carbon_intensity; or all. May be repeated.",
            HelpName = "PATH|all",
        };
        var outputs = new Option<string?>("--outputs")
        {
            Description = $"Outputs to print and draw; the files contain all. Default: {string.Join(',', OutputDefinitions.Compared.Select(output => output.Name))}.",
            HelpName = "NAME,...",
        };
        var sort = new Option<string?>("--sort") { Description = "Order of the rows: name, or an output, the largest first. Default: the order of the files.", HelpName = "name|OUTPUT" };
        var reference = new Option<string?>("--reference")
        {
            Description = "Scenario with which each of the others is compared, by its name or file, where there are more than four. Default: the first.",
            HelpName = "NAME",
        };
        var limits = Arguments.LimitsOfComparison();
        var gates = new GateArguments();
        var command = new Command(
            "compare",
            "Compares scenarios sample by sample: outputs, differences and ratios with intervals, and the probability that one is less than another.\n"
            + "Inputs of different files are independent, unless both files inherit them unchanged from a file that both extend, or --share names them.\n"
            + "With --vary or --scale, one file is compared with variations of itself, and all inputs are shared.")
        {
            files, outputs, sort, reference, share, limits, charts,
        };
        foreach (var option in variations.Options.Concat(arguments.Options).Concat(gates.Options))
        {
            command.Add(option);
        }

        ShardArguments.RefuseAll(command, "every sample is drawn for all scenarios together; let each job compare two or three files, or sweep variations of one file with --shard.");
        command.SetAction(parsed =>
        {
            var layout = new ComparisonLayout(
                parsed.GetValue(outputs) is { } names ? SweepRun.ParseOutputs(names) : null,
                parsed.GetValue(sort) is { } by ? SortOf(by) : null,
                parsed.GetValue(charts) ?? []);
            return gates.Run(parsed, session, findings =>
            {
                var (scenarios, notices) = Scenarios(session, parsed.GetValue(files)!, variations.Read(parsed));
                return new ComparisonRun(session, arguments.Read(parsed), layout) { Findings = findings }.Run(
                    ReferenceFirst(scenarios, parsed.GetValue(reference)), notices, parsed.GetValue(share) ?? [], parsed.GetValue(limits) ?? []);
            });
        });
        return command;
    }

    private static string SortOf(string by) => by == "name" ? by : SweepRun.ParseOutputs(by, "--sort") is [var output]
        ? output
        : throw new ExplainedException($"--sort: found '{by}'; allowed: name, or one output.", ExitCode.Wrong);

    /// <summary>The scenarios with the one that the others are compared with in front.</summary>
    private static IReadOnlyList<Scenario> ReferenceFirst(IReadOnlyList<Scenario> scenarios, string? reference)
    {
        if (reference is null)
        {
            return scenarios;
        }

        var computed = scenarios.Where(scenario => !scenario.IsTotalOnly).ToList();
        var found = computed.Find(scenario => scenario.File == reference) ?? computed.Find(scenario => string.Equals(scenario.Name, reference, StringComparison.OrdinalIgnoreCase));
        return found is not null ? [found, .. scenarios.Where(scenario => scenario != found)] : throw new ExplainedException(
            $"--reference: found '{reference}'; allowed: {string.Join(", ", computed.Select(scenario => scenario.Name))}, or a file of them.{Spelling.HintLine(reference, computed.Select(scenario => scenario.Name))}",
            ExitCode.Wrong);
    }

    /// <summary>The scenarios named, or one scenario and its variations; with notes about them.</summary>
    private static (IReadOnlyList<Scenario> Scenarios, IReadOnlyList<string> Notices) Scenarios(Session session, IReadOnlyList<string> paths, IReadOnlyList<Variation> variations)
    {
        if (variations.Count > 0)
        {
            return Variations(session, paths, variations);
        }

        var (scenarios, errors) = ScenarioLoader.LoadWithTotals(paths, session);
        if (errors.Count > 0)
        {
            throw new ScenarioException(errors);
        }

        if (scenarios.Count > 1 && scenarios.All(scenario => scenario.IsTotalOnly))
        {
            throw new ExplainedException("compare: found only files with published figures and without inputs; allowed: at least one scenario that can be run.", ExitCode.Wrong);
        }

        return scenarios.Count > 1 ? (scenarios, []) : throw new ExplainedException(
            $"compare: found one scenario, {scenarios[0].File}; allowed: two or more, or one with --vary or --scale. 'simulator run {scenarios[0].File}' runs one.",
            ExitCode.Wrong);
    }

    private static (IReadOnlyList<Scenario> Scenarios, IReadOnlyList<string> Notices) Variations(Session session, IReadOnlyList<string> paths, IReadOnlyList<Variation> variations)
    {
        if (paths.Count > 1 || Directory.Exists(paths[0]))
        {
            throw new ExplainedException("compare: --vary and --scale compare one file with variations of itself; found several files.", ExitCode.Wrong);
        }

        try
        {
            var plan = SweepPlan.Build(ScenarioLoader.Template(paths[0], session), variations);
            if (plan.Points > MostVariations)
            {
                throw new ExplainedException(
                    FormattableString.Invariant($"compare: found {plan.Points} variations; allowed: at most {MostVariations}. Use 'simulator sweep' for more."), ExitCode.Wrong);
            }

            return ([plan.AsWritten, .. Enumerable.Range(0, plan.Points).Select(plan.ScenarioOf)], plan.Notices);
        }
        catch (VariationException exception)
        {
            throw new ExplainedException(exception.Message, ExitCode.Wrong);
        }
    }

    private static Option<string[]> ChartKinds() => new("--charts")
    {
        Description = $"Charts to write: {string.Join(", ", ComparisonCharts.Kinds)}. Default: all; of more than four scenarios, no differences.",
        HelpName = "KIND,...",
        CustomParser = result =>
        {
            var kinds = (result.Tokens.Count > 0 ? result.Tokens[0].Value : "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (Array.Find(kinds, kind => !ComparisonCharts.Kinds.Contains(kind)) is { } unknown)
            {
                result.AddError($"There is no chart '{unknown}'. Choose from: {string.Join(", ", ComparisonCharts.Kinds)}.{Spelling.HintLine(unknown, ComparisonCharts.Kinds)}");
            }

            return kinds;
        },
    };
}
