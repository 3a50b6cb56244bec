using System.CommandLine;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Planning;
using Simulator.Reporting.Csv;
using Simulator.Reporting.Documents;
using Simulator.Reporting.Tables;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;
using Simulator.Studies.Inverse;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator solve</c>: the value of one input that gives an output the wanted median.</summary>
internal static class SolveCommand
{
    public static readonly string[] Examples =
    [
        "simulator solve scenarios/gpt-4o.yaml --output emissions --equals \"7546 t\" --for hardware.overhead",
        "simulator solve my.yaml --output \"p95 cost\" --equals \"5M USD\" --for hardware.rental",
        "simulator solve my.yaml --limit \"P(emissions > 12 kt) < 5%\" --for facility.pue --format json",
    ];

    /// <summary>Some twenty runs are made; the error of a median is then still some hundredths of a percent.</summary>
    private const long DefaultSamples = 1 << 17;

    public static Command Build(Session session)
    {
        var file = new Argument<string>("FILE") { Description = "A scenario file; - for standard input." };
        var output = new Option<string?>("--output")
        {
            Description = "The output that should have a given value, e.g. emissions, whose median is meant; or a figure of it, e.g. \"p95 cost\", \"mean energy\" or \"P(cost > 5M USD)\".",
            HelpName = "NAME",
        };
        output.CompletionSources.Add(_ => ScenarioNames.Outputs);
        var target = new Option<string?>("--equals") { Description = "The value that it should have, with its unit, e.g. \"7546 t\".", HelpName = "VALUE" };
        var limit = new Option<string?>("--limit") { Description = "A limit that should hold just so, instead of --output and --equals, e.g. \"p95 emissions < 12 kt\".", HelpName = "LIMIT" };
        var input = new Option<string>("--for") { Description = "The input to find, as 'simulator check' names it, e.g. facility.pue.", HelpName = "PATH", Required = true };
        var samples = Arguments.Samples();
        samples.Description = FormattableString.Invariant($"Samples to draw in each run, e.g. 1M, 1e9 or 1_048_576. Default: {DefaultSamples}.");
        var seed = Arguments.Seed();
        var interval = Arguments.Interval();
        var device = Arguments.Device();
        var deviceMemory = Arguments.DeviceMemory();
        var threads = Arguments.Threads();
        var format = Arguments.Format("table", "json", "csv", "markdown");
        var command = new Command("solve", "Finds the value of one input for which a figure of an output has a given value, or a limit just holds: 'which PUE would I need?'")
        {
            file, output, target, limit, input, samples, seed, interval, device, deviceMemory, threads, format,
        };
        command.Validators.Add(result =>
        {
            var (hasOutput, hasTarget, hasLimit) = (result.GetResult(output) is not null, result.GetResult(target) is not null, result.GetResult(limit) is not null);
            if (hasLimit ? hasOutput || hasTarget : !hasOutput || !hasTarget)
            {
                result.AddError("solve: found " + Found(hasOutput, hasTarget, hasLimit) + "; allowed: --output with --equals, or --limit.");
            }
        });
        command.SetAction(parsed =>
        {
            var settings = new RunSettings(
                Samples: parsed.GetValue(samples), Seed: parsed.GetValue(seed), Threads: parsed.GetValue(threads), Interval: parsed.GetValue(interval),
                Device: parsed.GetValue(device), DeviceMemory: parsed.GetValue(deviceMemory));
            try
            {
                var money = StatedCurrency.Of([parsed.GetValue(file)!]);
                var question = parsed.GetValue(limit) is { } text
                    ? InverseQuestion.ParseLimit(parsed.GetValue(input)!, text, money)
                    : InverseQuestion.Parse(parsed.GetValue(input)!, parsed.GetValue(output)!, parsed.GetValue(target)!, money);
                var scenario = Read(session, parsed.GetValue(file)!);
                Print(session, Solve(session, settings, scenario, question), [.. scenario.Warnings.Select(warning => warning.Notice), .. UnplacedWarnings.Of(scenario)], parsed.GetValue(format)!);
                return ExitCode.Fine;
            }
            catch (NoAnswerException exception)
            {
                throw new ExplainedException(exception.Message, ExitCode.Wrong);
            }
        });
        return command;
    }

    private static string Found(bool hasOutput, bool hasTarget, bool hasLimit)
    {
        string[] found = [.. hasOutput ? new[] { "--output" } : [], .. hasTarget ? new[] { "--equals" } : [], .. hasLimit ? new[] { "--limit" } : []];
        return found.Length == 0 ? "none of them" : string.Join(" and ", found);
    }

    private static Scenario Read(Session session, string path) =>
        path == "-" ? ScenarioReader.Read(session.ReadInput(ScenarioText.LargestFile), "<stdin>", session.Files) : ScenarioReader.Read(path, session.Files);

    private static InverseAnswer Solve(Session session, RunSettings settings, Scenario scenario, InverseQuestion question)
    {
        var options = (settings with { Samples = settings.Samples ?? scenario.Simulation.Samples ?? DefaultSamples }).For(scenario, session);
        return InverseSolver.Solve(question, scenario, options, session.Cancellation);
    }

    private static void Print(Session session, InverseAnswer answer, List<string> notices, string format)
    {
        switch (format)
        {
            case "json": InverseReport.WriteJson(answer, notices, session.Output); break;
            case "csv":
                CsvTable.Write(InverseReport.Table(answer, []), session.Output);
                InverseReport.PaidTwice(answer).Concat(notices).ToList().ForEach(session.Error.WriteLine);
                break;
            case "markdown": MarkdownTable.Write(InverseReport.Table(answer, notices), session.Output); break;
            default: TextTable.Write(InverseReport.Table(answer, notices), session.Output, session.Width, session.Styled); break;
        }
    }
}
